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
from tracker.models.letters import LetterText
from tracker.planning.facts import Channel
from tracker.queries.letter_check import key_of, mended, with_added
from tracker.queries.letter_desk import Desk
from tracker.queries.letter_earlier import letters_to_use
from tracker.queries.letter_together import asked_together
from tracker.services.letters import (
    exchange_letter,
    save_letter,
    send_letter,
    send_letters,
    unsend_letter,
)
from tracker.views.access import own_letter, own_message
from tracker.views.answers import sent, show_form
from tracker.views.follow_ups import follow_up_snooze
from tracker.views.letter_page import (
    desk_or_404,
    keep_typed,
    refuse_letter,
    show_follow_up,
    typed_letter,
)
from tracker.writing.letters import Register

NO_LONGER_OPEN = "Nothing was logged: this had been decided, or withdrawn, in the meantime."
OTHER_TAB = (
    "Nothing was changed: the letter was written on in another tab. It is shown as it is now."
)
NOW_DECIDE = "What did you tell them? Accept or decline the offer here as well."
# Where the letter's buttons lead, once what was typed is kept.
THEN = {"call": "letter-call", "card": "letter-card"}


@require_POST
def letter_check(request: HttpRequest, pk: int) -> HttpResponse:
    """The check of the text as it is being typed; nothing is saved."""
    row = own_letter(request, pk)
    desk = desk_or_404(row, timezone.now(), LetterForm(request.POST).words)
    return render(request, "letters/_check.html", {"desk": desk, "row": row})


@require_POST
def letter_save(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep the text, and go where the button leads; or compose it anew."""
    if request.POST.get("then") == "enter" and request.POST.get("day"):
        return follow_up_snooze(request, pk)
    if "compose" in request.POST:
        return _compose(request, own_letter(request, pk), timezone.now())
    row, now = own_letter(request, pk), timezone.now()
    form = LetterForm(request.POST)
    if not form.is_valid():
        return show_follow_up(request, row, now, letter_form=form, status=422)
    return keep_typed(request, row, now) or _go_on(request, desk_or_404(row, now))


def _go_on(request: HttpRequest, desk: Desk) -> HttpResponse:
    row, then = desk.follow_up, request.POST.get("then", "")
    if then == "template":
        return redirect("letter-template", desk.kind, desk.register)
    if then == "address":
        contact = row.contact_id
        return (
            redirect("contact", contact) if contact else redirect("contact-new", row.application_id)
        )
    if then in THEN:
        return redirect(THEN[then], row.pk)
    messages.success(request, "The letter is kept as it stands.")
    return redirect("follow-up", row.pk)


def _compose(request: HttpRequest, row: FollowUp, now: datetime) -> HttpResponse:
    """Begin again: by the facts alone, or with the other letter that would do here."""
    form, desk = LetterForm(request.POST), desk_or_404(row, now)
    if not form.is_valid() and form.words.body:
        return show_follow_up(request, row, now, letter_form=form, status=422)
    tone = Register(form.cleaned_data.get("register") or desk.register)
    kind = request.POST["compose"]
    other = next((each for each in desk.could_be if each == kind), None)
    letter = LetterText(register=tone)
    if other:
        draft = desk.composed(other, tone)
        letter = LetterText(draft.subject, draft.body, tone)
    typed = typed_letter(desk, form) if form.words.body else None
    typed = typed and typed._replace(register=row.draft_register)  # it was in the tone of before
    before = None if form.is_old(row.letter.mark) else exchange_letter(row, letter, typed=typed)
    if before is None:
        return refuse_letter(request, row, form, now)
    return _exchanged(request, row, before, "Written anew from what is known.")


@require_POST
def letter_use(request: HttpRequest, pk: int, mark: str) -> HttpResponse:
    """Take an earlier letter instead of the one that is there; undo of writing it anew."""
    row, now = own_letter(request, pk), timezone.now()
    letter = next((each for each in letters_to_use(row) if each.mark == mark), None)
    if letter is None:
        raise Http404
    if refused := keep_typed(request, row, now):
        return refused
    before = exchange_letter(row, letter)
    if before is None:
        messages.info(request, OTHER_TAB)
        return redirect("follow-up", pk)
    return _exchanged(request, row, before, "That letter is back in its place.")


def _exchanged(request: HttpRequest, row: FollowUp, before: LetterText, said: str) -> HttpResponse:
    """What was there `before` can be had back."""
    messages.success(request, said, extra_tags=reverse("letter-use", args=[row.pk, before.mark]))
    return redirect("follow-up", row.pk)


@require_POST
def letter_mend(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a suggestion in its place, or add a line; and keep the text with it."""
    row, now = own_letter(request, pk), timezone.now()
    form = LetterForm(request.POST)
    if not form.is_valid():
        return show_follow_up(request, row, now, letter_form=form, status=422)
    desk = desk_or_404(row, now, form.words)
    draft, add = desk.draft, request.POST.get("add", "")
    for finding in desk.findings:
        if key_of(finding) == request.POST.get("mend"):
            draft = mended(desk.draft, finding)
    if add in desk.to_put_in:
        draft = with_added(draft, add)
    letter = LetterText(draft.subject, draft.body, form.cleaned_data["register"])
    if form.is_old(row.letter.mark) or not save_letter(row, letter):
        return refuse_letter(request, row, form, now)
    return redirect(f"{reverse('follow-up', args=[pk])}#letter")


@require_POST
def letter_sent(request: HttpRequest, pk: int) -> HttpResponse:
    """The owner says that it has left."""
    row, now = own_letter(request, pk), timezone.now()
    form = SentForm(request.POST)
    if not form.is_valid():
        return show_follow_up(request, row, now, letter_form=form, status=422)
    if form.words.body and not form.is_old(row.letter.mark):
        save_letter(row, typed_letter(desk_or_404(row, now), form))  # there again after Undo
    channel = Channel(form.cleaned_data["channel"])
    ticked = set(request.POST.getlist("also"))
    also = [each for each in asked_together(row, now) if str(each.pk) in ticked]
    sent = send_letters([row, *also], text=form.words.body, channel=channel, now=now)
    roles = f", for {len(sent)} roles" if len(sent) > 1 else ""
    message = sent[0] if sent else None
    return _logged(request, row, message, f"{row.title}: logged and done{roles}.")


def _logged(
    request: HttpRequest, row: FollowUp, message: Message | None, said: str
) -> HttpResponse:
    if message is None:
        messages.info(request, NO_LONGER_OPEN)
        return redirect("follow-up", row.pk)
    undo = reverse("letter-unsend", args=[row.pk, message.pk])
    if row.kind == "answer-offer":
        messages.success(request, f"{said} {NOW_DECIDE}", extra_tags=undo)
        return redirect(f"{reverse('application', args=[row.application_id])}#offers")
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
    desk = desk_or_404(row, now)
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
    context = {"row": row, "desk": desk_or_404(row, timezone.now())}
    return render(request, "letters/card.html", context)
