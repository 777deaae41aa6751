"""Facts: what happened and what was said about one application. Plain values, nothing else.

All moments are aware datetimes; all days are dates in the owner's time zone. Every fact carries
the moment it was entered, because what had already passed by then is noted and never nags.
"""

from dataclasses import dataclass
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
    OTHER = "other"


class Direction(StrEnum):
    IN = "in"
    OUT = "out"


class Purpose(StrEnum):
    THANK_YOU = "thank-you"
    CHECK_IN = "check-in"
    INFORMATION = "information"
    OTHER = "other"


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


@dataclass(frozen=True, slots=True)
class Attendance:
    contact: int
    entered_at: datetime
    rapport: int | None = None  # 1 to 5
    talking_point: str = ""


@dataclass(frozen=True, slots=True)
class Interview:
    id: int
    starts: datetime
    ends: datetime
    entered_at: datetime
    status: InterviewStatus = InterviewStatus.SCHEDULED
    called_off_at: datetime | None = None
    by_them: bool = False  # who called it off, or did not come
    debriefed_at: datetime | None = None
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


@dataclass(frozen=True, slots=True)
class InformationRequest:
    id: int
    what: str
    asked_at: datetime
    entered_at: datetime
    channel: Channel = Channel.EMAIL
    asked_by: int | None = None
    promised_for: date | None = None
    delivered_at: datetime | None = None
    skipped_at: datetime | None = None  # the owner left it out: what follows goes on as if sent

    @property
    def answered_at(self) -> datetime | None:
        """When it stopped to be the owner's turn; None while they wait for it."""
        return self.delivered_at or self.skipped_at


@dataclass(frozen=True, slots=True)
class Message:
    id: int
    at: datetime
    direction: Direction
    entered_at: datetime
    contact: int | None = None
    purpose: Purpose = Purpose.OTHER


@dataclass(frozen=True, slots=True)
class CaseFile:
    """Everything that is known of one application."""

    company: str
    role: str
    stage: Stage = Stage.APPLIED
    recruiter: int | None = None
    contacts: tuple[Contact, ...] = ()
    interviews: tuple[Interview, ...] = ()
    estimates: tuple[Estimate, ...] = ()
    requests: tuple[InformationRequest, ...] = ()
    messages: tuple[Message, ...] = ()
