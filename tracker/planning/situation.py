"""What the rules ask of the facts, worked out once: whose turn it is, and since when."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from operator import attrgetter

from tracker.planning.days import DAY
from tracker.planning.facts import (
    TERMINAL_STAGES,
    Direction,
    InformationRequest,
    Message,
    Offer,
    OfferStatus,
    Purpose,
)
from tracker.planning.heard import Word, last_word
from tracker.planning.old import OLD_DAYS, Known, last_news
from tracker.planning.once import once
from tracker.planning.people import People
from tracker.planning.playbook import Numbers
from tracker.planning.sent import Sent, unasked_messages
from tracker.planning.words import say_day

WITHOUT_DEADLINE = 5  # decision 20: an offer without a day is answered within so many


@dataclass(frozen=True)
class Situation(People):
    numbers: Mapping[str, Numbers] = field(default_factory=dict)  # by the kinds of their rules

    def say(self, moment: datetime) -> str:
        """The local day of `moment`, as a person would say it."""
        return say_day(self.days.day_of(moment))

    def reckoned(self, first: date, last: date) -> str:
        """The day `last`, with the holidays since `first` that put it off."""
        off = self.days.holidays_between(first, last)
        return say_day(last) + (f" ({'; '.join(off)})" if off else "")

    @once
    def theirs(self) -> tuple[Message, ...]:
        return tuple(each for each in self.case.messages if each.direction is Direction.IN)

    @once
    def last_word(self) -> Word | None:
        """Their latest message, an interview's end, or their calling one off."""
        return last_word(self.case, self.days)

    @once
    def last_news(self) -> Known | None:
        """The latest of all that is known of this application."""
        return last_news(self.case, self.days)

    @once
    def is_old_news(self) -> bool:
        """Whether even that was older than 60 days when it was entered (decision 1)."""
        return self.last_news is not None and self.last_news.age(self.days) > OLD_DAYS

    @once
    def waits_answered(self) -> tuple[datetime | None, ...]:
        """For all that they waited for: when it was answered, or None while they wait.

        What had passed before it was entered holds nobody up.
        """
        return (
            *(self.request_settled(request) for request in self.case.requests),
            *(self.answered(message) for message in self.theirs if message.wants_answer),
            *(self.offer_settled(offer) for offer in self.case.offers),
        )

    @once
    def they_wait_for_us(self) -> bool:
        """Whether it is the owner's turn: then nothing unasked is planned (decision 5)."""
        return None in self.waits_answered

    def is_owed(self, asked_at: datetime) -> bool:
        """Whether what they asked for then is still to be done: an end settles what was before it."""
        if self.case.stage not in TERMINAL_STAGES:
            return True
        return self.case.stage_since is not None and asked_at > self.case.stage_since

    @once
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
        within = self.numbers["answer-them"]["within"]
        last = self.days.day_of(message.at) + (within + 1) * DAY
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

    @once
    def decided(self) -> dict[str, datetime]:
        """When the owner did, or skipped, the action of each key."""
        return {each.key: each.at for each in self.case.decided}

    @once
    def unasked(self) -> tuple[Sent, ...]:
        """Every message of the owner's that nobody had asked for, by time."""
        return unasked_messages(self.case)

    @once
    def unanswered(self) -> tuple[Sent, ...]:
        """Those since their last word that wait for an answer; the mid-timeline note asks for none."""
        word = self.last_word
        return tuple(
            each
            for each in self.unasked
            if word and each.at >= word.at and each.purpose is not Purpose.MID_TIMELINE
        )

    @once
    def _sent(self) -> dict[Purpose | None, list[Message]]:
        by_purpose: dict[Purpose | None, list[Message]] = {None: []}
        for message in sorted(self.case.messages, key=attrgetter("at")):
            if message.direction is Direction.OUT:
                by_purpose[None].append(message)
                by_purpose.setdefault(message.purpose, []).append(message)
        return by_purpose

    def all_sent(self, purpose: Purpose) -> list[datetime]:
        """When the owner wrote for `purpose`, in the order of time."""
        return [message.at for message in self._sent.get(purpose, ())]

    def first_sent(
        self, purpose: Purpose | None, since: datetime | None = None, contact: int | None = None
    ) -> datetime | None:
        """When the owner first wrote for `purpose` (to `contact`) at or after `since`, each if given."""
        for message in self._sent.get(purpose, ()):
            if (since is None or message.at >= since) and contact in (None, message.contact):
                return message.at
        return None
