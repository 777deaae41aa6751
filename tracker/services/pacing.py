"""Was a message too early? The pace guard itself says so, asked about what has been written."""

from dataclasses import replace
from datetime import date, datetime
from typing import NamedTuple

from tracker.models import Application, Contact
from tracker.planning.facts import UNASKED, CaseFile, Channel, Purpose
from tracker.planning.pace import paced
from tracker.planning.playbook import Action, Window
from tracker.planning.rules import RULE_BY_KIND
from tracker.planning.sent import PURPOSE_OF_KIND, SAME_THING
from tracker.planning.situation import Situation
from tracker.services.case_files import load_case, load_days, load_playbook


class TooEarly(NamedTuple):
    fine_from: date
    because: str


def too_early(
    application: Application,
    *,
    purpose: Purpose,
    channel: Channel,
    contact: Contact | None,
    at: datetime,
) -> TooEarly | None:
    """From when a message of that purpose would have been fine; None where it was, or was asked for.

    To be asked before the message is logged.
    """
    if purpose not in UNASKED:
        return None
    row = Application.objects.for_planning().get(pk=application.pk)
    case = _before(load_case(row, row.follow_ups.all()), at, purpose)
    days = load_days(row.owner)
    day = days.day_of(at)
    written = Action(
        key=purpose, kind=purpose, title="", why="", advice=(),
        window=Window(days.start(day), days.end(day), days.end(day)),
        remind_at=(), entered_at=at, contact=contact.pk if contact else None, channel=channel,
    )  # fmt: skip
    numbers = load_playbook(row.owner.preferences).numbers(RULE_BY_KIND["pace"])
    (moved,) = paced([written], Situation(case, days), numbers)
    fine_from = days.day_of(moved.window.opens)
    if fine_from <= day:
        return None
    _, _, last = moved.why.rpartition(" Moved to ")  # of several reasons the one that counts
    return TooEarly(fine_from, last.partition(": ")[2].removesuffix("."))


def _before(case: CaseFile, at: datetime, purpose: Purpose) -> CaseFile:
    """What was known at that moment; what was marked as done within a day is this very message."""
    written = {who: moment for who, moment in case.elsewhere.written.items() if moment < at}
    return replace(
        case,
        messages=tuple(each for each in case.messages if each.at < at),
        decided=tuple(
            each
            for each in case.decided
            if each.at < at
            and not (PURPOSE_OF_KIND.get(each.kind) == purpose and at - each.at <= SAME_THING)
        ),
        elsewhere=replace(case.elsewhere, written=written),
    )
