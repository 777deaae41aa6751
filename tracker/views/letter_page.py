"""The page of a follow-up, and the letter that is being written on it: whatever is pressed there, what
was typed is kept.
"""

from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from tracker.forms.follow_ups import SnoozeForm
from tracker.forms.letters import LetterForm
from tracker.models import FollowUp, FollowUpStatus
from tracker.models.letters import LetterText
from tracker.queries.follow_ups import follow_up_page
from tracker.queries.letter_desk import Desk, desk_of
from tracker.queries.letter_earlier import letters_of_withdrawn
from tracker.queries.letters import Words
from tracker.services.letters import save_letter


def show_follow_up(
    request: HttpRequest,
    row: FollowUp,
    now: datetime,
    *,
    snooze_form: SnoozeForm | None = None,
    letter_form: LetterForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page of a follow-up, with a form that was refused in it, if there is one."""
    typed = letter_form.words if letter_form else None
    desk = desk_of(row, now, typed) if row.status == FollowUpStatus.OPEN else None
    is_offered = desk and desk.sources.around.was_withdrawn and not row.draft_body
    context = {
        "page": follow_up_page(row, now, desk),
        "row": row,
        "form": snooze_form or SnoozeForm(today=timezone.localdate(now)),
        "desk": desk,
        "withdrawn": letters_of_withdrawn(row) if is_offered else (),
        "letter_form": letter_form or (LetterForm(initial=_letter(desk)) if desk else None),
    }
    return render(request, "follow_ups/detail.html", context, status=status)


def _letter(desk: Desk) -> dict[str, str]:
    return {
        "subject": desk.draft.subject,
        "body": desk.draft.body,
        "register": desk.register,
        "channel": desk.follow_up.channel,
        "was": desk.follow_up.letter.mark,
    }


def desk_or_404(row: FollowUp, now: datetime, typed: Words | None = None) -> Desk:
    desk = desk_of(row, now, typed)
    if desk is None:
        raise Http404
    return desk


def keep_typed(request: HttpRequest, row: FollowUp, now: datetime) -> HttpResponse | None:
    """Keep the letter that came with another button; the answer, where it could not be kept."""
    form = LetterForm(request.POST)
    if not form.words.body:  # the button stands elsewhere, or nothing was written
        return None
    if not form.is_valid():
        return show_follow_up(request, row, now, letter_form=form, status=422)
    letter = typed_letter(desk_or_404(row, now), form)
    if form.is_old(row.letter.mark) or not save_letter(row, letter):
        return refuse_letter(request, row, form, now)
    row.refresh_from_db(fields=["draft_subject", "draft_body", "draft_register"])
    return None


def typed_letter(desk: Desk, form: LetterForm) -> LetterText:
    """What was typed, as it is kept: what is ours still goes on following the facts."""
    register = form.cleaned_data["register"] or desk.register
    chosen = register if register != desk.register else desk.follow_up.draft_register
    is_ours = form.words == Words(desk.ours.subject, desk.ours.body.strip())
    return LetterText(*(("", "") if is_ours else form.words), chosen)


def refuse_letter(
    request: HttpRequest, row: FollowUp, form: LetterForm, now: datetime
) -> HttpResponse:
    """Another tab has changed the draft since this one was loaded."""
    row.refresh_from_db(fields=["draft_subject", "draft_body", "draft_register"])
    form.refuse_old(row.letter.mark, reverse("follow-up", args=[row.pk]))
    return show_follow_up(request, row, now, letter_form=form, status=422)
