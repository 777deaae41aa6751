"""The owner's own templates: listed, changed, and taken back to ours."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tracker.forms.letters import TemplateForm
from tracker.models.letters import REGISTER_CHOICES, text_mark
from tracker.queries.letter_templates import name_of, template_rows
from tracker.services.letters import change_template, delete_template
from tracker.views.access import owner_of
from tracker.views.answers import show_form
from tracker.views.deleted import delete_with_undo
from tracker.writing.letters import Kind, Register
from tracker.writing.places import MARKS, PLACES
from tracker.writing.templates import template_for


@require_safe
def letter_template_list(request: HttpRequest) -> HttpResponse:
    context = {"rows": template_rows(owner_of(request)), "registers": REGISTER_CHOICES}
    return render(request, "letters/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def letter_template(request: HttpRequest, kind: str, register: str) -> HttpResponse:
    which, tone = _known(kind, register)
    own = owner_of(request).letter_templates.filter(kind=which, register=tone).first()
    ours = template_for(which, tone)
    shown = own or ours
    mark = text_mark(shown.subject, shown.body)
    form = TemplateForm(
        request.POST if request.method == "POST" else None,
        initial={"subject": shown.subject, "body": shown.body, "was": mark},
    )
    if request.method == "POST" and form.is_valid() and form.is_old(mark):
        form.refuse_old(mark, request.path)
    elif request.method == "POST" and form.is_valid():
        change_template(owner_of(request), which, tone, form.template, now=timezone.now())
        messages.success(request, "Letters of this kind are written by your template now.")
        return redirect("letter-template-list")
    context = {"form": form, "kind": which, "register": tone, "own": own, "name": name_of(which)}
    context |= {"places": PLACES, "marks": MARKS.items()}
    return show_form(request, "letters/template.html", context, form)


@require_POST
def letter_template_reset(request: HttpRequest, kind: str, register: str) -> HttpResponse:
    which, tone = _known(kind, register)
    own = owner_of(request).letter_templates.filter(kind=which, register=tone).first()
    there = reverse("letter-template", args=[which, tone])
    if own is None:
        return redirect(there)
    said = "Ours is back."
    return delete_with_undo(request, own, delete_template, said=said, home=there, then=there)


def _known(kind: str, register: str) -> tuple[Kind, Register]:
    try:
        return Kind(kind), Register(register)
    except ValueError as error:
        raise Http404 from error
