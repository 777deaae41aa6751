"""Who is known, when they were met, and who of them is to be written to."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from operator import attrgetter

from tracker.planning.days import Days
from tracker.planning.estimates import standing
from tracker.planning.facts import (
    Attendance,
    CaseFile,
    Channel,
    Contact,
    ContactKind,
    Direction,
    Estimate,
)
from tracker.planning.once import once
from tracker.planning.visits import BY_ENTRY, BY_START, Visit, visits_of


@dataclass(frozen=True)
class People:
    case: CaseFile
    days: Days

    @once
    def contacts(self) -> dict[int | None, Contact]:
        """The people of this application by their ids; None is nobody's."""
        return {contact.id: contact for contact in self.case.contacts}

    def name(self, contact: int | None, otherwise: str = "They") -> str:
        """The contact's name, or `otherwise` where nobody is known."""
        known = self.contacts.get(contact)
        return known.name if known else otherwise

    def kind(self, contact: int | None) -> ContactKind | None:
        known = self.contacts.get(contact)
        return known.kind if known else None

    def channel(self, contact: int | None) -> Channel:
        """The recruiter's advice, else the best by which this contact can be reached."""
        if self.case.medium:
            return self.case.medium
        known = self.contacts.get(contact)
        return next(iter(known.channels), Channel.EMAIL) if known else Channel.EMAIL

    @once
    def visits(self) -> tuple[Visit, ...]:
        return visits_of(self.case.interviews, self.days)

    @once
    def estimate(self) -> Estimate | None:
        """The one that stands: said last, and neither taken back nor overtaken by an interview."""
        met = self.days.day_of(self.visits[-1].ends) if self.visits else None
        return standing(self.case.estimates, met)

    @once
    def hiring_manager(self) -> Contact | None:
        return self._oldest(ContactKind.HIRING_MANAGER)

    def _oldest(self, kind: ContactKind) -> Contact | None:
        those = (contact for contact in self.case.contacts if contact.kind is kind)
        return min(those, key=attrgetter("id"), default=None)

    def rapport(self, contact: int) -> int | None:
        """How the owner got on with them in the latest interview that says so."""
        told = [
            attendance.rapport
            for visit in self.visits
            for attendance, _ in visit.meetings
            if attendance.contact == contact and attendance.rapport
        ]
        return told[-1] if told else None

    @once
    def recipient(self) -> Contact | None:
        """To whom what nobody asked for goes: the recruiter if it came through one; HR; who gave
        the estimate; the hiring manager; the lead interviewer, else who was met last; who was
        expected, where nobody came; who wrote or asked last.
        """
        return next(self.recipients(), None)

    def recipients(self) -> Iterator[Contact]:
        """Decision 16, in this order; before nobody at all who was expected, and who wrote."""
        return (contact for contact in self._recipients() if contact)

    def _recipients(self) -> Iterator[Contact | None]:
        yield self.contacts.get(self.case.recruiter)
        yield self._oldest(ContactKind.HR)
        yield self.contacts.get(self.estimate.said_by) if self.estimate else None
        yield self.hiring_manager
        met = [who for visit in reversed(self.visits) for who, _ in reversed(visit.meetings)]
        for people in (met, self._expected()):
            for who in sorted(people, key=lambda who: not who.lead):
                yield self.contacts.get(who.contact)
        for _, contact in sorted(self._heard_from(), reverse=True):
            yield self.contacts.get(contact)

    def _expected(self) -> Iterator[Attendance]:
        """Who was to come to what did not take place, the last one first."""
        for interview in sorted(self.case.interviews, key=BY_START, reverse=True):
            if not interview.counts:
                yield from sorted(interview.attendances, key=BY_ENTRY, reverse=True)

    def _heard_from(self) -> Iterator[tuple[datetime, int]]:
        for message in self.case.messages:
            if message.direction is Direction.IN and message.contact:
                yield message.at, message.contact
        for request in self.case.requests:
            if request.asked_by:
                yield request.asked_at, request.asked_by

    def present(self, contact: int | None, last: date) -> int | None:
        """`contact`, or who comes next where they are away past `last` (decision 17)."""
        known = self.contacts.get(contact)
        if known is None or known.away_until is None or known.away_until <= last:
            return contact
        here = (c.id for c in self.recipients() if c.away_until is None or c.away_until <= last)
        return next(here, contact)

    def recipient_by(self, last: date) -> Contact | None:
        """Who is written to in any case: the recipient, or the next where they are away past `last`."""
        return self.contacts.get(self.present(self.recipient.id, last)) if self.recipient else None
