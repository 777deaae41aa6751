"""What the rules ask of the facts, worked out once: whose turn it is, who is to be written to."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from operator import attrgetter

from tracker.planning.days import DAY, Days
from tracker.planning.estimates import standing
from tracker.planning.facts import (
    CaseFile,
    Channel,
    Contact,
    ContactKind,
    Direction,
    Estimate,
    InformationRequest,
    Message,
    Offer,
    OfferStatus,
    Purpose,
)
from tracker.planning.heard import Word, last_word
from tracker.planning.sent import Sent, unasked_messages
from tracker.planning.visits import Visit, visits_of
from tracker.planning.words import say_day

WITHOUT_DEADLINE = 5  # decision 20: an offer without a day is answered within so many


@dataclass(frozen=True)
class Situation:
    case: CaseFile
    days: Days
    answer_within: int = 1  # days in which the owner answers what wants an answer

    @cached_property
    def contacts(self) -> dict[int, Contact]:
        return {contact.id: contact for contact in self.case.contacts}

    def known(self, contact: int | None) -> Contact | None:
        """The contact of that id, if they are among the people of this application."""
        return self.contacts.get(contact) if contact is not None else None

    def say(self, moment: datetime) -> str:
        """The local day of `moment`, as a person would say it."""
        return say_day(self.days.day_of(moment))

    def reckoned(self, first: date, last: date) -> str:
        """The day `last`, with the holidays since `first` that put it off."""
        off = self.days.holidays_between(first, last)
        return say_day(last) + (f" ({'; '.join(off)})" if off else "")

    def name(self, contact: int | None, otherwise: str = "They") -> str:
        """The contact's name, or `otherwise` where nobody is known."""
        known = self.known(contact)
        return known.name if known else otherwise

    def kind(self, contact: int | None) -> ContactKind | None:
        known = self.known(contact)
        return known.kind if known else None

    def channel(self, contact: int | None) -> Channel:
        """The recruiter's advice, else the best by which this contact can be reached."""
        if self.case.medium:
            return self.case.medium
        known = self.known(contact)
        return next(iter(known.channels), Channel.EMAIL) if known else Channel.EMAIL

    @cached_property
    def visits(self) -> tuple[Visit, ...]:
        return visits_of(self.case.interviews, self.days)

    @cached_property
    def last_word(self) -> Word | None:
        """Their latest message, an interview's end, or their calling one off."""
        return last_word(self.case, self.days)

    @cached_property
    def estimate(self) -> Estimate | None:
        """The one that stands: said last, and neither taken back nor overtaken by an interview."""
        met = self.days.day_of(self.visits[-1].ends) if self.visits else None
        return standing(self.case.estimates, met)

    @cached_property
    def waits_answered(self) -> tuple[datetime | None, ...]:
        """For all that they waited for: when it was answered, or None while they wait.

        What had passed before it was entered holds nobody up.
        """
        wanting = (m for m in self.case.messages if m.wants_answer and m.direction is Direction.IN)
        return (
            *(self.request_settled(request) for request in self.case.requests),
            *(self.answered(message) for message in wanting),
            *(self.offer_settled(offer) for offer in self.case.offers),
        )

    @cached_property
    def they_wait_for_us(self) -> bool:
        """Whether it is the owner's turn: then nothing unasked is planned (decision 5)."""
        return None in self.waits_answered

    @cached_property
    def silent_since(self) -> datetime | None:
        """Where silence begins: their last word, or what they had waited for and then got."""
        if self.last_word is None:
            return None
        return max(self.last_word.at, *(at for at in self.waits_answered if at), self.last_word.at)

    def promised_for(self, request: InformationRequest) -> date | None:
        """The day that they were told; a promise that was logged names the owner's own guess."""
        told = self.first_sent(Purpose.PROMISE, request.asked_at, request.asked_by)
        return request.promised_for or (request.can_send_on if told else None)

    def request_sent(self, request: InformationRequest) -> datetime | None:
        """When it was delivered, or a message logged that says so."""
        return request.delivered_at or self.first_sent(
            Purpose.INFORMATION, request.asked_at, request.asked_by
        )

    def request_settled(self, request: InformationRequest) -> datetime | None:
        """When it was sent, or left out, which counts as sent."""
        day = self.days.day_of(request.asked_at)
        last = max(self.promised_for(request) or day, day) + DAY
        return (
            self.request_sent(request)
            or self.decided.get(f"send-information:request-{request.id}")
            or self._passed(last, request.entered_at)
        )

    def answered(self, message: Message) -> datetime | None:
        """When the owner first wrote after `message`, or left the answer out."""
        last = self.days.day_of(message.at) + (self.answer_within + 1) * DAY
        return (
            self.first_sent(None, message.at)
            or self.decided.get(f"answer-them:message-{message.id}")
            or self._passed(last, message.entered_at)
        )

    def offer_settled(self, offer: Offer) -> datetime | None:
        """When it was decided, or at least answered."""
        if offer.status is not OfferStatus.OPEN:
            return offer.decided_at or offer.received_at
        return (
            self.first_sent(Purpose.ANSWER_OFFER, offer.received_at)
            or self.decided.get(f"answer-offer:offer-{offer.id}")
            or self._passed(self.deadline(offer), offer.entered_at)
        )

    def deadline(self, offer: Offer) -> date:
        """The day by which `offer` is to be answered."""
        came = self.days.day_of(offer.received_at)
        return max(offer.answer_by or came + WITHOUT_DEADLINE * DAY, came)

    def _passed(self, last: date, entered_at: datetime) -> datetime | None:
        closes = self.days.end(last)
        return closes if closes < entered_at else None

    @cached_property
    def decided(self) -> dict[str, datetime]:
        """When the owner did, or skipped, the action of each key."""
        return {each.key: each.at for each in self.case.decided}

    @cached_property
    def unasked(self) -> tuple[Sent, ...]:
        """Every message of the owner's that nobody had asked for, by time."""
        return unasked_messages(self.case)

    @cached_property
    def unanswered(self) -> tuple[Sent, ...]:
        """Those since their last word that wait for an answer; the mid-timeline note asks for none."""
        word = self.last_word
        return tuple(
            each
            for each in self.unasked
            if word and each.at >= word.at and each.purpose is not Purpose.MID_TIMELINE
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
        the estimate; the hiring manager; the lead interviewer, else who was met last.
        """
        return next(iter(self.recipients), None)

    @cached_property
    def recipients(self) -> tuple[Contact, ...]:
        """Decision 16, in this order; each once."""
        oldest_last = sorted(self.case.contacts, key=attrgetter("id"), reverse=True)
        by_kind = {contact.kind: contact.id for contact in oldest_last}
        met = [who for visit in reversed(self.visits) for who, _ in reversed(visit.meetings)]
        wanted = (
            self.case.recruiter,
            by_kind.get(ContactKind.HR),
            self.estimate.said_by if self.estimate else None,
            by_kind.get(ContactKind.HIRING_MANAGER),
            *(who.contact for who in sorted(met, key=lambda who: not who.lead)),
        )
        return tuple(self.contacts[each] for each in dict.fromkeys(wanted) if each in self.contacts)

    def present(self, contact: int | None, last: date) -> int | None:
        """`contact`, or who comes next where they are away past `last` (decision 17)."""
        known = self.known(contact)
        if known is None or known.away_until is None or known.away_until <= last:
            return contact
        here = (c.id for c in self.recipients if c.away_until is None or c.away_until <= last)
        return next(here, contact)

    def recipient_by(self, last: date) -> Contact | None:
        """Who is written to in any case: the recipient, or the next where they are away past `last`."""
        return self.known(self.present(self.recipient.id, last)) if self.recipient else None

    @cached_property
    def _sent(self) -> dict[Purpose | None, list[Message]]:
        by_purpose: dict[Purpose | None, list[Message]] = {None: []}
        for message in sorted(self.case.messages, key=attrgetter("at")):
            if message.direction is Direction.OUT:
                by_purpose[None].append(message)
                by_purpose.setdefault(message.purpose, []).append(message)
        return by_purpose

    def first_sent(
        self, purpose: Purpose | None, since: datetime | None = None, contact: int | None = None
    ) -> datetime | None:
        """When the owner first wrote for `purpose` (to `contact`) at or after `since`, each if given."""
        for message in self._sent.get(purpose, ()):
            if (since is None or message.at >= since) and contact in (None, message.contact):
                return message.at
        return None
