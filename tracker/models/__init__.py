"""Every table. Fields, constraints and query words: no rule, no clock, no mail."""

from tracker.models.accounts import Preferences, User
from tracker.models.applications import Application, StageChange
from tracker.models.companies import Company
from tracker.models.contacts import Contact
from tracker.models.feeds import CalendarFeed
from tracker.models.follow_ups import DECIDED, FollowUp, FollowUpStatus
from tracker.models.interviews import Attendance, Estimate, Interview
from tracker.models.letters import LetterTemplate
from tracker.models.messages import InformationRequest, Message, Offer, Question
from tracker.models.reminders import (
    IN_HAND,
    Beat,
    Delivery,
    DeliveryKind,
    DeliveryState,
    Reminder,
    ReminderState,
)
from tracker.models.submissions import Submission
from tracker.models.work import Work

__all__ = [
    "DECIDED",
    "IN_HAND",
    "Application",
    "Attendance",
    "Beat",
    "CalendarFeed",
    "Company",
    "Contact",
    "Delivery",
    "DeliveryKind",
    "DeliveryState",
    "Estimate",
    "FollowUp",
    "FollowUpStatus",
    "InformationRequest",
    "Interview",
    "LetterTemplate",
    "Message",
    "Offer",
    "Preferences",
    "Question",
    "Reminder",
    "ReminderState",
    "StageChange",
    "Submission",
    "User",
    "Work",
]
