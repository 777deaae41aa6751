"""Writing on the page of a follow-up, and the ways in which a letter leaves."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tracker.forms.letters import CallForm, LetterForm, SentForm
from tracker.models import FollowUp, Message
from tracker.planning.facts import Channel
from tracker.queries.letter_check import key_of, mended, with_added
from tracker.queries.letter_desk import Desk, desk_of
from tracker.queries.letters import Words
from tracker.services.letters import (
    discard_draft,
    keep_letter,
    save_draft,
    send_letter,
    unsend_letter,
)
from tracker.views.access import own_letter, own_message
from tracker.views.answers import sent, show_form
from tracker.views.follow_ups import show_follow_up
from tracker.writing.letters import Register

NO_LONGER_OPEN = "Nothing was logged: this had been decided, or withdrawn, in the meantime."
# Where the letter's buttons lead, once what was typed is kept.
THEN = {"call": "letter-call", "card": "letter-card"}


@require_POST
def letter_check(request: HttpRequest, pk: int) -> HttpResponse:
    """The check of the text as it is being typed; nothing is saved."""
    row = own_letter(request, pk)
    desk = _desk(row, timezone.now(), LetterForm(request.POST).words)
    return render(request, "letters/_check.html", {"desk": desk, "row": row})


@require_POST
def letter_save(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep the text, and go where the button leads; or compose it anew."""
    row, now = own_letter(request, pk), timezone.now()
    form = LetterForm(request.POST)
    if not form.is_valid() and "compose" not in request.POST:
        return show_follow_up(request, row, now, letter_form=form, status=422)
    desk = _desk(row, now)
    if "compose" in request.POST:
        _compose(row, desk, request.POST["compose"], form.cleaned_data.get("register", ""))
        messages.success(request, "Written anew from what is known.")
        return redirect("follow-up", pk)
    _keep(row, desk, form)
    return _go_on(request, desk)


def _go_on(request: HttpRequest, desk: Desk) -> HttpResponse:
    then = request.POST.get("then", "")
    if then == "template":
        return redirect("letter-template", desk.kind, desk.register)
    if then in THEN:
        return redirect(THEN[then], desk.follow_up.pk)
    messages.success(request, "The letter is kept as it stands.")
    return redirect("follow-up", desk.follow_up.pk)


def _keep(row: FollowUp, desk: Desk, form: LetterForm) -> None:
    register = form.cleaned_data["register"] or desk.register
    is_ours = form.words == Words(desk.ours.subject, desk.ours.body.strip())
    chosen = register if register != desk.register else row.draft_register
    keep_letter(row, form.words, register=chosen, is_ours=is_ours)


def _compose(row: FollowUp, desk: Desk, kind: str, register: str) -> None:
    """Begin again: by the facts alone, or with the other letter that would do here."""
    tone = Register(register or desk.register)
    other = next((each for each, _ in desk.anew[1:] if each == kind), None)
    if other is None:
        discard_draft(row, register=tone)
        return
    draft = desk.composed(other, tone)
    save_draft(row, subject=draft.subject, body=draft.body, register=tone)


@require_POST
def letter_mend(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a suggestion in its place, or add a line; and keep the text with it."""
    row, now = own_letter(request, pk), timezone.now()
    form = LetterForm(request.POST)
    if not form.is_valid():
        return show_follow_up(request, row, now, letter_form=form, status=422)
    desk = _desk(row, now, form.words)
    draft, add = desk.draft, request.POST.get("add", "")
    for finding in desk.findings:
        if key_of(finding) == request.POST.get("mend"):
            draft = mended(desk.draft, finding)
    if add in desk.to_put_in:
        draft = with_added(draft, add)
    save_draft(row, subject=draft.subject, body=draft.body, register=form.cleaned_data["register"])
    return redirect(f"{reverse('follow-up', args=[pk])}#letter")


@require_POST
def letter_sent(request: HttpRequest, pk: int) -> HttpResponse:
    """The owner says that it has left."""
    row, now = own_letter(request, pk), timezone.now()
    form = SentForm(request.POST)
    if not form.is_valid():
        return show_follow_up(request, row, now, letter_form=form, status=422)
    _keep(row, _desk(row, now), form)  # so that it is there again after Undo
    channel = Channel(form.cleaned_data["channel"])
    message = send_letter(row, text=form.words.body, channel=channel, now=now)
    return _logged(request, row, message, f"{row.title}: logged and done.")


def _logged(
    request: HttpRequest, row: FollowUp, message: Message | None, said: str
) -> HttpResponse:
    if message is None:
        messages.info(request, NO_LONGER_OPEN)
        return redirect("follow-up", row.pk)
    undo = reverse("letter-unsend", args=[row.pk, message.pk])
    messages.success(request, said, extra_tags=undo)
    return redirect("application", row.application_id)


@require_POST
def letter_unsend(request: HttpRequest, pk: int, message: int) -> HttpResponse:
    row, logged = own_letter(request, pk), own_message(request, message)
    if logged.application_id != row.application_id:
        raise Http404
    unsend_letter(row, logged, now=timezone.now())
    messages.success(request, f"{row.title}: open again, and the message is taken out.")
    return redirect("follow-up", pk)


@require_http_methods(["GET", "HEAD", "POST"])
def letter_call(request: HttpRequest, pk: int) -> HttpResponse:
    """The phone script, in large type, with room for the answers."""
    row, now = own_letter(request, pk), timezone.now()
    desk = _desk(row, now)
    if desk.script is None:
        raise Http404
    form = CallForm(sent(request), questions=desk.script.questions)
    if request.method == "POST" and form.is_valid():
        values: dict[str, Any] = {"text": form.text, "asked": tuple(form.answered)}
        message = send_letter(row, channel=Channel.PHONE, now=now, **values)
        return _logged(request, row, message, _called(row))
    context = {"row": row, "script": desk.script, "form": form}
    return show_form(request, "letters/call.html", context, form)


def _called(row: FollowUp) -> str:
    href = reverse("said-when", args=[row.application_id])
    words = (
        '{}: logged and done. Did they name a day? Note it with <a href="{}">They said when</a>.'
    )
    return format_html(words, row.title, href)


@require_safe
def letter_card(request: HttpRequest, pk: int) -> HttpResponse:
    """The card, to be printed or copied by hand."""
    row = own_letter(request, pk)
    context = {"row": row, "desk": _desk(row, timezone.now())}
    return render(request, "letters/card.html", context)


def _desk(row: FollowUp, now: datetime, typed: Words | None = None) -> Desk:
    desk = desk_of(row, now, typed)
    if desk is None:
        raise Http404
    return desk
