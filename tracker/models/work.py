"""Something that takes long, done in the background and counted as it goes."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q


class Work(models.Model):
    """Planning again, application by application: each is a transaction that counts itself."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="works")
    name = models.CharField(max_length=100)  # what it is called on its page
    because = models.CharField(max_length=300)  # what a follow-up that it withdraws will say
    back = models.CharField(max_length=50)  # the page from which it was asked for, by its name
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField()
    reached = models.BigIntegerField(default=0)  # the last application that is done
    started_at = models.DateTimeField()
    moved_at = models.DateTimeField()  # its last sign of life
    finished_at = models.DateTimeField(null=True, blank=True)
    failed = models.TextField(blank=True)  # where it stopped, until it is taken up again

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(done__lte=F("total")), name="work_is_counted_truly"),
        ]
        indexes = [
            models.Index(
                fields=["moved_at"], name="work_under_way", condition=Q(finished_at__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.done} of {self.total}"

    @property
    def left(self) -> int:
        """How much is still to be done."""
        return self.total - self.done
