"""What `bench.reminders` compares with: a reminder sent as most would send it."""

from django.core.mail import EmailMultiAlternatives

from tracker.mail import reminder_mail
from tracker.models import Delivery, Reminder
from tracker.queries.letter_sources import DESK
from tracker.queries.mail_words import Matter


def words_of(pk, now):
    """Read the row and write its mail."""
    follow_up = (
        Reminder.objects.select_related(*(f"follow_up__{name}" for name in DESK)).get(pk=pk)
    ).follow_up
    return reminder_mail(
        Delivery(owner=follow_up.owner), Matter(follow_ups=[follow_up]), doubts=(), now=now
    )


def message_of(words, connection=None):
    message = EmailMultiAlternatives(
        words.subject, words.text, None, [words.recipient], connection=connection
    )
    message.attach_alternative(words.html, "text/html")
    return message


def send_one(pk, now):
    """One queued task a reminder: it reads, writes, connects, sends and marks."""
    message_of(words_of(pk, now)).send()
    Reminder.objects.filter(pk=pk).update(state="claimed")
