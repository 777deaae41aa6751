"""Writing on the page of a follow-up, and the ways in which a letter leaves."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from tracker.forms.letters import LetterForm, SentForm
from tracker.models import FollowUp
from tracker.planning.facts import Channel
from tracker.queries.letter_desk import Desk, desk_of, mended
from tracker.queries.letters import letter_facts, others_of
from tracker.services.letters import discard_draft, save_draft, send_letter, unsend_letter
from tracker.views.access import own_letter, own_message
from tracker.views.follow_ups import show_follow_up
from tracker.writing.letters import Draft
from tracker.writing.reviewing import review

NO_LONGER_OPEN = "Nothing was logged: this had been decided, or withdrawn, in the meantime."


@require_POST
def letter_check(request: HttpRequest, pk: int) -> HttpResponse:
    """The check of the text as it is being typed; nothing is saved."""
    row, now = own_letter(request, pk), timezone.now()
    desk = _desk(row, now, _typed(request, row, now))
    return render(request, "letters/_check.html", {"desk": desk, "pk": pk})


@require_POST
def letter_save(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep the text; in another tone, or begun again, it is composed anew."""
    row, now = own_letter(request, pk), timezone.now()
    form = LetterForm(request.POST)
    if not form.is_valid():
        return show_follow_up(request, row, now, letter_form=form, status=422)
    if "compose" in request.POST:
        discard_draft(row, register=form.cleaned_data["register"])
        messages.success(request, "Written anew from what is known.")
    else:
        save_draft(row, **form.cleaned_data)
        messages.success(request, "The letter is kept as it stands.")
    return redirect("follow-up", pk)


@require_POST
def letter_mend(request: HttpRequest, pk: int) -> HttpResponse:
    """Put one suggestion in its place, and keep the text with it."""
    row, now = own_letter(request, pk), timezone.now()
    form = LetterForm(request.POST)
    if not form.is_valid():
        return show_follow_up(request, row, now, letter_form=form, status=422)
    draft = _typed(request, row, now)
    findings = review(draft, letter_facts(row, now), others_of(row, now))
    number = request.POST.get("mend", "")
    if number.isdecimal() and 0 < int(number[:4]) <= len(findings):
        draft = mended(draft, findings[int(number[:4]) - 1])
    register = form.cleaned_data["register"]
    save_draft(row, subject=draft.subject, body=draft.body, register=register)
    return redirect(f"{reverse('follow-up', args=[pk])}#letter")


@require_POST
def letter_sent(request: HttpRequest, pk: int) -> HttpResponse:
    """The owner says that it has left."""
    row, now = own_letter(request, pk), timezone.now()
    form = SentForm(request.POST)
    if not form.is_valid():
        return show_follow_up(request, row, now, letter_form=form, status=422)
    channel = Channel(form.cleaned_data["channel"])
    message = send_letter(row, text=form.cleaned_data["body"], channel=channel, now=now)
    if message is None:
        messages.info(request, NO_LONGER_OPEN)
        return redirect("follow-up", pk)
    undo = reverse("letter-unsend", args=[pk, message.pk])
    messages.success(request, f"{row.title}: logged and done.", extra_tags=undo)
    return redirect("application", row.application_id)


@require_POST
def letter_unsend(request: HttpRequest, pk: int, message: int) -> HttpResponse:
    row, logged = own_letter(request, pk), own_message(request, message)
    if logged.application_id != row.application_id:
        raise Http404
    unsend_letter(row, logged, now=timezone.now())
    messages.success(request, f"{row.title}: open again, and the message is taken out.")
    return redirect("follow-up", pk)


@require_safe
def letter_call(request: HttpRequest, pk: int) -> HttpResponse:
    """The phone script, in large type, with room for the answers."""
    row, now = own_letter(request, pk), timezone.now()
    desk = _desk(row, now)
    if desk.script is None:
        raise Http404
    return render(request, "letters/call.html", {"row": row, "desk": desk})


@require_safe
def letter_card(request: HttpRequest, pk: int) -> HttpResponse:
    """The card, to be printed or copied by hand."""
    row, now = own_letter(request, pk), timezone.now()
    return render(request, "letters/card.html", {"row": row, "desk": _desk(row, now)})


def _desk(row: FollowUp, now: datetime, draft: Draft | None = None) -> Desk:
    desk = desk_of(row, now, draft)
    if desk is None:
        raise Http404
    return desk


def _typed(request: HttpRequest, row: FollowUp, now: datetime) -> Draft:
    """The letter with the words of this request, to whom it goes anyway."""
    form = LetterForm(request.POST)
    form.is_valid()  # what is too long is checked as far as it goes
    typed: dict[str, Any] = form.cleaned_data
    draft = _desk(row, now).draft
    subject = typed.get("subject", draft.subject)
    return Draft(draft.kind, subject, typed.get("body", ""), draft.to, draft.cc)
