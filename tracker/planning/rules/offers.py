"""Offers: answer one's own, and tell the others in time."""

from collections.abc import Iterator
from datetime import date, datetime

from tracker.planning.days import DAY
from tracker.planning.facts import UNANSWERED_TOO, Offer, OfferStatus, Purpose
from tracker.planning.playbook import Action, Number, Numbers
from tracker.planning.rules.entry import rule
from tracker.planning.rules.windows import day_window
from tracker.planning.situation import Situation
from tracker.planning.words import say_day


@rule(
    "answer-offer",
    "Answer the offer",
    "{first} and {second} before its deadline; without one, within five days.",
    numbers=(
        Number("first", 3, "days", 1, 30),
        Number("second", 1, "days", 0, 10),
    ),
    stages=UNANSWERED_TOO,
    owed=True,
)
def answer_offer(s: Situation, numbers: Numbers) -> Iterator[Action]:
    """One for each open offer of this application."""
    for offer in s.case.offers:
        if offer.status is OfferStatus.OPEN:
            yield _answer(s, offer, numbers)


def _answer(s: Situation, offer: Offer, numbers: Numbers) -> Action:
    came, last = s.days.day_of(offer.received_at), s.deadline(offer)
    before = (last - numbers["first"] * DAY, last - numbers["second"] * DAY)
    until = "and named a day" if offer.answer_by else "and named no day"
    to = s.recipient_by(last)
    return Action(
        key=f"answer-offer:offer-{offer.id}",
        kind="answer-offer",
        title=f"Answer the offer of {offer.company}",
        why=f"They made it on {say_day(came)} {until};"
        f" answer by {say_day(last)}. Take the time that you have, and no more.",
        advice=(),
        window=day_window(s.days, came, last, last, after=offer.received_at),
        remind_at=tuple(s.days.reminder(max(day, came)) for day in before),
        entered_at=offer.entered_at,
        contact=to.id if to else None,
        channel=s.channel(to.id if to else None),
        settled_at=s.first_sent(Purpose.ANSWER_OFFER, offer.received_at),
    )


@rule(
    "tell-of-offer",
    "Tell them of the offer",
    "With an offer elsewhere: the same day, to everyone with whom you have had an interview.",
    advice="E5 B6",
    same_day=True,
)
def tell_of_offer(s: Situation, _numbers: Numbers) -> Iterator[Action]:
    """Decision 20: one note an application, for the nearest deadline, also to those that offered.

    An interview that ends before the deadline opens it then. Whoever asked not to be written to is
    not told (decision 18).
    """
    offers = _in_hand(s)
    offer = min(offers, key=lambda each: (s.deadline(each), each.id), default=None)
    since = _met_before(s, offer) if offer else None
    if offer is None or since is None or s.case.no_contact:
        return
    day, last = s.days.day_of(since), s.deadline(offer)
    to = s.recipient_by(last)
    yield Action(
        key=f"tell-of-offer:offer-{min(each.id for each in offers)}",
        kind="tell-of-offer",
        title=f"Tell {to.name if to else s.case.company} of your other offer",
        why=f"You have an offer elsewhere, to be answered by {say_day(last)}. Tell them the same"
        " day: it may change little, but it gives them the chance to decide in time.",
        advice=("E5", "B6"),
        window=day_window(s.days, day, min(day, last), last, after=since),
        remind_at=(s.days.same_day(since, offer.entered_at), s.days.reminder(last)),
        entered_at=offer.entered_at,
        contact=to.id if to else None,
        channel=s.channel(to.id if to else None),
        settled_at=s.first_sent(Purpose.TELL_OF_OFFER, min(each.received_at for each in offers)),
    )


def _in_hand(s: Situation) -> list[Offer]:
    """Those elsewhere whose day had not gone by, unanswered, when the latest of them came."""
    offers = s.case.elsewhere.offers
    latest = max((s.days.day_of(each.received_at) for each in offers), default=date.min)
    return [each for each in offers if s.deadline(each) >= latest]


def _met_before(s: Situation, offer: Offer) -> datetime | None:
    """From when they may be told: the offer's arrival, or an interview's end before its deadline."""
    ends = [visit.ends for visit in s.visits if s.days.day_of(visit.ends) <= s.deadline(offer)]
    if not ends:
        return None
    return offer.received_at if ends[0] <= offer.received_at else ends[0]
