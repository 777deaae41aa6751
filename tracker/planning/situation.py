"""What the rules ask of the facts, worked out once: visits, the last word, who is to be written to."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from tracker.planning.days import DAY, Days
from tracker.planning.facts import (
    Attendance,
    CaseFile,
    Channel,
    Contact,
    ContactKind,
    Direction,
    Estimate,
    InformationRequest,
    Interview,
    InterviewStatus,
    Message,
    OfferStatus,
    Purpose,
)
from tracker.planning.sent import Sent, unasked_messages
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


@dataclass(frozen=True)
class Visit:
    """All interviews of one local day: prepared, debriefed and thanked for as one."""

    day: date
    interviews: tuple[Interview, ...]  # by start

    @cached_property
    def id(self) -> int:
        """The oldest interview's: a second one on the same day does not rename the first."""
        return min(interview.id for interview in self.interviews)

    @cached_property
    def starts(self) -> datetime:
        return self.interviews[0].starts

    @cached_property
    def ends(self) -> datetime:
        return max(interview.ends for interview in self.interviews)

    @cached_property
    def entered_at(self) -> datetime:
        return max(interview.entered_at for interview in self.interviews)

    @cached_property
    def debriefed_at(self) -> datetime | None:
        """When it was debriefed: one debrief after the last interview speaks for the whole day."""
        moments = [interview.debriefed_at for interview in self.interviews]
        known = [moment for moment in moments if moment]
        whole = len(known) == len(moments) or any(moment >= self.ends for moment in known)
        return max(known) if whole else None

    @cached_property
    def meetings(self) -> tuple[tuple[Attendance, Interview], ...]:
        """Each person once, with the last interview of the day in which they were."""
        last = {
            attendance.contact: (attendance, interview)
            for interview in self.interviews
            for attendance in sorted(
                interview.attendances, key=lambda each: (each.entered_at, each.contact)
            )
        }
        return tuple(last.values())


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

    def reckoned(self, first: date, last: date) -> str:
        """The day `last`, with the holidays since `first` that put it off."""
        off = self.days.holidays_between(first, last)
        return say_day(last) + (f" ({'; '.join(off)})" if off else "")

    def name(self, contact: int | None, otherwise: str = "They") -> str:
        """The contact's name, or `otherwise` where nobody is known."""
        known = self.contacts.get(contact) if contact is not None else None
        return known.name if known else otherwise

    def kind(self, contact: int | None) -> ContactKind | None:
        known = self.contacts.get(contact) if contact is not None else None
        return known.kind if known else None

    def channel(self, contact: int | None) -> Channel:
        """The recruiter's advice, else the best by which this contact can be reached."""
        if self.case.medium:
            return self.case.medium
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
            if message.direction is Direction.IN and message.purpose is not Purpose.RECEIPT:
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
    def waits_answered(self) -> tuple[datetime | None, ...]:
        """For all that they waited for: when it was answered, or None while they wait."""
        return (
            *(self.request_settled(request) for request in self.case.requests),
            *(self.answered(each) for each in self.case.messages if each.wants_answer),
            *(
                None if offer.status is OfferStatus.OPEN else offer.decided_at or offer.received_at
                for offer in self.case.offers
            ),
        )

    @property
    def they_wait_for_us(self) -> bool:
        """Whether it is the owner's turn: then nothing unasked is planned (decision 5)."""
        return None in self.waits_answered

    def counts_from(self, word: Word) -> datetime:
        """Where silence begins: their last word, or what they had waited for and then got."""
        return max(word.at, *(at for at in self.waits_answered if at), word.at)

    def request_settled(self, request: InformationRequest) -> datetime | None:
        """When it was delivered, or left out, which counts as sent; what had passed before it was
        entered holds nobody up.
        """
        day = self.days.day_of(request.asked_at)
        closes = self.days.end(max(request.promised_for or day, day) + DAY)
        passed = closes if closes < request.entered_at else None
        decided = self.decided_at(f"send-information:request-{request.id}")
        return request.delivered_at or decided or passed

    def answered(self, message: Message) -> datetime | None:
        """When the owner first wrote after `message`, or left the answer out."""
        later = (
            each.at
            for each in self.case.messages
            if each.direction is Direction.OUT and each.at >= message.at
        )
        return min(later, default=None) or self.decided_at(f"answer-them:message-{message.id}")

    def decided_at(self, key: str) -> datetime | None:
        """When the owner did, or skipped, the action of that key."""
        return next((each.at for each in self.case.decided if each.key == key), None)

    @cached_property
    def unasked(self) -> tuple[Sent, ...]:
        """Every message of the owner's that nobody had asked for, by time."""
        return unasked_messages(self.case)

    def unanswered(self, word: Word) -> tuple[Sent, ...]:
        """Those since `word` that wait for an answer; the mid-timeline note asks for none."""
        return tuple(
            each
            for each in self.unasked
            if each.at >= word.at and each.purpose is not Purpose.MID_TIMELINE
        )

    @cached_property
    def hiring_manager(self) -> Contact | None:
        managers = (c for c in self.case.contacts if c.kind is ContactKind.HIRING_MANAGER)
        return min(managers, key=lambda contact: contact.id, default=None)

    def rapport(self, contact: int) -> int | None:
        """How the owner got on with them in the latest interview that says so."""
        told = [
            attendance.rapport
            for visit in self.visits
            for attendance, _ in visit.meetings
            if attendance.contact == contact and attendance.rapport
        ]
        return told[-1] if told else None

    @cached_property
    def recipient(self) -> Contact | None:
        """To whom what nobody asked for goes: the recruiter if it came through one; HR; who gave
        the estimate; the hiring manager; who was met last.
        """
        return next(iter(self.recipients), None)

    @cached_property
    def recipients(self) -> tuple[Contact, ...]:
        """Decision 16, in this order; each once."""
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
        known = (self.contacts[each] for each in wanted if each in self.contacts)
        return tuple(dict.fromkeys(known))

    def present(self, contact: int | None, last: date) -> int | None:
        """`contact`, or who comes next where they are away past `last` (decision 17)."""
        known = self.contacts.get(contact) if contact is not None else None
        if known is None or known.away_until is None or known.away_until <= last:
            return contact
        here = (c.id for c in self.recipients if c.away_until is None or c.away_until <= last)
        return next(here, contact)

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
