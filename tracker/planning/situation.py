"""What the rules ask of the facts, worked out once: visits, the last word, who is to be written to."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property

from tracker.planning.days import Days
from tracker.planning.facts import (
    Attendance,
    CaseFile,
    Channel,
    Contact,
    ContactKind,
    Direction,
    Estimate,
    Interview,
    InterviewStatus,
    Purpose,
)
from tracker.planning.words import say_day

KIND_WORDS = {
    ContactKind.HR: "HR",
    ContactKind.HIRING_MANAGER: "the hiring manager",
    ContactKind.AGENCY_RECRUITER: "the recruiter",
}


@dataclass(frozen=True, slots=True)
class Word:
    """Something they said or did that starts the count anew."""

    at: datetime
    key: str
    text: str
    entered_at: datetime


@dataclass(frozen=True, slots=True)
class Visit:
    """All interviews of one local day: prepared, debriefed and thanked for as one."""

    day: date
    interviews: tuple[Interview, ...]  # by start

    @property
    def id(self) -> int:
        """The oldest interview's: a second one on the same day does not rename the first."""
        return min(interview.id for interview in self.interviews)

    @property
    def starts(self) -> datetime:
        return self.interviews[0].starts

    @property
    def ends(self) -> datetime:
        return max(interview.ends for interview in self.interviews)

    @property
    def entered_at(self) -> datetime:
        return max(interview.entered_at for interview in self.interviews)

    @property
    def debriefed_at(self) -> datetime | None:
        """When the last of its interviews was debriefed; None while one is not."""
        moments = [interview.debriefed_at for interview in self.interviews]
        known = [moment for moment in moments if moment]
        return max(known) if len(known) == len(moments) else None

    @property
    def meetings(self) -> Iterator[tuple[Attendance, Interview]]:
        """Each person once, with the last interview of the day in which they were."""
        last = {
            attendance.contact: (attendance, interview)
            for interview in self.interviews
            for attendance in sorted(
                interview.attendances, key=lambda each: (each.entered_at, each.contact)
            )
        }
        yield from last.values()


@dataclass(frozen=True)
class Situation:
    case: CaseFile
    days: Days

    @cached_property
    def contacts(self) -> dict[int, Contact]:
        return {contact.id: contact for contact in self.case.contacts}

    def say(self, moment: datetime) -> str:
        """The local day of `moment`, as a person would say it."""
        return say_day(self.days.day_of(moment))

    def name(self, contact: int | None, otherwise: str = "They") -> str:
        """The contact's name, or `otherwise` where nobody is known."""
        known = self.contacts.get(contact) if contact is not None else None
        return known.name if known else otherwise

    def channel(self, contact: int | None) -> Channel:
        """The best channel by which this contact can be reached; e-mail where none is known."""
        known = self.contacts.get(contact) if contact is not None else None
        return next(iter(known.channels), Channel.EMAIL) if known else Channel.EMAIL

    @cached_property
    def visits(self) -> tuple[Visit, ...]:
        by_day: dict[date, list[Interview]] = {}
        for interview in sorted(self.case.interviews, key=lambda i: (i.starts, i.id)):
            if interview.counts:
                by_day.setdefault(self.days.day_of(interview.starts), []).append(interview)
        return tuple(Visit(day, tuple(interviews)) for day, interviews in by_day.items())

    @cached_property
    def last_word(self) -> Word | None:
        """Their latest message, an interview's end, or their calling one off."""
        return max(self._words(), key=lambda word: (word.at, word.key), default=None)

    def _words(self) -> Iterator[Word]:
        for message in self.case.messages:
            if message.direction is Direction.IN:
                text = f"the message of {self.say(message.at)}"
                yield Word(message.at, f"message-{message.id}", text, message.entered_at)
        for interview in self.case.interviews:
            key = f"interview-{interview.id}"
            if interview.counts:
                text = f"the interview on {self.say(interview.starts)}"
                yield Word(interview.ends, key, text, interview.entered_at)
            elif interview.by_them and interview.called_off_at:
                missed = interview.status is InterviewStatus.MISSED
                cancelled = f"the cancellation of {self.say(interview.called_off_at)}"
                text = f"the interview on {self.say(interview.starts)}" if missed else cancelled
                yield Word(interview.called_off_at, f"{key}-off", text, interview.called_off_at)

    @cached_property
    def estimate(self) -> Estimate | None:
        """The estimate that stands: the one said last, unless it was taken back or is spent.

        Of two said on one day the later date counts. One that is not after the end of the last
        interview has been overtaken by it.
        """
        said = max(
            self.case.estimates,
            key=lambda e: (e.said_on, e.latest or date.min, e.id),
            default=None,
        )
        if said is None or said.latest is None:
            return None
        spent = bool(self.visits) and said.latest <= self.days.day_of(self.visits[-1].ends)
        return None if spent else said

    @cached_property
    def they_wait_for_us(self) -> bool:
        """Whether something they asked for is still to be sent: then nothing unasked is planned."""
        return any(request.answered_at is None for request in self.case.requests)

    @cached_property
    def last_delivery(self) -> datetime:
        """When the last thing they asked for was sent; the beginning of time if there was none."""
        sent = [request.answered_at for request in self.case.requests if request.answered_at]
        return max(sent, default=datetime.min.replace(tzinfo=UTC))

    @cached_property
    def recipient(self) -> Contact | None:
        """To whom what nobody asked for goes: the recruiter if it came through one; HR; who gave
        the estimate; the hiring manager; who was met last.
        """
        oldest_last = sorted(self.case.contacts, key=lambda contact: -contact.id)
        by_kind = {contact.kind: contact.id for contact in oldest_last}
        met = [attendance.contact for visit in self.visits for attendance, _ in visit.meetings]
        wanted = (
            self.case.recruiter,
            by_kind.get(ContactKind.HR),
            self.estimate.said_by if self.estimate else None,
            by_kind.get(ContactKind.HIRING_MANAGER),
            *reversed(met),
        )
        return next((self.contacts[each] for each in wanted if each in self.contacts), None)

    def first_sent(
        self, purpose: Purpose, since: datetime, contact: int | None = None
    ) -> datetime | None:
        """When the owner first wrote for `purpose` (to `contact`, if given) at or after `since`."""
        return min(
            (
                message.at
                for message in self.case.messages
                if message.direction is Direction.OUT
                and message.purpose is purpose
                and message.at >= since
                and contact in (None, message.contact)
            ),
            default=None,
        )
