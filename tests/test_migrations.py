"""From the first state of the tables to the newest, with somebody's data in them."""

import ast
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

import tracker.migrations
from tests.faults.up import IS_POSTGRES, SERVER, Data, connected
from tests.live.instance import own_database
from tracker.models import (
    Application,
    FollowUp,
    Message,
    Reminder,
    User,
    WeeklyReview,
)
from tracker.services.replan import replan

MIGRATIONS = sorted(Path(tracker.migrations.__file__).parent.glob("0*.py"))
# A default that is a function is known to Django by its name alone.
DEFAULTS = {"tracker.models.feeds"}
BEGUN = datetime(2026, 11, 2, 9, tzinfo=UTC)


@pytest.mark.parametrize("migration", MIGRATIONS, ids=lambda path: path.stem)
def test_a_migration_rests_on_nothing_that_changes(migration):
    tree = ast.parse(migration.read_text())
    names = {
        name
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in (
            [node.module]
            if isinstance(node, ast.ImportFrom)
            else [each.name for each in node.names]
        )
    }
    assert {name for name in names if name.startswith("tracker")} <= DEFAULTS


@pytest.mark.django_db
def test_the_tables_are_as_the_models_say():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@pytest.fixture
def empty_database(tmp_path, django_db_blocker):
    with django_db_blocker.unblock():
        if not IS_POSTGRES:
            with connected(Data(tmp_path, {})):
                yield
            return
        with own_database(SERVER) as address, connected(Data(tmp_path, {"DATABASE_URL": address})):
            yield


def tables_at(name):
    call_command("migrate", "tracker", name, verbosity=0)
    apps = MigrationExecutor(connection).loader.project_state([("tracker", name)]).apps
    return SimpleNamespace(**{model.__name__: model for model in apps.get_models()})


def write_what_the_first_version_kept(old):
    alice = old.User.objects.create(email="alice@example.com", name="Alice", joined_at=BEGUN)
    bob = old.User.objects.create(email="bob@example.com", name="Bob", joined_at=BEGUN)
    numbers = {"prepare.minutes": 45, "check-in.grace": 3}
    old.Preferences.objects.create(user=alice, time_zone="Europe/Berlin", numbers=numbers)
    # Reminded in the quiet hours; and at home where this system knows no clock.
    old.Preferences.objects.create(user=bob, time_zone="Mars/Base", reminder_time=time(22))
    rows = {"owner": alice, "entered_at": BEGUN}
    company = old.Company.objects.create(owner=alice, name="Acme")
    dana = old.Contact.objects.create(**rows, company=company, name="Dana Reyes")
    application = old.Application.objects.create(
        **rows, company=company, role="Engineer", stage="interviewing", changed_at=BEGUN
    )
    starts = timezone.now().replace(microsecond=0) - timedelta(hours=3)
    interview = old.Interview.objects.create(
        **rows,
        application=application,
        date=starts.date(),
        time=starts.time(),
        zone_name="UTC",
        starts_at=starts,
        ends_at=starts + timedelta(hours=1),
        changed_at=BEGUN,
    )
    old.Attendance.objects.create(interview=interview, contact=dana, entered_at=BEGUN)
    follow_up = old.FollowUp.objects.create(
        **rows,
        application=application,
        interview=interview,
        key=f"thank-you:interview-{interview.pk}",
        kind="thank-you",
        title="Thank Dana Reyes",
        channel="email",
        opens=starts,
        due=starts,
        closes=starts,
        why="You met.",
        status="skipped",
        decided_at=starts,
        changed_at=BEGUN,
    )
    old.Reminder.objects.create(owner=alice, follow_up=follow_up, send_at=starts)
    old.Message.objects.create(
        **rows, application=application, contact=dana, direction="in", at=BEGUN, text="zebra"
    )
    old.CalendarFeed.objects.create(owner=alice, name="Phone", token_digest="x", made_at=BEGUN)


def switch_mails_off_as_it_was_done_before(old):
    preferences = old.Preferences.objects
    preferences.filter(user__email="bob@example.com").update(
        evening_mail_at=None, minutes_before=None, review_weekday=None
    )
    old.WeeklyReview.objects.filter(owner__email="bob@example.com").delete()
    preferences.filter(user__email="alice@example.com").update(evening_mail_at=None)


@pytest.mark.slow
def test_what_the_first_version_kept_is_all_there_in_the_newest(empty_database):
    call_command("migrate", "django_q", verbosity=0)
    write_what_the_first_version_kept(tables_at("0001_initial"))
    tables_at("0004_what_is_mailed")
    reviews = {row.owner.email: row.next_at for row in WeeklyReview.objects.select_related("owner")}
    assert reviews["alice@example.com"] > timezone.now()
    bobs = reviews["bob@example.com"].astimezone(UTC)
    assert (bobs.weekday(), bobs.time()) == (1, time(7, 30))  # Monday's, behind the quiet hours
    switch_mails_off_as_it_was_done_before(tables_at("0008_stored_events_and_feed_options"))
    call_command("migrate", verbosity=0)

    alice, bob = (User.objects.get(name=name).preferences for name in ("Alice", "Bob"))
    assert alice.numbers == {"check-in.grace": 3}
    assert (alice.minutes_before, alice.evening_mail_at) == (45, time(18))
    assert (alice.interview_mails, alice.mails_interviews) == ("shortly", True)
    assert (bob.mails_interviews, bob.mails_review, bob.review_weekday) == (False, False, 0)
    assert WeeklyReview.objects.count() == 2
    application = Application.objects.get(company__name="Acme")
    assert application.interviews.get().attendances.get().contact.name == "Dana Reyes"
    assert Reminder.objects.get().follow_up.status == "skipped"
    assert Message.objects.get().text == "zebra"
    assert application.owner.feeds.get().kinds
    replan(application, because="the version is new", now=timezone.now())
    assert FollowUp.objects.filter(application=application, status="skipped").count() == 1
