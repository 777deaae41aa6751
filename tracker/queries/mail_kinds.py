"""Which of the mails that somebody can switch off mentions something."""

from tracker.models import FollowUp, MailKind, Reminder
from tracker.queries.mail_words import Matter

ABOUT_INTERVIEWS = ("prepare",)


def kind_of(follow_up: FollowUp) -> MailKind:
    """By which of the preferences it is mailed."""
    interviews = follow_up.kind in ABOUT_INTERVIEWS
    return MailKind.INTERVIEWS if interviews else MailKind.FOLLOW_UPS


def kind_of_reminder(reminder: Reminder) -> MailKind:
    """By which of the preferences it is mailed."""
    return kind_of(reminder.follow_up) if reminder.follow_up else MailKind.INTERVIEWS


def kind_of_matter(matter: Matter) -> MailKind:
    """Of which kind the mail about it is; interviews only if it is about nothing else.

    So whoever stops a mail about this and that still hears of their interviews.
    """
    interviews = all(kind_of(row) == MailKind.INTERVIEWS for row in matter.follow_ups)
    return MailKind.INTERVIEWS if interviews else MailKind.FOLLOW_UPS
