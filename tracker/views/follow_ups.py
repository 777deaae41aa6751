from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import is_valid_path, resolve, reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from tracker.forms.follow_ups import SnoozeForm
from tracker.models import FollowUp, FollowUpStatus
from tracker.queries.when import when_clock, when_day
from tracker.services.case_files import load_days
from tracker.services.follow_ups import (
    complete,
    reopen,
    reopen_skipped,
    skip,
    skip_all,
    snooze,
)
from tracker.text import number_of
from tracker.views.access import own_follow_up, own_letter, owner_of
from tracker.views.errors import page_before
from tracker.views.letter_page import keep_typed, show_follow_up
from tracker.views.old_applications import EPOCH, LATEST, MICROSECOND

PAGES_WITH_BUTTONS = ("upcoming", "application", "interview", "follow-up")
MOST_SKIPPED = 50
TOO_LATE = "Nothing was changed: this had been decided, or withdrawn, in the meantime."


@require_safe
def follow_up(request: HttpRequest, pk: int) -> HttpResponse:
    return show_follow_up(request, own_letter(request, pk), timezone.now())


@require_POST
def follow_up_done(request: HttpRequest, pk: int) -> HttpResponse:
    return _decide(request, own_letter(request, pk), complete, "done")


@require_POST
def follow_up_skip(request: HttpRequest, pk: int) -> HttpResponse:
    return _decide(request, own_letter(request, pk), skip, "skipped")


@require_POST
def follow_ups_skip(request: HttpRequest) -> HttpResponse:
    """Leave out all that were shown together, by one click."""
    now, asked = timezone.now(), request.POST.getlist("skip")[:MOST_SKIPPED]
    numbers = filter(None, map(number_of, asked))
    rows = owner_of(request).follow_ups.filter(pk__in=numbers, status=FollowUpStatus.OPEN)
    skipped = skip_all(rows.select_related("application", "request").order_by("pk"), now=now)
    if skipped:
        undo = reverse("follow-ups-skip-undo", args=[(now - EPOCH) // MICROSECOND])
        said = "One is" if skipped == 1 else f"{skipped} are"
        messages.success(request, f"{said} skipped. What comes next is below.", extra_tags=undo)
    else:
        messages.info(request, TOO_LATE)
    return redirect("upcoming")


@require_POST
def follow_ups_skip_undo(request: HttpRequest, at: int) -> HttpResponse:
    now = timezone.now()
    skipped_at = EPOCH + min(at, LATEST) * MICROSECOND
    if reopen_skipped(owner_of(request), skipped_at=skipped_at, now=now):
        messages.success(request, "They are open again.")
    else:
        messages.info(request, TOO_LATE)
    return redirect("upcoming")


@require_POST
def follow_up_snooze(request: HttpRequest, pk: int) -> HttpResponse:
    row, now = own_letter(request, pk), timezone.now()
    if refused := keep_typed(request, row, now):
        return refused
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
    now = timezone.now()
    if refused := keep_typed(request, row, now):
        return refused
    if act(row, now=now):
        _say(request, row, said)
    else:
        messages.info(request, TOO_LATE)
    return _back(request)


def _say(request: HttpRequest, row: FollowUp, said: str) -> None:
    undo = reverse("follow-up-reopen", args=[row.pk])
    messages.success(request, f"{row.title}: {said}.", extra_tags=undo)


def _back(request: HttpRequest) -> HttpResponse:
    """To the page on which the button was; a refused form has an address that is no page."""
    path = page_before(request)
    place = resolve(path) if is_valid_path(path) else None
    return redirect(path if place and place.url_name in PAGES_WITH_BUTTONS else "upcoming")
