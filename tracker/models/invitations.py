"""What calendars said of interviews, and what was brought and is still being looked at."""

from datetime import UTC, datetime
from typing import Self

from django.conf import settings
from django.db import models

from tracker.models.applications import Application
from tracker.models.interviews import Interview
from tracker.planning.facts import InterviewStatus

UID_LENGTH, DATE_LENGTH = 200, 64
NO_STAMP = datetime(1970, 1, 1, tzinfo=UTC)
NEVER = (-1, NO_STAMP)
Version = tuple[int, datetime]  # SEQUENCE, then DTSTAMP: some senders raise only the latter


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def about(self, uid: str, recurrence_id: str) -> "Invitation | None":
        """The one of this meeting; of one date of a series, that which was taken for that date."""
        same = self.select_related("interview__application__company").filter(uid=uid)
        exact = same.filter(recurrence_id=recurrence_id).first()
        if exact or not recurrence_id:
            return exact
        return same.filter(recurrence_id="", occurrence=recurrence_id).first()

    def of_series(self, uid: str) -> Self:
        return self.select_related("interview__application__company").filter(uid=uid)

    def says_off(self, uid: str, recurrence_id: str, version: "Version") -> bool:
        """Whether something not older calls it off; a series says it for each of its dates."""
        said = self.filter(uid=uid, recurrence_id__in={"", recurrence_id})
        return any((row.called_off_version or NEVER) >= version for row in said)

    def to_call_off(
        self, uid: str, recurrence_id: str, version: "Version", *, now: datetime
    ) -> list["Invitation"]:
        """Those whose interviews end with this word; of a series, also its dates to come."""
        own = self.about(uid, recurrence_id)
        rows = [own] if own else []
        if not recurrence_id:
            dates = self.of_series(uid).filter(interview__starts_at__gt=now)
            rows += [row for row in dates if row != own]
        return [row for row in rows if row.takes_place and row.version <= version]


class Invitation(models.Model):
    """The newest that was said of one meeting: that it takes place, and that it does not.

    Both are kept with their versions, so that files which are brought in another order than they
    were sent come to the same. Without an interview, only the calling off is known.
    """

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="invitations")
    interview = models.OneToOneField(
        Interview, models.CASCADE, null=True, blank=True, related_name="invitation"
    )
    uid = models.CharField(max_length=UID_LENGTH)
    recurrence_id = models.CharField(max_length=DATE_LENGTH, blank=True)
    occurrence = models.CharField(max_length=DATE_LENGTH, blank=True)  # taken from a whole series
    sequence = models.BigIntegerField(default=0)
    stamped_at = models.DateTimeField(default=NO_STAMP)
    called_off_sequence = models.BigIntegerField(null=True, blank=True)
    called_off_stamped_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "uid", "recurrence_id"], name="one_invitation_a_meeting"
            ),
            models.CheckConstraint(
                condition=models.Q(called_off_sequence=None, called_off_stamped_at=None)
                | models.Q(called_off_sequence__isnull=False, called_off_stamped_at__isnull=False),
                name="calling_off_has_a_version",
            ),
        ]

    def __str__(self) -> str:
        return self.uid

    @property
    def version(self) -> Version:
        return self.sequence, self.stamped_at

    @property
    def called_off_version(self) -> Version | None:
        if self.called_off_sequence is None or self.called_off_stamped_at is None:
            return None
        return self.called_off_sequence, self.called_off_stamped_at

    @property
    def takes_place(self) -> bool:
        """Whether there is something to call off: it stands, and has not been told of yet."""
        row = self.interview
        return bool(row and row.status == InterviewStatus.SCHEDULED and not row.debriefed_at)

    def is_moved_by(self, version: Version, recurrence_id: str) -> bool:
        """Whether what is said in `version` is newer; of one date, it need not be."""
        is_first_of_date = recurrence_id != self.recurrence_id
        return version > self.version or (is_first_of_date and version == self.version)


class InvitationDraft(models.Model):
    """What a file said, for a day: it becomes an interview when it is saved, and not before."""

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="invitation_drafts"
    )
    application = models.ForeignKey(Application, models.SET_NULL, null=True, blank=True)
    said = models.JSONField()
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"invitation of {self.made_at}"
