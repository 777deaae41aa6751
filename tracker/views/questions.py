"""What the owner wants to know of them: noted, asked, or let go."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from tracker.forms.questions import ChangedQuestionForm, QuestionForm
from tracker.models import Application
from tracker.models.letters import text_mark
from tracker.services.questions import (
    add_question,
    change_question,
    delete_question,
    tick_question,
    untick_question,
)
from tracker.views.access import own_application, own_question
from tracker.views.answers import sent, show_form, take
from tracker.views.applications import show_application
from tracker.views.deleted import delete_with_undo


@require_POST
def question_new(request: HttpRequest, pk: int) -> HttpResponse:
    application, form = own_application(request, pk), QuestionForm(request.POST)
    if not form.is_valid():
        return show_application(request, application, form)
    return take(request, form, lambda: _add(request, application, form))


def _add(request: HttpRequest, application: Application, form: QuestionForm) -> str:
    row = add_question(application, form.cleaned_data["text"], now=timezone.now())
    undo = reverse("question-delete", args=[row.pk])
    messages.success(request, "Noted, for when there is occasion to ask.", extra_tags=undo)
    return reverse("application", args=[application.pk])


@require_http_methods(["GET", "HEAD", "POST"])
def question_change(request: HttpRequest, pk: int) -> HttpResponse:
    row = own_question(request, pk)
    mark = text_mark(row.text)
    form = ChangedQuestionForm(sent(request), initial={"text": row.text, "was": mark})
    if request.method == "POST" and form.is_valid() and form.is_old(mark):
        form.refuse_old(mark, request.path)
    elif request.method == "POST" and form.is_valid():
        change_question(row, form.cleaned_data["text"], now=timezone.now())
        messages.success(request, "The question is changed.")
        return redirect("application", row.application_id)
    return show_form(request, "applications/question.html", {"form": form, "row": row}, form)


@require_POST
def question_tick(request: HttpRequest, pk: int) -> HttpResponse:
    row = own_question(request, pk)
    if tick_question(row, now=timezone.now()):
        undo = reverse("question-untick", args=[pk])
        messages.success(request, "Ticked: you have asked it.", extra_tags=undo)
    else:
        messages.info(request, "Nothing was changed: it stands as asked already.")
    return redirect("application", row.application_id)


@require_POST
def question_untick(request: HttpRequest, pk: int) -> HttpResponse:
    row = own_question(request, pk)
    if untick_question(row, now=timezone.now()):
        messages.success(request, "It is still to be asked.")
    else:
        messages.info(request, "Nothing was changed: it is still to be asked.")
    return redirect("application", row.application_id)


@require_POST
def question_delete(request: HttpRequest, pk: int) -> HttpResponse:
    row = own_question(request, pk)
    home = reverse("application", args=[row.application_id])
    said = "The question is deleted."
    return delete_with_undo(request, row, delete_question, said=said, home=home, then=home)
