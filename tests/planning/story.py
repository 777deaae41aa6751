"""Case files in a few words, and plans as lines that read like the guides.

    plan_of(interview("Tue 17 Nov 14:00", met=[DANA]), estimate("Fri 27 Nov"))

All days are of the winter 2026/27. A weekday that does not fit its date is refused, so that the
tables can be trusted. What is not said was entered when it happened; interviews on 2 November.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from tracker.planning.days import Days
from tracker.planning.facts import (
    Attendance,
    CaseFile,
    Channel,
    Contact,
    ContactKind,
    Decision,
    Direction,
    Elsewhere,
    Estimate,
    InformationRequest,
    Interview,
    InterviewStatus,
    Message,
    Offer,
    OfferStatus,
    Purpose,
)
from tracker.planning.plan import plan
from tracker.planning.playbook import BLEND, Action, Playbook
from tracker.planning.words import MONTHS, WEEKDAYS, say_day

BERLIN = ZoneInfo("Europe/Berlin")
IN_BERLIN = Days(BERLIN)

DANA = Contact(1, "Dana", ContactKind.INTERVIEWER, (Channel.EMAIL, Channel.PHONE))
MAX = Contact(2, "Max", ContactKind.HIRING_MANAGER, (Channel.EMAIL,))
HANNA = Contact(3, "Hanna", ContactKind.HR, (Channel.PHONE,))
RITA = Contact(4, "Rita", ContactKind.AGENCY_RECRUITER)
EVERYBODY = (DANA, MAX, HANNA, RITA)
PRESETS = ("Blend", "A", "B", "C", "D", "E")

Fact = Interview | Estimate | InformationRequest | Message | Offer | Decision


def on(said: str) -> date:
    """The day of "Fri 20 Nov": 2026, from January to June 2027."""
    weekday, number, month = said.split()
    nth = MONTHS.index(month) + 1
    day = date(2027 if nth <= 6 else 2026, nth, int(number))
    assert WEEKDAYS[day.weekday()] == weekday, f"{said} is a {WEEKDAYS[day.weekday()]}"
    return day


def at(said: str, zone: ZoneInfo = BERLIN) -> datetime:
    """The moment of "Fri 20 Nov 14:00" in `zone`."""
    day, _, clock = said.rpartition(" ")
    return datetime.combine(on(day), time.fromisoformat(clock), zone)


def interview(
    starts: str,
    *,
    met: Sequence[Contact] = (),
    until: str = "",
    zone: ZoneInfo = BERLIN,
    entered: str = "Mon 2 Nov 9:00",
    debriefed: str = "",
    rapport: int | None = None,
    lead: Contact | None = None,
    **more: Any,
) -> Interview:
    """An interview of an hour, or `until` then, at which the people `met` were expected."""
    begins = at(padded(starts), zone)
    entered_at = at(padded(entered))
    return Interview(
        id=0,
        starts=begins,
        ends=at(padded(until), zone) if until else begins.astimezone(UTC) + timedelta(hours=1),
        entered_at=entered_at,
        debriefed_at=at(debriefed) if debriefed else None,
        attendances=tuple(Attendance(who.id, entered_at, rapport, lead=who is lead) for who in met),
        **more,
    )


def cancelled(starts: str, *, by_them: bool, when: str, **more: Any) -> Interview:
    status = InterviewStatus.CANCELLED
    return interview(starts, status=status, by_them=by_them, called_off_at=at(when), **more)


def missed(starts: str, *, by_them: bool, **more: Any) -> Interview:
    return interview(
        starts,
        status=InterviewStatus.MISSED,
        by_them=by_them,
        called_off_at=at(padded(starts)),
        **more,
    )


def estimate(
    latest: str, *, said: str = "Tue 17 Nov", by: Contact | None = None, entered: str = ""
) -> Estimate:
    entered_at = at(entered or f"{said} 15:00")
    return Estimate(0, on(said), entered_at, on(latest) if latest else None, by.id if by else None)


def would_not_say(*, said: str) -> Estimate:
    return estimate("", said=said)


def request(
    what: str, asked: str = "Tue 17 Nov 15:00", *, by: Contact | None = None, **said: str
) -> InformationRequest:
    """They asked for `what`; said are days (`promised`, `can_send`, `needed`) and moments
    (`delivered`, `entered`).
    """
    moments = {name: at(said[name]) for name in ("delivered", "entered") if name in said}
    days = {name: on(said[name]) for name in ("promised", "can_send", "needed") if name in said}
    return InformationRequest(
        id=0,
        what=what,
        asked_at=at(asked),
        entered_at=moments.get("entered", at(asked)),
        asked_by=by.id if by else None,
        can_send_on=days.get("can_send"),
        promised_for=days.get("promised"),
        needed_by=days.get("needed"),
        delivered_at=moments.get("delivered"),
    )


def they_wrote(
    moment: str, *, by: Contact | None = None, entered: str = "", not_before: str = "", **more: Any
) -> Message:
    since = on(not_before) if not_before else None
    entered_at = at(entered or moment)
    who = by.id if by else None
    return Message(0, at(moment), Direction.IN, entered_at, who, not_before=since, **more)


def you_wrote(
    moment: str, purpose: Purpose, to: Contact | None = None, channel: Channel = Channel.EMAIL
) -> Message:
    who = to.id if to else None
    return Message(0, at(moment), Direction.OUT, at(moment), who, purpose, channel)


def an_offer(received: str, *, until: str = "", entered: str = "", **more: Any) -> Offer:
    """An offer of Globex, wherever it stands."""
    answer_by = on(until) if until else None
    return Offer(0, "Globex", at(received), at(entered or received), answer_by, **more)


def declined(received: str, decided: str) -> Offer:
    return an_offer(received, status=OfferStatus.DECLINED, decided_at=at(decided))


def decided(key: str, moment: str, to: Contact | None = None) -> Decision:
    """Done or left out: what follows is the same (decision 7)."""
    return Decision(key, key.partition(":")[0], at(moment), to.id if to else None)


def offers_elsewhere(*offers: Offer) -> Elsewhere:
    return Elsewhere(offers=tuple(replace(o, id=n) for n, o in enumerate(offers, start=1)))


def a_case(*facts: Fact, people: Sequence[Contact] = EVERYBODY[:2], **more: Any) -> CaseFile:
    """The case file of these facts, numbered from 1 within each sort; Dana and Max are known."""
    return CaseFile(
        company="Acme",
        role="Engineer",
        contacts=tuple(people),
        interviews=numbered(Interview, facts),
        estimates=numbered(Estimate, facts),
        requests=numbered(InformationRequest, facts),
        messages=numbered(Message, facts),
        offers=numbered(Offer, facts),
        decided=tuple(fact for fact in facts if isinstance(fact, Decision)),
        **more,
    )


F = TypeVar("F", Interview, Estimate, InformationRequest, Message, Offer)


def numbered(sort: type[F], facts: Iterable[Fact]) -> tuple[F, ...]:
    mine = [fact for fact in facts if isinstance(fact, sort)]
    return tuple(replace(fact, id=number) for number, fact in enumerate(mine, start=1))


def padded(moment: str) -> str:
    """9:00 is written 09:00 by machines."""
    day, _, clock = moment.rpartition(" ")
    return f"{day} {clock:0>5}"


def plan_of(
    *facts: Fact,
    only: str = "",
    days: Days = IN_BERLIN,
    playbook: Playbook = BLEND,
    **more: Any,
) -> list[Action]:
    actions = plan(a_case(*facts, **more), playbook, days)
    return [action for action in actions if not only or action.kind in only.split()]


def lines(actions: Iterable[Action], zone: ZoneInfo = BERLIN) -> list[str]:
    """kind name | opens > due > closes | reminders | advice | what the facts say of it already"""
    return [line(action, zone) for action in actions]


def line(action: Action, zone: ZoneInfo = BERLIN) -> str:
    names = {who.id: f" {who.name}" for who in EVERYBODY}
    window = (action.window.opens, action.window.due, action.window.closes)
    standing = "done" if action.settled_at else "passed" if action.passed else ""
    parts = (
        action.kind + (names[action.contact] if action.contact else ""),
        " > ".join(say_day(moment.astimezone(zone).date()) for moment in window),
        ", ".join(said(moment, zone) for moment in action.remind_at),
        " ".join(action.advice) or "house rule",
        standing,
    )
    return " | ".join(part for part in parts if part)


def said(moment: datetime, zone: ZoneInfo = BERLIN) -> str:
    """Tue 17 Nov 14:00"""
    local = moment.astimezone(zone)
    return f"{say_day(local.date())} {local:%H:%M}"


def table(text: str) -> list[str]:
    """The lines of a table, however they are aligned."""
    return [" ".join(row.split()) for row in text.strip().splitlines()]
