"""What a mail says of itself: its subject, its first sentence, why it comes late."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime, time, timedelta
from types import MappingProxyType
from typing import NamedTuple

from django.utils import timezone

from tracker.clock import say_clock
from tracker.models import Delivery, FollowUp, Interview, User
from tracker.planning.rules import RULE_BY_KIND
from tracker.planning.words import count, say_day
from tracker.queries.letter_sources import Sources
from tracker.queries.mailed_interviews import InterviewCard
from tracker.queries.when import when_day

# Characters that end a line or steer a terminal somewhere: C0, DEL, C1, and Unicode's line ends.
CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
NAMED = 3  # in a subject
LAST_SECOND = time(23, 59, 59)
# Sweeps come each minute: what leaves so long after its moment was kept from leaving.
LATE = timedelta(minutes=15)
OFF = "Heardback was off when {what} to come, {when}"
NO_MAIL_LEFT = "the mail server could not be reached when {what} to leave, on {when}"


class Matter(NamedTuple):
    """What a mail is about, as it still holds."""

    follow_ups: Sequence[FollowUp] = ()  # the most urgent first
    prepare: Sequence[FollowUp] = ()  # the tasks to prepare for `interviews`
    interviews: Sequence[Interview] = ()
    since: datetime | None = None  # the first moment at which one of them was to be mentioned
    letters: Mapping[int, Sources] = MappingProxyType({})  # by follow-up, as far as they are read
    seen: int = 0  # tells that what it was read from is as it was


def one_line(text: str) -> str:
    """`text` without anything that would end a line or control what shows it."""
    return CONTROLS.sub(" ", text).strip()


def say_window(follow_up: FollowUp, now: datetime) -> str:
    """`Due today, Tue 17 Nov; at the latest Thu 19 Nov`, in the current zone."""
    due, closes = say(follow_up.due, now), say(follow_up.closes, now)
    if now > follow_up.closes:
        return f"This was due {due}. Do it still, or skip it: both are fine"
    if now > follow_up.due:
        return f"This was due {due}; there is time until {closes}"
    return f"Due {due}" if due == closes else f"Due {due}; at the latest {closes}"


def say(moment: datetime, now: datetime) -> str:
    local = timezone.localtime(moment)
    near, day = when_day(moment, now).text, say_day(local.date())
    words = near if near.startswith(day) else f"{near}, {day}"
    if local.time().replace(microsecond=0) == LAST_SECOND:
        return words
    return f"{words} at {say_clock(local)} {local.tzname()}"


def subject_of(
    matter: Matter, interviews: Sequence[InterviewCard], titles: Sequence[str], *, late: str
) -> str:
    if interviews:
        first = interviews[0]
        what = "interview" if len(interviews) == 1 else f"first of {len(interviews)} interviews"
        more = f", and {count(len(titles), 'more thing')}" if titles else ""
        return f"{capital(first.clock)}: {what} at {first.company}{more}"
    if len(titles) == 1:
        company = one_line(matter.follow_ups[0].application.company.name)
        named = re.search(rf"(?<!\w){re.escape(company)}(?!\w)", titles[0])
        return titles[0] if named else f"{titles[0]} ({company})"
    some = ", ".join(titles[:NAMED]) + (
        f" and {len(titles) - NAMED} more" if len(titles) > NAMED else ""
    )
    return f"{len(titles)} things {'to catch up on' if late else 'today'}: {some}"


def opening_of(
    matter: Matter, interviews: Sequence[InterviewCard], now: datetime, *, late: str
) -> str:
    things = len(matter.follow_ups)
    if interviews:
        first = interviews[0]
        minutes = round(
            (min(row.starts_at for row in matter.interviews) - now).total_seconds() / 60
        )
        begins = f"in {minutes} minutes" if minutes <= 240 else first.begins
        also = f" {capital(count(things, 'more thing'))} below." if things else ""
        return f"Your interview at {first.company} begins {begins}.{also}"
    some = count(things, "thing")
    said = (
        f"{capital(some)} came up in the meantime"
        if late
        else f"There {'is' if things == 1 else 'are'} {some} to do in your search"
    )
    return f"{said}:" if things == 1 else f"{said}. Take them one at a time:"


def lateness_of(delivery: Delivery, matter: Matter, now: datetime) -> str:
    """Why it comes so late, if it does."""
    since, tried = matter.since, delivery.entered_at
    is_one = len(matter.follow_ups) + len(matter.interviews) == 1
    what = "this was" if is_one else "these were"
    if since and tried - since > LATE:
        when = f"on {_said(since)}" if is_one else f"from {_said(since)} on"
        reason = OFF.format(what=what, when=when)
    elif delivery.attempts and now - tried > LATE:
        reason = NO_MAIL_LEFT.format(what=what, when=_said(tried))
    else:
        return ""
    return f"This mail comes late: {reason}."


def is_digest(owner: User, matter: Matter) -> bool:
    """Whether it is the one mail of a morning, not one that could not wait for it."""
    held = (RULE_BY_KIND.get(row.kind) for row in matter.follow_ups)
    return owner.preferences.one_mail_a_morning and any(
        not (rule and (rule.same_day or rule.any_hour)) for rule in held
    )


def capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _said(moment: datetime) -> str:
    local = timezone.localtime(moment)
    return f"{say_day(local.date())} at {say_clock(local)}"
