"""A form is taken once: a double click, or the back button, makes nothing twice."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from tracker.models import Submission, User


def take_once(user: User, token: UUID, make: Callable[[], str], *, now: datetime) -> str:
    """The address of what `make` made when this form was first sent.

    Both are written in one transaction: a second sending waits for the first, then finds its
    result. If `make` raises, the form can be sent again.
    """
    try:
        with transaction.atomic():
            submission = Submission.objects.create(owner=user, token=token, at=now)
            submission.location = make()
            submission.save(update_fields=["location"])
            return submission.location
    except IntegrityError:
        taken = user.submissions.filter(token=token).first()
        if taken is None:
            raise
        return taken.location
