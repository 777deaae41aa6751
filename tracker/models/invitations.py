"""What calendars said of interviews, and what was brought and is still being looked at."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Self

from django.conf import settings
from django.db import models

from tracker.models.applications import Application
from tracker.models.interviews import Interview
from tracker.planning.facts import InterviewStatus

UID_LENGTH, DATE_LENGTH, DAY_LENGTH = 200, 64, len("2026-11-24")
NO_STAMP = datetime(1970, 1, 1, tzinfo=UTC)
NEVER = (-1, NO_STAMP)
Version = tuple[int, datetime]  # SEQUENCE, then DTSTAMP
Rank = tuple[int, datetime, bool]


@dataclass(frozen=True, slots=True)
class Word:
    """Which meeting a file speaks of, and in which version.

    `recurrence_id` is the one date of a series that it speaks of. Where it speaks of a whole series,
    `occurrence` is the date that is taken of it, and `dates` are all that it still has.
    """

    uid: str
    recurrence_id: str = ""
    sequence: int = 0
    stamped_at: datetime | None = None
    occurrence: str = ""
    dates: Collection[str] = ()

    @property
    def date(self) -> str:
        """By which the meeting is known, whichever of the two spoke of it first."""
        return self.recurrence_id or self.occurrence

    @property
    def version(self) -> Version:
        """By SEQUENCE, and then by DTSTAMP: calendars of Google raise only the latter."""
        return self.sequence, self.stamped_at or NO_STAMP

    @property
    def rank(self) -> Rank:
        """What is said of one date counts for more than what its series says in that version."""
        return *self.version, not self.occurrence


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def about(self, uid: str, date: str) -> "Invitation | None":
        """The one of this meeting, or of this date of a series."""
        return self.of_series(uid).filter(recurrence_id=date).first()

    def taken_for(self, word: Word, now: datetime) -> "Invitation | None":
        return row_for(self.of_series(word.uid), word, now)

    def of_series(self, uid: str) -> Self:
        same = self.select_related("interview__application__company").filter(uid=uid)
        return same.order_by("interview__starts_at", "pk")

    def says_off(self, word: Word) -> bool:
        """Whether something not older calls it off; a series says it for each of its dates."""
        said = self.filter(uid=word.uid, recurrence_id__in={"", word.date})
        return any((row.called_off_version or NEVER) >= word.version for row in said)

    def called_off_by(self, word: Word, now: datetime) -> list["Invitation"]:
        """Those of whose interviews it says so; of a whole series, also its dates to come."""
        own = models.Q(recurrence_id=word.date)
        coming = models.Q(interview__starts_at__gt=now)
        said = self.of_series(word.uid).exclude(interview=None)
        return list(said.filter(own if word.date else own | coming))

    def to_call_off(self, word: Word, version: Version, *, now: datetime) -> list["Invitation"]:
        """Those whose interviews end with this word."""
        rows = self.called_off_by(word, now)
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
    # The same date, as long as nothing but its whole series has spoken of it.
    occurrence = models.CharField(max_length=DATE_LENGTH, blank=True)
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

    def is_moved_by(self, word: Word) -> bool:
        """Whether `word` is newer, and of its interview nobody has told yet how it went."""
        is_newer = word.rank > (*self.version, not self.occurrence)
        return is_newer and not (self.interview and self.interview.debriefed_at)

    def is_left_behind(self, word: Word, now: datetime) -> bool:
        """Whether it was taken of a whole series which has other dates now, and is still to come."""
        spoken_of_alone = self.recurrence_id and not self.occurrence
        is_ahead = bool(self.interview and self.interview.starts_at > now)
        return is_ahead and not spoken_of_alone and self.recurrence_id not in word.dates


def row_for(rows: Iterable[Invitation], word: Word, now: datetime) -> Invitation | None:
    """Which of these is meant: that of its date; else one that its series has left behind.

    Of several left behind, that of the same day comes before the others.
    """
    rows = list(rows)
    exact = next((row for row in rows if row.recurrence_id == word.date), None)
    if exact and exact.interview:
        return exact
    left = [row for row in rows if row.is_left_behind(word, now)]
    left.sort(key=lambda row: row.recurrence_id[:DAY_LENGTH] != word.date[:DAY_LENGTH])
    return left[0] if left else exact


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
