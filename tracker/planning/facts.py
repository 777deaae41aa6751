"""Facts: what happened and what was said about one application. Plain values, nothing else.

All moments are aware datetimes; all days are dates in the owner's time zone. Every fact carries
the moment it was entered, because what had already passed by then is noted and never nags.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum


class Stage(StrEnum):
    SAVED = "saved"
    APPLIED = "applied"
    SCREENING = "screening"
    INTERVIEWING = "interviewing"
    OFFER = "offer"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    NO_REPLY = "no reply"


TERMINAL_STAGES = (Stage.ACCEPTED, Stage.REJECTED, Stage.WITHDRAWN)
# "No reply" is not terminal, for a late word reopens it; but nothing is expected there.
LIVE_STAGES = (Stage.SAVED, Stage.APPLIED, Stage.SCREENING, Stage.INTERVIEWING, Stage.OFFER)
# Whose interviews that were still to come do not take place.
CALLED_OFF_WITH_IT = (Stage.REJECTED, Stage.WITHDRAWN)
REJECTED_TOO = (*LIVE_STAGES, Stage.REJECTED)
UNANSWERED_TOO = (*LIVE_STAGES, Stage.NO_REPLY)
EVERY_STAGE = tuple(Stage)


class ContactKind(StrEnum):
    HR = "hr"
    HIRING_MANAGER = "hiring manager"
    INTERVIEWER = "interviewer"
    AGENCY_RECRUITER = "agency recruiter"
    REFERRER = "referrer"
    OTHER = "other"


class Channel(StrEnum):
    EMAIL = "email"
    PHONE = "phone"
    LINKEDIN = "linkedin"
    POST = "post"
    IN_PERSON = "in person"
    FAX = "fax"
    OTHER = "other"


class Direction(StrEnum):
    IN = "in"
    OUT = "out"


class Purpose(StrEnum):
    """What a message was for; those of ours bear the name of the rule that asks for them."""

    THANK_YOU = "thank-you"
    CARD = "thank-you-card"
    LINKEDIN = "linkedin-invitation"
    RECRUITER_DEBRIEF = "recruiter-debrief"
    INFORMATION = "send-information"
    PROMISE = "promise-information"
    ANSWER = "answer-them"
    MID_TIMELINE = "mid-timeline-note"
    CHECK_IN = "check-in"
    ESCALATE = "escalate"
    KEEP_IN_TOUCH = "keep-in-touch"
    TELL_OF_OFFER = "tell-of-offer"
    TELL_OF_FINAL_ROUND = "tell-of-final-round"
    TELL_OF_AVAILABILITY = "tell-of-availability"
    ANSWER_OFFER = "answer-offer"
    REPLY_TO_REJECTION = "reply-to-rejection"
    NURTURE = "nurture"
    RECEIPT = "receipt"  # from them: that something arrived; not a word
    INVITATION = "invitation"
    OTHER = "other"


# Messages that nobody asked for: only these are paced, and only these can go unanswered.
UNASKED = (
    Purpose.MID_TIMELINE,
    Purpose.CHECK_IN,
    Purpose.ESCALATE,
    Purpose.KEEP_IN_TOUCH,
    Purpose.NURTURE,
)


class DelayReason(StrEnum):
    APPROVALS = "approvals"
    SCHEDULES = "schedules"
    RE_EVALUATED = "job re-evaluated"
    LOST_BUSINESS = "lost business"
    OTHER_CANDIDATE = "another candidate"
    HOLIDAY = "holiday"
    OTHER = "other"


class Certainty(StrEnum):
    SURE = "sure"
    LIKELY = "likely"
    VAGUE = "vague"


class InterviewStatus(StrEnum):
    SCHEDULED = "scheduled"
    CANCELLED = "cancelled"
    MISSED = "missed"


@dataclass(frozen=True, slots=True)
class Contact:
    id: int
    name: str
    kind: ContactKind = ContactKind.INTERVIEWER
    channels: tuple[Channel, ...] = ()  # by which the owner can reach them, best first
    away_until: date | None = None
    connected: bool = False  # on LinkedIn


@dataclass(frozen=True, slots=True)
class Attendance:
    contact: int
    entered_at: datetime
    rapport: int | None = None  # 1 to 5
    talking_point: str = ""
    lead: bool = False


@dataclass(frozen=True, slots=True)
class Interview:
    id: int
    starts: datetime
    ends: datetime
    entered_at: datetime
    status: InterviewStatus = InterviewStatus.SCHEDULED
    invited_on: date | None = None
    called_off_at: datetime | None = None
    by_them: bool = False  # who called it off, or did not come
    debriefed_at: datetime | None = None
    on_site: bool = False
    attendances: tuple[Attendance, ...] = ()

    @property
    def counts(self) -> bool:
        """Whether something follows from it: scheduled is enough, held is not needed."""
        return self.status is InterviewStatus.SCHEDULED


@dataclass(frozen=True, slots=True)
class Estimate:
    """When they expect to decide. Without `latest`: asked, and they would not say."""

    id: int
    said_on: date
    entered_at: datetime
    latest: date | None = None
    said_by: int | None = None
    certainty: Certainty = Certainty.LIKELY


@dataclass(frozen=True, slots=True)
class InformationRequest:
    id: int
    what: str
    asked_at: datetime
    entered_at: datetime
    channel: Channel = Channel.EMAIL
    asked_by: int | None = None
    can_send_on: date | None = None  # the owner's own guess
    promised_for: date | None = None  # what they were told
    needed_by: date | None = None
    delivered_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Message:
    id: int
    at: datetime
    direction: Direction
    entered_at: datetime
    contact: int | None = None
    purpose: Purpose = Purpose.OTHER
    channel: Channel = Channel.EMAIL
    wants_answer: bool = False
    not_before: date | None = None  # they asked not to be written to before


class OfferStatus(StrEnum):
    OPEN = "open"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    LAPSED = "lapsed"


@dataclass(frozen=True, slots=True)
class Offer:
    id: int
    company: str
    received_at: datetime
    entered_at: datetime
    answer_by: date | None = None
    status: OfferStatus = OfferStatus.OPEN
    decided_at: datetime | None = None


class NewsKind(StrEnum):
    FINAL_ROUND = "final-round"
    AVAILABILITY = "availability"


@dataclass(frozen=True, slots=True)
class News:
    """News of the owner's own search that this application is to be told."""

    id: int
    kind: NewsKind
    day: date  # of the final round, or from which the owner can begin
    entered_at: datetime
    until: date | None = None  # the last day on which it helps them to know


@dataclass(frozen=True, slots=True)
class Decision:
    """What the owner did with an action: done, or skipped, which counts as sent."""

    key: str
    kind: str
    at: datetime
    contact: int | None = None
    channel: Channel = Channel.EMAIL
    skipped: bool = False


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """What other applications know that changes this one."""

    offers: tuple[Offer, ...] = ()  # open ones
    written: Mapping[int, datetime] = field(default_factory=dict)  # contact: last unasked message
    invited: frozenset[int] = frozenset()  # contacts whose LinkedIn invitation stands there
    news: tuple[News, ...] = ()  # to be told here; a final round while its application lives
    nurtured: frozenset[int] = frozenset()  # contacts who are to be asked there how things are


@dataclass(frozen=True, slots=True)
class CaseFile:
    """Everything that is known of one application."""

    company: str
    role: str
    stage: Stage = Stage.APPLIED
    stage_since: datetime | None = None
    entered_at: datetime | None = None
    applied_on: date | None = None
    no_thanks: bool = False  # they asked not to be thanked
    no_contact: bool = False  # they asked not to be written to
    good_terms: bool = True
    not_before: date | None = None  # they, or the recruiter, asked to wait until then
    gap: int | None = None  # business days between two unasked messages, as the recruiter advises
    medium: Channel | None = None  # by which the recruiter advises to write
    paused: tuple[date, date] | None = None
    recruiter: int | None = None
    contacts: tuple[Contact, ...] = ()
    interviews: tuple[Interview, ...] = ()
    estimates: tuple[Estimate, ...] = ()
    requests: tuple[InformationRequest, ...] = ()
    messages: tuple[Message, ...] = ()
    offers: tuple[Offer, ...] = ()
    decided: tuple[Decision, ...] = ()
    elsewhere: Elsewhere = Elsewhere()
