"""The owner's messages that nobody asked for, whether logged as messages or marked as done."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from tracker.planning.facts import UNASKED, CaseFile, Channel, Direction, Purpose

# Marked as done and logged as a message as well: within a day that is one thing said twice.
SAME_THING = timedelta(days=1)

PURPOSE_OF_KIND = {
    "mid-timeline-note": Purpose.MID_TIMELINE,
    "check-in": Purpose.CHECK_IN,
    "second-check-in": Purpose.CHECK_IN,
    "application-check-in": Purpose.CHECK_IN,
    "escalate": Purpose.ESCALATE,
    "keep-in-touch": Purpose.KEEP_IN_TOUCH,
    "nurture": Purpose.NURTURE,
}


class Sent(NamedTuple):
    at: datetime
    purpose: Purpose
    contact: int | None
    channel: Channel
    kind: str = ""  # of the action that was decided; none for a logged message
    skipped: bool = False


def _by_time(sent: Sent) -> tuple[datetime, str, str, int, str]:
    return sent.at, sent.purpose, sent.kind, sent.contact or 0, sent.channel


def unasked_messages(case: CaseFile) -> tuple[Sent, ...]:
    """By time, each once. A skipped action counts as sent for what follows it (decision 7)."""
    kept: list[Sent] = []
    for each in sorted(_all(case), key=_by_time):
        twin = any(
            earlier.purpose is each.purpose
            and each.at - earlier.at <= SAME_THING
            and bool(earlier.kind) != bool(each.kind)
            for earlier in kept
        )
        if not twin:
            kept.append(each)
    return tuple(kept)


def _all(case: CaseFile) -> Iterator[Sent]:
    for message in case.messages:
        if message.direction is Direction.OUT and message.purpose in UNASKED:
            yield Sent(message.at, message.purpose, message.contact, message.channel)
    for each in case.decided:
        if each.kind in PURPOSE_OF_KIND:
            purpose = PURPOSE_OF_KIND[each.kind]
            yield Sent(each.at, purpose, each.contact, each.channel, each.kind, each.skipped)
