"""Every table. Fields, constraints and query words: no rule, no clock, no mail."""

from tracker.models.accounts import (
    Clock,
    InterviewMails,
    MailKind,
    Preferences,
    User,
    WeekStart,
)
from tracker.models.applications import Application, StageChange
from tracker.models.calendars import CANCELLED_FOR, Calendar, CalendarEvent, EventKind
from tracker.models.companies import Company
from tracker.models.contacts import Contact
from tracker.models.deleted import Deleted
from tracker.models.documents import Document, DocumentKind
from tracker.models.feeds import CalendarFeed
from tracker.models.follow_ups import DECIDED, FollowUp, FollowUpStatus
from tracker.models.interviews import Attendance, Estimate, Interview
from tracker.models.invitations import Invitation, InvitationDraft
from tracker.models.letters import LetterTemplate
from tracker.models.lists import SavedView, Tag
from tracker.models.mail_server import MailServerSettings, Security
from tracker.models.messages import InformationRequest, Message, Offer, Question
from tracker.models.news import News
from tracker.models.reminders import (
    IN_HAND,
    Beat,
    Delivery,
    DeliveryKind,
    DeliveryState,
    Reminder,
    ReminderState,
    WeeklyReview,
)
from tracker.models.submissions import Submission
from tracker.models.work import Work

__all__ = [
    "CANCELLED_FOR",
    "DECIDED",
    "IN_HAND",
    "Application",
    "Attendance",
    "Beat",
    "Calendar",
    "CalendarEvent",
    "CalendarFeed",
    "Clock",
    "Company",
    "Contact",
    "Deleted",
    "Delivery",
    "DeliveryKind",
    "DeliveryState",
    "Document",
    "DocumentKind",
    "Estimate",
    "EventKind",
    "FollowUp",
    "FollowUpStatus",
    "InformationRequest",
    "Interview",
    "InterviewMails",
    "Invitation",
    "InvitationDraft",
    "LetterTemplate",
    "MailKind",
    "MailServerSettings",
    "Message",
    "News",
    "Offer",
    "Preferences",
    "Question",
    "Reminder",
    "ReminderState",
    "SavedView",
    "Security",
    "StageChange",
    "Submission",
    "Tag",
    "User",
    "WeekStart",
    "WeeklyReview",
    "Work",
]
