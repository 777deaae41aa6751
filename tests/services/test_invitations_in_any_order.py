"""Whatever the order in which the files of one meeting are brought, it ends the same (F37)."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories import ApplicationFactory
from tests.services.doings import agreed
from tracker.models import Application, Invitation
from tracker.models.invitations import Word
from tracker.planning.facts import InterviewStatus, Stage
from tracker.services import interviews
from tracker.services.invitations import (
    Agreed,
    Place,
    call_off_by_invitation,
    take_invitation,
)

pytestmark = pytest.mark.django_db
UID = "one@northwind.example"
STAMP = datetime(2026, 11, 16, 9, tzinfo=UTC)
ONE, OTHER = "2026-11-24T13:00:00+00:00", "2026-12-01T13:00:00+00:00"
LATER = "2026-11-24T16:00:00+00:00"


@pytest.fixture(autouse=True)
def _nothing_is_planned(monkeypatch) -> None:
    """What is planned of a meeting is not asked here, and would take most of the time."""
    monkeypatch.setattr(interviews, "replan", lambda *_, **__: None)


@pytest.fixture
def application(alice) -> Application:
    return ApplicationFactory(owner=alice, stage=Stage.INTERVIEWING)


@dataclass(frozen=True)
class Sent:
    """A file: when it sets the interview, or None where it calls it off."""

    sequence: int
    minute: int = 0  # of its DTSTAMP
    hour: int | None = None
    recurrence_id: str = ""
    occurrence: str = ""  # of a whole series, which is called off as a whole

    @property
    def word(self) -> Word:
        stamp, taken = STAMP + timedelta(minutes=self.minute), self.hour and self.occurrence
        word = Word(UID, self.recurrence_id, self.sequence, stamp)
        return replace(word, occurrence=taken, dates=(taken,)) if taken else word

    def bring(self, application: Application, now: datetime) -> None:
        if self.hour is None:
            call_off_by_invitation(self.word, by=application.owner, now=now)
            return
        take_invitation(
            self.word,
            Agreed(agreed(hour=self.hour)),
            place=Place(application),
            by=application.owner,
            now=now,
        )


FIVE = {
    "moved twice, an update without a new SEQUENCE, called off in between, and on again": (
        [Sent(0, 0, 9), Sent(1, 1, 10), Sent(1, 2, 11), Sent(2, 3), Sent(3, 4, 14)],
        (14, InterviewStatus.SCHEDULED),
    ),
    "called off in the end": (
        [Sent(0, 0, 9), Sent(1, 1, 10), Sent(1, 2, 11), Sent(2, 3, 12), Sent(3, 4)],
        (12, InterviewStatus.CANCELLED),
    ),
    "called off with the same SEQUENCE as the last": (
        [Sent(0, 0, 9), Sent(1, 1, 10), Sent(1, 9), Sent(0, 5), Sent(0, 7, 8)],
        (10, InterviewStatus.CANCELLED),
    ),
    "called off by what is older": (
        [Sent(0, 0, 9), Sent(0, 1), Sent(0, 2), Sent(1, 0), Sent(2, 0, 13)],
        (13, InterviewStatus.SCHEDULED),
    ),
}


def bring_all(application, files, now):
    for file in files:
        file.bring(application, now)


def kept() -> tuple:
    """All that is known of the meeting: nothing else tells what the next file changes."""
    said = Invitation.objects.order_by("recurrence_id").select_related("interview")
    return tuple(
        (row.recurrence_id, row.occurrence, row.version, row.called_off_version, _agreed(row))
        for row in said
    )


def _agreed(row: Invitation) -> tuple | None:
    interview = row.interview
    if interview is None:
        return None
    return interview.time.hour, interview.status, interview.called_off_by_them


def agreed_in(ends) -> list[tuple]:
    """Hour and status of each interview; `ends` is how it stands after every order: always so."""
    (only,) = ends
    return [interview[:2] for *_, interview in only if interview]


def ends_of_every_order(application, files, now, known=None) -> set:
    """How it stands after each order; orders that have come to the same go on together."""
    if not files:
        return {kept()}
    known = {} if known is None else known
    here = (frozenset(files), kept())
    if here not in known:
        known[here] = set()
        for file in files:
            with transaction.atomic():
                file.bring(application, now)
                rest = [other for other in files if other is not file]
                known[here] |= ends_of_every_order(application, rest, now, known)
                transaction.set_rollback(True)
    return known[here]


@pytest.mark.parametrize("name", FIVE)
def test_f37_five_files_in_every_order_come_to_the_same(application, now, name):
    files, end = FIVE[name]
    assert agreed_in(ends_of_every_order(application, files, now)) == [end]


NUMBERS, HOURS = st.integers(0, 3), st.one_of(st.none(), st.integers(8, 17))


def files_of(*sent):
    return st.lists(
        st.one_of(sent),
        min_size=1,
        max_size=5,
        # A version says one thing, and may be called off as well.
        unique_by=lambda sent: (sent.word.rank, sent.hour is None),
    )


FILES = st.one_of(
    files_of(st.builds(Sent, NUMBERS, NUMBERS, HOURS)),
    files_of(
        st.builds(Sent, NUMBERS, NUMBERS, HOURS, st.just(ONE)),
        st.builds(Sent, NUMBERS, NUMBERS, HOURS, occurrence=st.just(ONE)),
    ),
)


@pytest.mark.slow
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(files=FILES, data=st.data())
def test_f37_any_files_in_any_order_come_to_the_same(application, now, files, data):
    shuffled = data.draw(st.permutations(files))
    ends = []
    for orders in ([files], [shuffled, files]):
        with transaction.atomic():
            for order in orders:
                bring_all(application, order, now)
                ends.append(kept())
            transaction.set_rollback(True)
    assert ends[0] == ends[1] == ends[2]


OF_A_SERIES = {
    "one date is called off": (
        [Sent(0, 0, 9, occurrence=ONE), Sent(1, 1, None, ONE)],
        (9, InterviewStatus.CANCELLED),
    ),
    "one date is moved, and the series is sent again": (
        [Sent(0, 0, 9, occurrence=ONE), Sent(1, 1, 11, ONE), Sent(0, 2, 9, occurrence=ONE)],
        (11, InterviewStatus.SCHEDULED),
    ),
    "one date is moved in the same version": (
        [Sent(0, 0, 9, occurrence=ONE), Sent(0, 0, 11, ONE)],
        (11, InterviewStatus.SCHEDULED),
    ),
    "all of it is called off, and one date is on again": (
        [Sent(0, 0, 9, occurrence=ONE), Sent(1, 1), Sent(2, 2, 11, ONE)],
        (11, InterviewStatus.SCHEDULED),
    ),
    "all of it moves to another hour, after one date was called off": (
        [Sent(0, 0, 9, occurrence=ONE), Sent(1, 1), Sent(2, 2, 12, occurrence=LATER)],
        (12, InterviewStatus.SCHEDULED),
    ),
    "it moves, and its new date is called off": (
        [Sent(0, 0, 9, occurrence=ONE), Sent(2, 2, 12, occurrence=LATER), Sent(3, 3, None, LATER)],
        (12, InterviewStatus.CANCELLED),
    ),
}


@pytest.mark.parametrize("name", OF_A_SERIES)
def test_f37_one_date_of_a_series_comes_to_the_same_in_every_order(application, now, name):
    files, end = OF_A_SERIES[name]
    assert agreed_in(ends_of_every_order(application, files, now)) == [end]


def test_f37_a_series_that_is_called_off_takes_its_dates_along_in_every_order(application, now):
    files = [Sent(0, 0, 9, ONE), Sent(0, 0, 10, OTHER), Sent(1, 1), Sent(2, 2, 11, OTHER)]
    ends = ends_of_every_order(application, files, now)
    assert agreed_in(ends) == [(9, "cancelled"), (11, "scheduled")]
