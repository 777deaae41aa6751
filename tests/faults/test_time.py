"""Clocks that jump, nights that lack an hour or have one too many, laws that move both: F17 to F23."""

import os
import time
import zoneinfo
from datetime import UTC, date, datetime, timedelta
from datetime import time as clock_time
from importlib.resources import files
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from tests.factories import ApplicationFactory, FollowUpFactory, ReminderFactory, UserFactory
from tests.faults.up import wait_for
from tests.live.clock import NoonClock
from tests.reminders.conftest import Clock, use
from tests.services.doings import agreed, schedule, the
from tests.views.conftest import _static_files_need_no_collecting  # noqa: F401
from tests.views.pages import errors_of, token
from tracker.models import Application, Beat, Delivery, FollowUp, Interview, Reminder
from tracker.reminders import tasks
from tracker.reminders.sweep import sweep
from tracker.services import zones
from tracker.services.interviews import schedule_interview
from tracker.services.zones import follow_changed_zones

BERLIN = ZoneInfo("Europe/Berlin")
HOURS = timedelta(hours=1)
OVERDUE = 1000
INTERVIEW = {
    "kind": "video",
    "minutes": "60",
    "new-TOTAL_FORMS": "0",
    "new-INITIAL_FORMS": "0",
}


@pytest.fixture
def application(alice):
    return ApplicationFactory(owner=alice, company__name="Acme")


@pytest.fixture
def clock(now):
    return Clock(now)


@pytest.fixture
def server(settings, smtp):
    use(settings, smtp.port)
    return smtp


def due_at(owner, moment, **follow_up):
    row = FollowUpFactory(application__owner=owner, **follow_up)
    return ReminderFactory(follow_up=row, send_at=moment)


def test_f17_what_a_jump_of_the_clock_makes_due_is_said_once(alice, server, clock, now):
    for minutes in (30, 90, 119, 150):
        due_at(alice, now + timedelta(minutes=minutes), title=f"Thank number {minutes}")
    assert sweep(budget=0, clock=clock) == {}
    clock.forward(hours=2)
    assert [sweep(budget=0, clock=clock) for _ in range(2)] == [{"sent": 1}, {}]
    said = Reminder.objects.filter(delivery=Delivery.objects.get()).order_by("send_at")
    assert [reminder.send_at - now for reminder in said] == [
        timedelta(minutes=minutes) for minutes in (30, 90, 119)
    ]


def test_f18_what_was_sent_is_not_sent_again_when_the_clock_goes_back(
    alice, server, clock, now, application
):
    due_at(alice, now)
    sweep(budget=0, clock=clock)
    clock.forward(hours=-3)
    assert sweep(budget=0, clock=clock) == {}
    schedule(application, day=24, now=clock())  # something is planned meanwhile
    clock.forward(hours=3)
    assert sweep(budget=0, clock=clock) == {}
    assert len(server.taken) == 1


def test_f18_a_sign_of_life_from_the_future_is_none(client, db, monkeypatch):
    from tracker.views import health

    monkeypatch.setattr(health, "STARTED", time.monotonic() - 1000)
    tasks.heartbeat()
    assert client.get("/healthz").status_code == 200
    Beat.objects.update(at=timezone.now() + 3 * HOURS)
    assert client.get("/healthz").json()["worker"] == "silent"


@pytest.mark.slow
def test_f19_after_ten_hours_off_a_thousand_reminders_are_one_mail(rows, start_up, smtp):
    """The real service starts on data whose reminders fell due while it was off."""
    alice = UserFactory(email="alice@example.com", preferences__time_zone=NoonClock().city)
    now = timezone.now()
    off = now - 10 * HOURS
    window = {"opens": off, "due": now + HOURS, "closes": now + 48 * HOURS}
    application = ApplicationFactory(owner=alice)
    overdue = FollowUp.objects.bulk_create(
        FollowUpFactory.build(
            application=application, owner=alice, **window, title=f"Thank No. {n}!"
        )
        for n in range(OVERDUE - 1)
    )
    begun = FollowUpFactory(
        application=application, kind="prepare", title="Prepare for what has begun",
        opens=off, due=now - HOURS, closes=now - HOURS,
    )  # fmt: skip
    Reminder.objects.bulk_create(
        Reminder(owner=alice, follow_up=row, send_at=off + timedelta(seconds=30 * number))
        for number, row in enumerate([begun, *overdue])
    )
    start_up().is_up()
    wait_for(lambda: Delivery.objects.filter(state="sent").exists(), 60, "the digest")
    delivery = Delivery.objects.get()
    assert smtp.mails() == {"alice@example.com": 1}
    assert "Prepare for what has begun" not in delivery.text
    assert all(f"Thank No. {n}!" in delivery.text for n in range(OVERDUE - 1))
    assert not Reminder.objects.filter(state="scheduled").exists()


@pytest.fixture
def log(client, alice, application, time_machine, now):
    time_machine.move_to(now, tick=False)
    client.force_login(alice)

    def log(day, wall, zone, **typed):
        path = f"/applications/{application.pk}/interviews/new/"
        when = {"date": day, "time": wall, "zone_name": zone}
        return client.post(path, {"form_token": token()} | INTERVIEW | when | typed)

    return log


def test_f20_a_time_that_clocks_skip_is_refused_with_the_one_that_exists(log):
    response = log("2027-03-28", "02:30", "Europe/Berlin")
    assert response.status_code == 422
    assert errors_of(response)["time"] == (
        "02:30 does not exist on Sun 28 Mar 2027 in Europe/Berlin:"
        " clocks go forward from 02:00 to 03:00. Did you mean 03:30?"
    )
    assert not Interview.objects.exists()


@pytest.mark.parametrize(("which", "fold", "hour"), [("first", 0, 5), ("second", 1, 6)])
def test_f21_of_two_equal_times_the_one_that_was_meant_is_kept(log, which, fold, hour):
    assert "which" in errors_of(log("2026-11-01", "01:30", "America/New_York"))
    log("2026-11-01", "01:30", "America/New_York", which=which)
    interview = Interview.objects.get()
    assert interview.fold == fold
    assert interview.starts_at == datetime(2026, 11, 1, hour, 30, tzinfo=UTC)


def meet(application, day, *, now):
    values = agreed() | {"date": day, "time": clock_time(10)}
    return schedule_interview(application, values=values, attendees=(), now=now)


def said_of(reminder):
    return reminder.send_at.astimezone(BERLIN).strftime("%d %b %H:%M %Z")


def moments(kind, application):
    return [said_of(each) for each in the(kind, application).reminders.order_by("send_at")]


@pytest.mark.parametrize(
    ("sunday", "said"),
    [
        (date(2026, 10, 25), ["24 Oct 18:00 CEST", "25 Oct 09:00 CET"]),
        (date(2027, 3, 28), ["27 Mar 18:00 CET", "28 Mar 09:00 CEST"]),
    ],
)
def test_f22_the_evening_before_is_an_evening_whatever_the_clocks_do_that_night(
    application, sunday, said
):
    meet(application, sunday, now=datetime(2026, 10, 1, 12, tzinfo=BERLIN))
    shortly = Reminder.objects.get(interview__application=application)
    assert [*moments("prepare", application), said_of(shortly)] == said


@pytest.mark.parametrize(
    ("saturday", "until"),
    [(date(2026, 10, 24), "25 Oct 09:00 CET"), (date(2027, 3, 27), "28 Mar 09:00 CEST")],
)
def test_f22_tomorrow_is_the_same_time_of_day_whatever_the_clocks_do_that_night(
    client, alice, application, time_machine, saturday, until
):
    noon = datetime.combine(saturday, clock_time(12), BERLIN)
    time_machine.move_to(noon, tick=False)
    client.force_login(alice)
    row = FollowUpFactory(application=application, opens=noon, due=noon, closes=noon + 99 * HOURS)
    client.post(f"/follow-ups/{row.pk}/snooze/", {"days": "1"})
    row.refresh_from_db()
    assert row.snoozed_until.astimezone(BERLIN).strftime("%d %b %H:%M %Z") == until


NEW_LAW = {"Europe/Berlin": "Europe/Istanbul", "Asia/Tokyo": "Asia/Vladivostok"}


@pytest.fixture
def new_law(tmp_path):
    """Tomorrow's tzdata: by it Berlin is three hours before UTC, and Tokyo ten instead of nine."""
    for name, like in NEW_LAW.items():
        place = tmp_path / "zones" / name
        place.parent.mkdir(parents=True)
        place.write_bytes(files("tzdata.zoneinfo").joinpath(*like.split("/")).read_bytes())
    yield str(tmp_path / "zones")
    zoneinfo.reset_tzpath()
    ZoneInfo.clear_cache()


def comes_into_force(new_law):
    zoneinfo.reset_tzpath([new_law, *zoneinfo.TZPATH])


def test_f23_a_new_law_keeps_the_wall_time_and_moves_the_moment(
    application, now, new_law, time_machine
):
    interview = schedule(application, day=24, hour=14, now=now)
    assert interview.starts_at == datetime(2026, 11, 24, 13, tzinfo=UTC)
    comes_into_force(new_law)
    time_machine.move_to(now + HOURS)
    tasks.follow_zones()
    interview.refresh_from_db()
    assert (interview.date, interview.time) == (date(2026, 11, 24), clock_time(14))
    assert interview.starts_at == datetime(2026, 11, 24, 11, tzinfo=UTC)
    assert interview.ends_at == datetime(2026, 11, 24, 12, tzinfo=UTC)
    assert interview.version == 1
    prepare = the("prepare", application)
    assert prepare.closes == interview.starts_at
    sends = [each.get().send_at for each in (prepare.reminders, interview.reminders)]
    assert sends == [
        datetime(2026, 11, 23, 15, tzinfo=UTC),
        datetime(2026, 11, 24, 10, tzinfo=UTC),
    ]


def test_f23_what_the_new_law_does_not_touch_stays_as_it_is(application, now, new_law):
    past = schedule(application, day=10, now=datetime(2026, 11, 2, 9, tzinfo=BERLIN))
    values = agreed() | {"zone_name": "America/New_York"}
    elsewhere = schedule_interview(application, values=values, attendees=(), now=now)
    comes_into_force(new_law)
    ZoneInfo.clear_cache()
    assert follow_changed_zones(now=now) == 0
    for row in (past, elsewhere):
        before = row.starts_at
        row.refresh_from_db()
        assert (row.starts_at, row.version) == (before, 0)


@pytest.mark.parametrize("whole", [False, True])
def test_f23_one_that_is_deleted_meanwhile_keeps_no_other_from_moving(
    application, now, new_law, monkeypatch, whole
):
    gone = schedule(application, now=now)
    stays = schedule(ApplicationFactory(owner=application.owner), now=now)
    look = zones._is_elsewhere

    def look_and_delete(row):
        elsewhere = look(row)
        if row.pk == gone.pk:
            rows = Application if whole else Interview
            rows.objects.filter(pk=(application if whole else gone).pk).delete()
        return elsewhere

    monkeypatch.setattr(zones, "_is_elsewhere", look_and_delete)
    comes_into_force(new_law)
    ZoneInfo.clear_cache()
    assert follow_changed_zones(now=now) == 1
    stays.refresh_from_db()
    assert stays.version == 1


def test_f23_what_the_new_law_withdraws_says_so(db, now, new_law):
    """A call to Tokyo just after midnight falls on the evening before: one visit with that day's."""
    owner = UserFactory(preferences__time_zone="Europe/Lisbon")
    application = ApplicationFactory(owner=owner)
    schedule(application, day=24, hour=14, now=now)
    values = agreed(25) | {"time": clock_time(9, 30), "zone_name": "Asia/Tokyo"}
    call = schedule_interview(application, values=values, attendees=(), now=now)
    own = FollowUp.objects.get(key=f"prepare:interview-{call.pk}")
    comes_into_force(new_law)
    ZoneInfo.clear_cache()
    follow_changed_zones(now=now)
    own.refresh_from_db()
    assert (own.status, own.withdrawn_because) == (
        "withdrawn",
        "the clocks of Asia/Tokyo follow new rules, which moved the interview",
    )


@pytest.mark.slow
def test_f23_it_is_done_at_every_start(rows, start_up, new_law):
    now = timezone.now()
    day = (now + timedelta(days=9)).date()
    application = ApplicationFactory(owner=UserFactory())
    values = agreed() | {"date": day, "zone_name": "Europe/Berlin"}
    interview = schedule_interview(application, values=values, attendees=(), now=now)
    was = interview.starts_at
    service = start_up(PYTHONTZPATH=os.pathsep.join([new_law, *zoneinfo.TZPATH])).is_up()
    interview.refresh_from_db()
    assert interview.starts_at == datetime.combine(day, clock_time(11), UTC) != was
    assert service.lines(f"interview {interview.pk} moved with the clocks of Europe/Berlin")
