from collections.abc import Callable
from datetime import datetime
from urllib.parse import urlsplit

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import is_valid_path, resolve, reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from tracker.forms.follow_ups import SnoozeForm
from tracker.forms.letters import LetterForm
from tracker.models import FollowUp, FollowUpStatus
from tracker.queries.follow_ups import follow_up_page
from tracker.queries.letter_desk import Desk, desk_of
from tracker.queries.when import when_clock, when_day
from tracker.services.case_files import load_days
from tracker.services.follow_ups import complete, reopen, skip, snooze
from tracker.views.access import own_follow_up, own_letter, owner_of

PAGES_WITH_BUTTONS = ("upcoming", "application", "interview", "follow-up")
TOO_LATE = "Nothing was changed: this had been decided, or withdrawn, in the meantime."


@require_safe
def follow_up(request: HttpRequest, pk: int) -> HttpResponse:
    return show_follow_up(request, own_letter(request, pk), timezone.now())


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
    context = {
        "page": follow_up_page(row, now, desk),
        "row": row,
        "form": snooze_form or SnoozeForm(today=timezone.localdate(now)),
        "desk": desk,
        "letter_form": letter_form or (LetterForm(initial=_letter(desk)) if desk else None),
    }
    return render(request, "follow_ups/detail.html", context, status=status)


def _letter(desk: Desk) -> dict[str, str]:
    return {
        "subject": desk.draft.subject,
        "body": desk.draft.body,
        "register": desk.register,
        "channel": desk.follow_up.channel,
    }


@require_POST
def follow_up_done(request: HttpRequest, pk: int) -> HttpResponse:
    return _decide(request, own_follow_up(request, pk), complete, "done")


@require_POST
def follow_up_skip(request: HttpRequest, pk: int) -> HttpResponse:
    return _decide(request, own_follow_up(request, pk), skip, "skipped")


@require_POST
def follow_up_snooze(request: HttpRequest, pk: int) -> HttpResponse:
    row, now = own_letter(request, pk), timezone.now()
    form = SnoozeForm(request.POST, today=timezone.localdate(now))
    if not form.is_valid():
        return show_follow_up(request, row, now, snooze_form=form, status=422)
    until = form.until(load_days(owner_of(request)))
    if snooze(row, until=until, now=now):
        late = (
            row.closes < until and f"; that is after {when_day(row.closes, now).text}, its last day"
        )
        _say(request, row, f"put off until {when_clock(until, now).text}{late or ''}")
    else:
        messages.info(request, TOO_LATE)
    return _back(request)


@require_POST
def follow_up_reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Undo of done, skip and snooze."""
    row = own_follow_up(request, pk)
    if reopen(row, now=timezone.now()):
        messages.success(request, f"{row.title}: open again.")
    else:
        messages.info(request, TOO_LATE)
    return _back(request)


def _decide(
    request: HttpRequest, row: FollowUp, act: Callable[..., bool], said: str
) -> HttpResponse:
    if act(row, now=timezone.now()):
        _say(request, row, said)
    else:
        messages.info(request, TOO_LATE)
    return _back(request)


def _say(request: HttpRequest, row: FollowUp, said: str) -> None:
    undo = reverse("follow-up-reopen", args=[row.pk])
    messages.success(request, f"{row.title}: {said}.", extra_tags=undo)


def _back(request: HttpRequest) -> HttpResponse:
    """To the page on which the button was; a refused form has an address that is no page."""
    origin = request.META.get("HTTP_REFERER", "")
    ours = url_has_allowed_host_and_scheme(
        origin, {request.get_host()}, require_https=request.is_secure()
    )
    path = urlsplit(origin).path if ours else "/"
    place = resolve(path) if is_valid_path(path) else None
    return redirect(path if place and place.url_name in PAGES_WITH_BUTTONS else "upcoming")
