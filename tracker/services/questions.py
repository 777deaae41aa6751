"""What the owner wants to know. No rule rests on a question, so nothing is planned anew.

But the event of an interview lists what is to be asked there.
"""

from datetime import datetime

from django.db import transaction

from tracker.models import Application, Interview, Question
from tracker.planning.facts import InterviewStatus
from tracker.services.events import rewrite_events


@transaction.atomic
def add_question(application: Application, text: str, *, now: datetime) -> Question:
    """Note something to be asked when there is occasion."""
    Application.objects.hold(application.pk)
    question = Question.objects.create(
        owner=application.owner, application=application, text=text, entered_at=now
    )
    _keep_events(application.pk, now)
    return question


@transaction.atomic
def change_question(question: Question, text: str, *, now: datetime) -> None:
    """Ask it in other words; whether it was asked stays as it is."""
    Application.objects.hold(question.application_id)
    Question.objects.filter(pk=question.pk).update(text=text)
    _keep_events(question.application_id, now)


@transaction.atomic
def tick_question(question: Question, *, now: datetime) -> bool:
    """It was asked; whether it still was to be."""
    Application.objects.hold(question.application_id)
    rows = Question.objects.filter(pk=question.pk, asked_at=None)
    if not rows.update(asked_at=now):
        return False
    _keep_events(question.application_id, now)
    return True


@transaction.atomic
def untick_question(question: Question, *, now: datetime) -> bool:
    """It is still to be asked; whether it stood as asked."""
    Application.objects.hold(question.application_id)
    rows = Question.objects.filter(pk=question.pk, asked_at__isnull=False)
    if not rows.update(asked_at=None):
        return False
    _keep_events(question.application_id, now)
    return True


@transaction.atomic
def delete_question(question: Question, *, now: datetime) -> None:
    """It is not wanted any more."""
    application = question.application_id
    Application.objects.hold(application)
    question.delete()
    _keep_events(application, now)


def _keep_events(application: int, now: datetime) -> None:
    ahead = Interview.objects.filter(status=InterviewStatus.SCHEDULED, ends_at__gt=now)
    if ahead.filter(application=application).exists():
        rewrite_events(application, now=now)
