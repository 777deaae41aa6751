from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from tracker.forms.messages import MessageForm
from tracker.models import Application, Contact
from tracker.planning.facts import Direction
from tracker.services.case_files import load_days
from tracker.services.messages import delete_message, log_message
from tracker.views.access import own_application, own_message, owner_of
from tracker.views.answers import sent, show_form, take


@require_http_methods(["GET", "HEAD", "POST"])
def message_new(request: HttpRequest, pk: int) -> HttpResponse:
    """From them, or (with ?direction=out) from the owner."""
    application, now = own_application(request, pk), timezone.now()
    local = timezone.localtime(now)
    direction = request.POST.get("direction") or request.GET.get("direction")
    from_me = direction == Direction.OUT
    initial = {
        "direction": Direction.OUT if from_me else Direction.IN,
        "date": local.date(),
        "time": local.time(),
    }
    form = MessageForm(sent(request), initial=initial, now=now)
    form.let_name(Contact.objects.people_of(application), "To" if from_me else "From")
    if request.method == "POST" and form.is_valid():
        return take(request, form, lambda: _log(request, application, form))
    context = {"form": form, "application": application, "from_me": from_me}
    return show_form(request, "messages/form.html", context, form)


def _log(request: HttpRequest, application: Application, form: MessageForm) -> str:
    days = load_days(owner_of(request))
    said = form.said(form.cleaned_data["date"], days)
    message = log_message(application, values=form.values, said=said, now=timezone.now())
    undo = reverse("message-delete", args=[message.pk])
    messages.success(request, "Logged; the plan follows from it.", extra_tags=undo)
    return reverse("application", args=[application.pk])


@require_POST
def message_delete(request: HttpRequest, pk: int) -> HttpResponse:
    row = own_message(request, pk)
    application = row.application
    delete_message(row, now=timezone.now())
    messages.success(request, "The message is deleted; what it had withdrawn is back.")
    return redirect("application", application.pk)
