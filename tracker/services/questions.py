"""What the owner wants to know. No rule rests on a question, so nothing is planned anew."""

from datetime import datetime

from tracker.models import Application, Question


def add_question(application: Application, text: str, *, now: datetime) -> Question:
    """Note something to be asked when there is occasion."""
    return Question.objects.create(
        owner=application.owner, application=application, text=text, entered_at=now
    )


def tick_question(question: Question, *, now: datetime) -> bool:
    """It was asked; whether it still was to be."""
    rows = Question.objects.filter(pk=question.pk, asked_at=None)
    return bool(rows.update(asked_at=now))


def untick_question(question: Question) -> bool:
    """It is still to be asked; whether it stood as asked."""
    rows = Question.objects.filter(pk=question.pk, asked_at__isnull=False)
    return bool(rows.update(asked_at=None))


def delete_question(question: Question) -> None:
    """It is not wanted any more."""
    question.delete()
