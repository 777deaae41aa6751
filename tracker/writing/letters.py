"""The words of writing: what a letter is made of, and what comes out. Plain values only."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tracker.planning.facts import Channel


class Kind(StrEnum):
    """What a letter is for; those that a rule asks for bear the rule's name."""

    THANK_YOU = "thank-you"
    CARD = "thank-you-card"
    LINKEDIN = "linkedin-invitation"
    RECRUITER_DEBRIEF = "recruiter-debrief"
    INFORMATION = "send-information"
    PROMISE = "promise-information"
    MID_TIMELINE = "mid-timeline-note"
    CHECK_IN = "check-in"
    CHECK_IN_ALL = "check-in-all"  # one to a recruiter, for several roles (decision 13)
    STILL_INTERESTED = "still-interested"  # the check-in after the second answer without a date
    SECOND_CHECK_IN = "second-check-in"
    ESCALATE = "escalate"
    KEEP_IN_TOUCH = "keep-in-touch"
    TELL_OF_OFFER = "tell-of-offer"
    TELL_OF_FINAL_ROUND = "tell-of-final-round"
    TELL_OF_AVAILABILITY = "tell-of-availability"
    ACCEPT_OFFER = "accept-offer"
    DECLINE_OFFER = "decline-offer"
    WITHDRAW = "withdraw"
    WITHDRAW_AFTER_ACCEPTING = "withdraw-after-accepting"
    REPLY_TO_REJECTION = "reply-to-rejection"
    NURTURE = "nurture"
    APPLICATION_CHECK_IN = "application-check-in"
    ANSWER = "answer-them"


THANKS = (Kind.THANK_YOU, Kind.CARD)
# One goes to each person of an interview, so no two may be the same.
ONE_EACH = (*THANKS, Kind.LINKEDIN)
# A question is what these are written for; the still-interested note asks none (decision 14).
ASKING = (Kind.CHECK_IN, Kind.SECOND_CHECK_IN, Kind.ESCALATE, Kind.APPLICATION_CHECK_IN)
NOT_MAILED = (Kind.CARD, Kind.LINKEDIN)

LINKEDIN_LIMIT = 300  # characters
THANK_YOU_LIMIT, LIMIT = 150, 120  # words


class Register(StrEnum):
    FORMAL = "formal"
    NEUTRAL = "neutral"
    RELAXED = "relaxed"


@dataclass(frozen=True, slots=True)
class LetterFacts:
    """All that may stand in a letter. Whatever is empty is left out of it, with its paragraph."""

    my_name: str = ""
    contact_name: str = ""
    contact_address: str = ""
    company: str = ""
    role: str = ""
    channel: Channel = Channel.EMAIL
    written_on: date | None = None  # so that the letter may say "today"
    interview_day: date | None = None
    met: bool = False  # the contact was there
    hr_asked: bool = False  # about the timing
    place: int = 0  # which of the interview's people this is, from 0
    talking_point: str = ""
    forgot: str = ""  # what I forgot to say
    link: str = ""  # to work of mine
    interest: int | None = None  # 1 to 5; None counts as interested
    questions: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()  # that one letter asks for: "Engineer at Acme"
    asked_for: str = ""
    promised_day: date | None = None
    estimate_words: str = ""
    estimate_day: date | None = None
    estimate_by: str = ""  # who said it
    other_interview: str = ""  # when: "next week"; only if one is truly coming (B6)
    offer_deadline: date | None = None  # by when the other offer is to be answered
    final_round: date | None = None  # the day of one elsewhere
    start_day: date | None = None  # when I can begin
    applied_on: date | None = None
    news: str = ""  # of my own search
    how_it_went: str = ""
    next_steps: str = ""  # what they said comes next
    their_subject: str = ""  # of the message that is answered
    contract_work: bool = False  # I would work for them on contract
    recruiter_name: str = ""
    recruiter_address: str = ""

    @property
    def has_recruiter(self) -> bool:
        """Whether somebody is to be copied on what is written to the company (A7)."""
        return bool(self.recruiter_name.strip() or self.recruiter_address.strip())

    @property
    def to_recruiter(self) -> bool:
        """Whether the contact is the recruiter, who needs no copy."""
        mine, theirs = self.contact_address.strip(), self.recruiter_address.strip()
        return bool(theirs) and mine.casefold() == theirs.casefold()


@dataclass(frozen=True, slots=True)
class Template:
    """Plain text with {placeholders}; paragraphs stand apart by an empty line."""

    subject: str
    body: str


@dataclass(frozen=True, slots=True)
class Draft:
    kind: Kind
    subject: str
    body: str
    to: str = ""
    cc: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OtherLetter:
    """A letter to another person of the same interview."""

    recipient: str
    body: str


@dataclass(frozen=True, slots=True)
class Script:
    """What to say on the phone: the same message as the letter's (D7)."""

    opening: str
    questions: tuple[str, ...]
    closing: str
