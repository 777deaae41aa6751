"""Who one is, how one's days run, and whether mail leaves."""

import re
from datetime import time, timedelta

import pytest
from django.utils import timezone

from tests.factories import (
    ApplicationFactory,
    DeliveryFactory,
    FollowUpFactory,
    InterviewFactory,
    ReminderFactory,
)
from tests.views.pages import errors_of, text_of
from tracker.models import DeliveryState, Preferences, WeeklyReview, Work
from tracker.services import work as service
from tracker.services.replan import replan
from tracker.views import settings as view

SETTINGS, TEST_MAIL = "/settings/", "/settings/test-mail/"
END_PAUSE = "/settings/end-pause/"
TYPED = {
    "version": 0,
    "name": "Alicia",
    "email": "alice@example.com",
    "time_zone": "Asia/Tokyo",
    "reminder_time": "08:15",
    "quiet_from": "22:00",
    "quiet_until": "07:00",
    "working_days": ["0", "1", "2", "3", "4"],
    "weekly_goal": 5,
    "clock": "24",
    "week_starts": "0",
    "mails_review": "on",
    "one_mail_a_morning": "each",
    "interview_mails": "both",
    "evening_mail_at": "18:00",
    "minutes_before": "60",
    "review_weekday": "0",
}


@pytest.fixture
def mail_is_set(settings):
    settings.MAIL_IS_SENT = True
    settings.EMAIL_HOST, settings.EMAIL_PORT = "smtp.example.com", 587
    settings.EMAIL_HOST_PASSWORD = "secret-of-the-server"


@pytest.fixture
def answers(monkeypatch):
    """Has the next test mail answered so."""

    def answer(**values):
        monkeypatch.setattr(
            view, "send_test_mail", lambda user, now: DeliveryFactory.create(owner=user, **values)
        )

    return answer


def test_the_form_shows_what_is_set(as_alice):
    page = as_alice.get(SETTINGS).content.decode()
    assert 'value="alice@example.com"' in page
    assert '<option value="Europe/Berlin" selected>' in page
    assert 'value="09:00"' in page


def test_what_is_saved_is_shown(as_alice):
    page = as_alice.post(SETTINGS, TYPED, follow=True).content.decode()
    assert "Your settings are saved." in page
    assert '<option value="Asia/Tokyo" selected>' in page


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("time_zone", "Mars/Olympus", "No time zone is called “Mars/Olympus”."),
        ("reminder_time", "nine", "Enter a time such as 09:30"),
        ("name", "", "This field is required."),
        ("email", "alice", "Enter a valid email address."),
        ("version", "-1", "greater than or equal to 0"),
        ("working_days", [], "Choose one day at least."),
        ("working_days", ["7"], "Select a valid choice"),
        ("country", "XX", "We know no holidays of “XX”."),
        ("region", "BE", "That country has no region “BE”."),
        ("weekly_goal", "51", "Choose a number from 0 to 50."),
        ("weekly_goal", "-1", "Choose a number from 0 to 50."),
        ("weekly_goal", "many", "Choose a number from 0 to 50."),
        ("paused_from", "2026-12-20", "Say until when it pauses, or clear its beginning."),
        ("paused_until", "2026-12-20", "Say from when it pauses, or clear its end."),
        ("evening_mail_at", "07:00", "Choose a time after noon: it is for the day before."),
        ("evening_mail_at", "late", "Enter a time such as 09:30"),
        ("minutes_before", "4", "Choose a number from 5 to 1440."),
        ("minutes_before", "an hour", "Choose a number from 5 to 1440."),
        ("review_weekday", "7", "Select a valid choice"),
        ("one_mail_a_morning", "hourly", "Select a valid choice"),
        ("paused_until", "soon", "Enter a day as year-month-day"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_changed(as_alice, field, value, said):
    response = as_alice.post(SETTINGS, TYPED | {field: value})
    assert response.status_code == 422
    assert said in response.content.decode()
    assert Preferences.objects.get().version == 0


def test_a_stale_form_is_refused_with_what_was_typed_kept(as_alice):
    Preferences.objects.update(version=1)
    response = as_alice.post(SETTINGS, TYPED)
    assert response.status_code == 422
    assert 'value="Alicia"' in response.content.decode()
    assert Preferences.objects.get().time_zone == "Europe/Berlin"


def test_a_form_that_was_refused_as_stale_can_be_saved_again(as_alice):
    Preferences.objects.update(version=1)
    version = as_alice.post(SETTINGS, TYPED).context["form"]["version"].value()
    assert as_alice.post(SETTINGS, TYPED | {"version": version}).status_code == 302


def test_the_address_of_another_account_is_refused(as_alice, charlie):
    response = as_alice.post(SETTINGS, TYPED | {"email": "CHARLIE@example.com"})
    assert response.status_code == 422
    assert "Another account uses this address." in response.content.decode()


def test_nobody_changes_what_is_charlies(as_alice, charlie):
    as_alice.post(SETTINGS, TYPED | {"user": charlie.pk, "owner": charlie.pk})
    charlie.refresh_from_db()
    assert (charlie.name, charlie.preferences.time_zone) == ("Charlie", "Europe/Berlin")


def test_the_mail_server_is_named_without_its_password(as_alice, mail_is_set):
    page = as_alice.get(SETTINGS).content.decode()
    assert "smtp.example.com:587" in page
    assert "secret-of-the-server" not in page


def test_without_a_mail_server_the_page_says_how_to_set_one(as_alice, settings):
    settings.MAIL_IS_SENT = False
    page = as_alice.get(SETTINGS).content.decode()
    assert "EMAIL_URL=" in page
    assert "Send me a test mail" not in page


def test_a_test_mail_that_left_says_so(as_alice, answers):
    answers(state=DeliveryState.SENT, answer="250 OK")
    page = as_alice.post(TEST_MAIL, follow=True).content.decode()
    assert "Test mail to alice@example.com: Sent. The server said: 250 OK" in page
    assert "is-success" in page


def test_a_test_mail_that_was_refused_shows_the_answer(as_alice, answers):
    answers(state=DeliveryState.FAILED, answer="535 <bad> credentials")
    page = as_alice.post(TEST_MAIL, follow=True).content.decode()
    assert "Refused. The server said: 535 &lt;bad&gt; credentials" in page
    assert "is-error" in page


def test_a_test_mail_takes_a_post(as_alice):
    assert as_alice.get(TEST_MAIL).status_code == 405


def test_settings_need_a_log_in(client, db):
    assert client.get(SETTINGS)["Location"] == "/accounts/login/?next=/settings/"


def test_working_days_holidays_goal_and_pause_are_kept(as_alice):
    typed = {
        "working_days": ["6", "0", "3"],
        "country": "DE",
        "region": "BE",
        "weekly_goal": 0,
        "paused_from": "2026-12-20",
        "paused_until": "2026-12-20",
    }
    assert as_alice.post(SETTINGS, TYPED | typed).status_code == 302
    stored = Preferences.objects.get()
    assert (stored.working_days, stored.country, stored.region) == ("036", "DE", "BE")
    assert (stored.weekly_goal, str(stored.paused_until)) == (0, "2026-12-20")


def test_the_working_days_of_now_are_ticked(as_alice, alice):
    Preferences.objects.update(working_days="06")
    html = as_alice.get(SETTINGS).content.decode()
    assert re.findall(r'name="working_days" value="(\d)"[^>]* checked', html) == ["0", "6"]


def test_the_regions_are_those_of_the_saved_country(as_alice, alice):
    assert "Baden-Württemberg" not in as_alice.get(SETTINGS).content.decode()
    Preferences.objects.update(country="DE", region="BE")
    html = as_alice.get(SETTINGS).content.decode()
    assert '<option value="DE" selected>Germany</option>' in html
    assert '<option value="BE" selected>Berlin</option>' in html


def test_a_region_of_another_country_is_refused_and_those_of_this_one_are_offered(as_alice, alice):
    response = as_alice.post(SETTINGS, TYPED | {"country": "AT", "region": "BE"})
    assert "Austria has no region “BE”. Choose one of the list." in errors_of(response)["region"]
    assert "Burgenland" in response.content.decode()


def test_the_longest_region_that_is_offered_is_kept(as_alice, alice):
    region = "São Paulo Capital"
    as_alice.post(SETTINGS, TYPED | {"country": "BR", "region": region})
    assert Preferences.objects.get().region == region


def test_a_pause_that_ends_before_it_begins_is_refused_at_its_end(as_alice, alice):
    typed = {"paused_from": "2026-12-20", "paused_until": "2026-12-19"}
    response = as_alice.post(SETTINGS, TYPED | typed)
    assert errors_of(response)["paused_until"] == "The pause ends before it begins."


def test_a_pause_is_said_and_cleared_by_one_click(as_alice, alice):
    as_alice.post(SETTINGS, TYPED | {"paused_from": "2026-12-20", "paused_until": "2027-01-06"})
    assert "Your search pauses from Sun 20 Dec until Wed 6 Jan." in text_of(as_alice.get(SETTINGS))
    text = text_of(as_alice.post(END_PAUSE, follow=True))
    assert "Your search goes on." in text
    assert "Your search pauses" not in text
    assert Preferences.objects.get().paused_from is None


def test_other_days_say_how_much_was_planned_again(as_alice, alice):
    ApplicationFactory.create_batch(2, owner=alice)
    text = text_of(as_alice.post(SETTINGS, TYPED, follow=True))
    assert "Your settings are saved. Two applications planned again." in text


def test_with_many_applications_the_settings_lead_to_the_page_that_counts_them(
    as_alice, alice, monkeypatch
):
    monkeypatch.setattr(service, "AT_ONCE", 1)
    ApplicationFactory.create_batch(2, owner=alice)
    response = as_alice.post(SETTINGS, TYPED)
    assert response["Location"] == f"/progress/{Work.objects.get().pk}/"


def test_mails_can_be_switched_off_by_their_kind(as_alice, alice):
    page = as_alice.get(SETTINGS).content.decode()
    kinds = ("mails_follow_ups", "mails_interviews", "mails_review")
    assert all(re.search(rf'name="{kind}"[^>]* checked', page) for kind in kinds)
    as_alice.post(SETTINGS, TYPED | {"mails_interviews": "on"})
    alice.preferences.refresh_from_db()
    assert [getattr(alice.preferences, kind) for kind in kinds] == [False, True, True]


MAILS = {
    "mails_follow_ups": "on",
    "mails_interviews": "on",
    "one_mail_a_morning": "morning",
    "evening_mail_at": "19:30",
    "minutes_before": "45",
    "review_weekday": "4",
}


def test_what_was_chosen_for_the_mails_is_kept_and_shown(as_alice, alice):
    as_alice.post(SETTINGS, TYPED | MAILS)
    kept = Preferences.objects.values_list(*MAILS).get()
    assert kept == (True, True, True, time(19, 30), 45, 4)
    page = as_alice.get(SETTINGS).content.decode()
    assert re.search(r'value="morning"[^>]* checked', page)
    assert 'value="19:30"' in page
    assert 'value="45"' in page
    assert '<option value="4" selected>Friday</option>' in page


def test_what_is_switched_off_keeps_when_it_came(as_alice, alice):
    off = {name: value for name, value in (TYPED | MAILS).items() if not name.startswith("mails_")}
    as_alice.post(SETTINGS, off)
    kept = Preferences.objects.values_list("mails_review", "evening_mail_at", "review_weekday")
    assert kept.get() == (False, time(19, 30), 4)
    page = as_alice.get(SETTINGS).content.decode()
    assert 'value="19:30"' in page
    assert "Your weekly review" not in page


@pytest.mark.parametrize("field", ["evening_mail_at", "minutes_before", "review_weekday"])
def test_a_time_of_mails_is_not_left_empty(as_alice, field):
    assert field in errors_of(as_alice.post(SETTINGS, TYPED | {field: ""}))


def test_other_times_of_mails_move_what_is_scheduled(as_alice, alice, now):
    application = ApplicationFactory.create(owner=alice)
    starts = timezone.now() + timedelta(days=30)
    interview = InterviewFactory.create(application=application, starts_at=starts)
    replan(application, because="", now=timezone.now())
    as_alice.post(SETTINGS, TYPED | MAILS)
    [reminder] = interview.reminders.all()
    assert reminder.send_at == starts - timedelta(minutes=45)


def test_the_page_says_which_mails_come_next(as_alice, alice):
    application = ApplicationFactory.create(owner=alice, company__name="Acme")
    sooner, later = (timezone.now() + timedelta(days=days) for days in (2, 3))
    for title in ("Thank Dana", "Send references"):
        row = FollowUpFactory.create(application=application, title=title)
        ReminderFactory.create(follow_up=row, send_at=sooner)
    interview = InterviewFactory.create(application=application)
    ReminderFactory.create(follow_up=None, interview=interview, owner=alice, send_at=later)
    WeeklyReview._default_manager.create(owner=alice, next_at=later + timedelta(days=1))
    said = text_of(as_alice.get(SETTINGS))
    parts = ["Thank Dana (Acme) and one more thing", "Interview at Acme", "Your weekly review"]
    places = [said.index(part) for part in parts]
    assert places == sorted(places)


def test_the_next_mails_of_charlie_are_not_shown(as_alice, alice, charlie):
    row = FollowUpFactory.create(application=ApplicationFactory.create(owner=charlie))
    ReminderFactory.create(follow_up=row)
    assert "None is planned." in text_of(as_alice.get(SETTINGS))
