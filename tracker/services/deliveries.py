"""What a person may ask of the mail: one to try it with, and one that failed sent again."""

from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.module_loading import import_string

from tracker.models import Delivery, DeliveryState, User
from tracker.services.reminders import wake

# Whoever asks for one of these again knows that it may then come twice, or be refused again.
RESENDABLE = (DeliveryState.FAILED, DeliveryState.UNCERTAIN)
ARRIVED = "You said that it reached you."


def send_test_mail(user: User, *, now: datetime) -> Delivery:
    """Send one mail to `user` at once and return it: its state, and what the server answered.

    It is tried once: an obstacle that would make a reminder wait is the answer here. Without a
    mail server it is kept in the outbox, and says so.
    """
    # By name, as the queue calls a sweep: what sends mail stands above the services.
    send = import_string("tracker.reminders.trial.send_test_mail")
    delivery: Delivery = send(user, now=now)
    return delivery


@transaction.atomic
def resend(delivery: Delivery, *, by: User, now: datetime) -> bool:
    """Have a mail that was refused or may not have arrived sent again, with the same Message-ID.

    It says what still holds when it leaves. False when there was nothing to do: it is not theirs,
    or it has been asked for already.
    """
    rows = Delivery.objects.filter(pk=delivery.pk, owner=by, state__in=RESENDABLE)
    changed = rows.update(
        state=DeliveryState.WAITING,
        try_at=now,
        attempts=0,
        crashes=0,
        generation=F("generation") + 1,
        # Its old sender, should it still live, has nothing more to say about it.
        lease_token=None,
        lease_until=None,
        finished_at=None,
    )
    if changed:
        transaction.on_commit(wake, robust=True)
    return changed == 1


def settle_doubt(delivery: Delivery, *, by: User, now: datetime) -> bool:
    """Note that a mail which may not have arrived has, as `by` says.

    False when there was nothing to do: it is not theirs, or nobody is in doubt about it.
    """
    doubts = Delivery.objects.filter(pk=delivery.pk, owner=by, state=DeliveryState.UNCERTAIN)
    settled = doubts.update(state=DeliveryState.SENT, answer=ARRIVED, finished_at=now)
    return settled == 1
