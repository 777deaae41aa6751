"""The test mail: sent at once, while its asker waits, over the same line as every reminder."""

import uuid
from datetime import datetime

from django.utils import timezone

from tracker.models import Delivery, DeliveryKind, DeliveryState, User
from tracker.reminders.claim import LEASE, Claim
from tracker.reminders.deliver import Courier
from tracker.reminders.transport import MailServer
from tracker.reminders.trying import TRIED_FOR


def send_test_mail(user: User, *, now: datetime) -> Delivery:
    """The act behind services.deliveries.send_test_mail."""
    token = uuid.uuid4()
    delivery = Delivery.objects.create(
        owner=user,
        kind=DeliveryKind.TEST,
        recipient=user.email,
        state=DeliveryState.CLAIMED,
        lease_token=token,
        lease_until=timezone.now() + LEASE,
        try_at=now,
        entered_at=now,
    )
    with MailServer(TRIED_FOR) as server:
        Courier(Claim(token, [delivery.pk]), server, timezone.now).deliver_all()
    Delivery.objects.filter(pk=delivery.pk, state=DeliveryState.WAITING).update(
        state=DeliveryState.FAILED, finished_at=timezone.now()
    )
    delivery.refresh_from_db()
    return delivery
