"""The first page: what to do, what to wait for, what comes next."""

import re
import time
from datetime import date, timedelta
from datetime import time as clock
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories import (
    ApplicationFactory,
    AttendanceFactory,
    CompanyFactory,
    ContactFactory,
    DeliveryFactory,
    EstimateFactory,
    FollowUpFactory,
    InterviewFactory,
    MessageFactory,
)
from tests.views.pages import text_of, undo_of
from tracker.models import Beat, DeliveryState
from tracker.planning.facts import Stage
from tracker.services.applications import change_stage
from tracker.services.merging import merge_companies
from tracker.services.replan import replan
from tracker.views import health


@pytest.fixture(autouse=True)
def _just_started(monkeypatch):
    """However long the tests have run: that no worker runs beside them is no news yet."""
    monkeypatch.setattr(health, "STARTED", time.monotonic())


@pytest.fixture
def application(alice):
    return ApplicationFactory(owner=alice, company__name="Northwind", role="Engineer")


def plan(application, now, opens, due, **values):
    """A follow-up that opens and is due so many hours from now."""
    opens, due = (now + timedelta(hours=hours) for hours in (opens, due))
    closes = due + timedelta(days=2)
    return FollowUpFactory(application=application, opens=opens, due=due, closes=closes, **values)


def test_a_new_search_begins_with_an_application(as_alice):
    assert "Your search begins here" in text_of(as_alice.get("/"))


def test_the_first_thing_that_can_be_done_comes_first(as_alice, application, now):
    plan(application, now, 5, 6, title="Prepare for later")
    plan(application, now, -1, 8, title="Thank Dana")
    page = text_of(as_alice.get("/"))
    assert "Right now Thank Dana." in page
    assert "Prepare for later" in page


def test_what_is_overdue_says_since_when(as_alice, application, now):
    plan(application, now, -30, -24, title="Send references")
    page = text_of(as_alice.get("/"))
    assert "Right now: still open since yesterday Send references." in page
    assert "Still open from the days before" in page


@pytest.mark.parametrize(
    ("hours", "slug", "section"),
    [
        (6, "today", "Today"),
        (48, "week", "The next seven days"),
        (24 * 7, "week", "The next seven days"),
        (24 * 9, "later", "Later"),
    ],
)
def test_days_lie_in_their_section(as_alice, application, now, hours, slug, section):
    plan(application, now, -1, hours)
    assert f'<h2 id="section-{slug}">{section}</h2>' in as_alice.get("/").content.decode()


def test_to_prepare_stands_under_the_evening_before(as_alice, application, now):
    plan(application, now, 6, 24, kind="prepare")
    assert '<h2 id="section-today">' in as_alice.get("/").content.decode()


def test_what_is_months_ahead_is_folded_away(as_alice, application, now):
    plan(application, now, 24 * 9, 24 * 9, title="Near")
    plan(application, now, 24 * 90, 24 * 90, title="Far", key="far")
    page = as_alice.get("/").content.decode()
    assert "1 more in the months after" in page
    assert page.index("Near") < page.index("<details") < page.rindex("Far")


@pytest.mark.parametrize(
    ("stage", "stands"), [("offer", True), ("rejected", False), ("withdrawn", False)]
)
def test_an_interview_of_what_has_ended_is_none_to_come(as_alice, alice, stage, stands):
    application = ApplicationFactory(owner=alice, company__name="Acme", stage=stage)
    InterviewFactory(application=application, date=date(2026, 11, 24))
    assert ("Acme" in text_of(as_alice.get("/"))) == stands


def test_the_example_is_marked_and_can_be_removed(as_alice, alice):
    as_alice.post(reverse("sample-make"))
    assert "Remove the example" in text_of(as_alice.get("/"))
    as_alice.post(reverse("sample-remove"))
    assert "Your search begins here" in text_of(as_alice.get("/"))


def test_the_example_can_be_removed_where_nothing_of_it_is_shown(as_alice, alice):
    as_alice.post(reverse("sample-make"))
    alice.follow_ups.all().delete()
    alice.interviews.all().delete()
    assert "Remove the example" in text_of(as_alice.get("/"))


def test_the_removed_example_says_what_stays_and_can_be_brought_back(as_alice, alice):
    as_alice.post(reverse("sample-make"))
    company = alice.companies.get(name__startswith="Larkspur")
    ApplicationFactory(owner=alice, company=company)
    page = as_alice.post(reverse("sample-remove"), follow=True)
    assert "refers to stays: Larkspur Labs (sample)." in text_of(page)
    as_alice.post(reverse("deleted-restore", args=[alice.deleted.get().pk]))
    assert "Remove the example" in text_of(as_alice.get("/"))


@pytest.mark.parametrize("merged", [False, True])
def test_what_is_left_of_the_example_can_be_removed_too(as_alice, alice, merged):
    """Each application was deleted by itself; its people may be at a company of one's own by now."""
    as_alice.post(reverse("sample-make"))
    sample = alice.companies.get(name__startswith="Larkspur")
    if merged:
        merge_companies(CompanyFactory(owner=alice), sample, now=timezone.now())
    alice.applications.all().delete()
    assert "Remove the example" in text_of(as_alice.get("/"))
    page = text_of(as_alice.post(reverse("sample-remove"), follow=True))
    assert "The example is removed." in page
    assert "Remove the example" not in page
    assert not alice.contacts.exists()
    as_alice.post(reverse("deleted-restore", args=[alice.deleted.get().pk]))
    assert alice.contacts.filter(name="Mira Sample").exists()


def test_the_example_does_not_count_to_the_weekly_goal(as_alice, alice):
    as_alice.post(reverse("sample-make"))
    assert "0 of 5 steps" in text_of(as_alice.get("/"))


def test_a_date_is_exact_on_hover(as_alice, application, now):
    plan(application, now, -1, 6)
    page = as_alice.get("/").content.decode()
    assert 'title="Tue 17 Nov 2026, 18:00 CET">today</time>' in page


def test_what_is_right_to_wait_for_says_until_when(as_alice, application, now):
    plan(application, now, 24 * 7, 24 * 7, kind="check-in", title="Check in", why="They said so.")
    page = text_of(as_alice.get("/"))
    assert "Right now: wait Nothing is to be done until Tue 24 Nov." in page
    assert "Engineer, Northwind until Tue 24 Nov They said so." in page


def test_what_comes_after_the_first_thing_is_said(as_alice, application, now):
    plan(application, now, -1, 6, title="Thank Dana")
    plan(application, now, 24 * 7, 24 * 7, kind="check-in", title="Check in with HR")
    assert "Then, Tue 24 Nov: Check in with HR." in text_of(as_alice.get("/"))


@pytest.mark.parametrize(
    "kind", ["check-in", "mid-timeline-note", "second-check-in", "escalate", "keep-in-touch"]
)
def test_every_dated_wait_stands_there_with_what_comes_then(as_alice, application, now, kind):
    plan(application, now, 24 * 7, 24 * 7, kind=kind, title="Write to Dana")
    plan(application, now, 24 * 40, 24 * 40, kind="move-on", title="Move on")
    text = text_of(as_alice.get("/"))
    assert "Engineer, Northwind until Tue 24 Nov" in text
    assert "Then: Write to Dana. After that: Move on." in text


def test_what_was_put_off_is_waited_for_until_then(as_alice, application, now):
    plan(application, now, -1, 6, kind="check-in", snoozed_until=now + timedelta(days=2))
    assert "Engineer, Northwind until Thu 19 Nov" in text_of(as_alice.get("/"))


def test_what_may_be_left_out_ends_no_wait_and_breaks_none(as_alice, application, now):
    plan(application, now, -1, 6, kind="linkedin-invitation")
    plan(application, now, 48, 48, kind="thank-you-card")
    plan(application, now, 24 * 7, 24 * 7, kind="check-in")
    assert "Engineer, Northwind until Tue 24 Nov" in text_of(as_alice.get("/"))


def test_before_an_interview_nobody_is_waited_for(as_alice, application, now):
    InterviewFactory(application=application)
    plan(application, now, 24 * 7, 24 * 7, kind="check-in")
    assert "Nobody keeps you waiting just now." in text_of(as_alice.get("/"))


def test_moving_on_is_offered_and_never_overdue(as_alice, application, now):
    plan(application, now, -48, -24, kind="move-on", title="Move on", why="All has been asked.")
    text = text_of(as_alice.get("/"))
    assert "Right now Nothing is to be done." in text
    assert "Fair to move on Engineer, Northwind All has been asked." in text
    assert "Still open" not in text


def test_who_waits_another_week_is_not_offered_it_before(as_alice, application, now):
    row = plan(application, now, -48, -24, kind="move-on")
    as_alice.post(f"/follow-ups/{row.pk}/snooze/", {"days": 7})
    assert "Fair to move on" not in text_of(as_alice.get("/"))


def test_what_an_end_calls_for_is_shown(as_alice, now, alice):
    over = ApplicationFactory(owner=alice, stage="rejected")
    plan(over, now, -1, 6, kind="reply-to-rejection", title="Reply to Dana")
    assert "Right now Reply to Dana." in text_of(as_alice.get("/"))


def test_what_was_put_off_stands_at_its_new_day(as_alice, application, now):
    plan(application, now, -30, -24, snoozed_until=now + timedelta(days=1))
    page = text_of(as_alice.get("/"))
    assert "Still open" not in page
    assert "tomorrow" in page


@pytest.mark.parametrize("status", ["done", "skipped", "withdrawn", "passed"])
def test_what_is_decided_is_not_shown(as_alice, application, now, status):
    plan(application, now, -1, 6, title="Thank Dana", status=status, decided_at=now)
    assert "Thank Dana" not in text_of(as_alice.get("/"))


def test_nothing_is_asked_where_the_search_is_over(as_alice, now, alice):
    over = ApplicationFactory(owner=alice, stage="rejected")
    plan(over, now, -1, 6, title="Thank Dana")
    assert "Thank Dana" not in text_of(as_alice.get("/"))


def test_the_next_interview_is_shown_in_both_zones(as_alice, application):
    InterviewFactory(application=application, zone_name="America/New_York")
    page = as_alice.get("/")
    assert "Northwind Video, 20:00 to 21:00 14:00 in New York" in text_of(page)
    assert 'datetime="2026-11-17T20:00:00+01:00" title="Tue 17 Nov 2026, 20:00 CET">' in page.text


def test_the_day_there_is_said_where_it_is_another(as_alice, application):
    far = {"time": clock(20), "zone_name": "America/New_York"}
    InterviewFactory(application=application, **far)
    said = "Video, 02:00 to 03:00 Tue 17 Nov 20:00 in New York"
    assert said in text_of(as_alice.get("/"))


def test_an_interview_that_was_called_off_is_not_next(as_alice, application):
    InterviewFactory(application=application, status="cancelled")
    assert "None is agreed yet." in text_of(as_alice.get("/"))


@pytest.fixture
def up_for_long(monkeypatch):
    monkeypatch.setattr(health, "STARTED", time.monotonic() - 1000)


def warnings(client):
    """What is said to be wrong, and where it leads."""
    page = client.get("/").content.decode()
    return re.findall(r'is-warning"><p>(.*?) <a href="(.*?)">', page)


def test_nothing_is_said_when_all_is_well(as_alice, alice, now, up_for_long):
    Beat.objects.create(name="worker", at=now - timedelta(minutes=2))
    for state in ("sent", "dropped", "kept", "claimed"):
        DeliveryFactory(
            owner=alice, state=state, entered_at=now, lease_until=now, lease_token=uuid4()
        )
    DeliveryFactory(owner=alice, state=DeliveryState.WAITING, entered_at=now)
    assert warnings(as_alice) == []


def test_a_worker_that_is_silent_is_named_with_what_to_do(as_alice, now, up_for_long):
    Beat.objects.create(name="worker", at=now - timedelta(minutes=4))
    [(said, href)] = warnings(as_alice)
    assert said.startswith("The worker has given no sign of life since today 11:56, so no mail")
    assert "start Heardback anew" in said
    assert href == "/outbox/"


def test_a_worker_that_was_never_there_is_named_after_a_while(as_alice, monkeypatch, up_for_long):
    assert "no sign of life, so" in warnings(as_alice)[0][0]
    monkeypatch.setattr(health, "STARTED", time.monotonic())
    assert warnings(as_alice) == []


def test_mails_that_do_not_leave_say_why_and_when_it_is_tried_again(as_alice, alice, now):
    answer = "The mail server did not accept the user name or the password: 535 5.7.8 no"
    values = {"owner": alice, "state": DeliveryState.WAITING, "answer": answer, "entered_at": now}
    for minutes in (15, 20):
        DeliveryFactory(attempts=1, try_at=now + timedelta(minutes=minutes), **values)
    [(said, href)] = warnings(as_alice)
    assert said == (
        f"2 mails have not left yet. {answer}. The next try is today 12:15; if it stays so, see"
        " whether the mail server is set right."
    )
    assert href == "/outbox/?state=waiting"


def test_mails_that_were_refused_lead_to_what_was_said(as_alice, alice, now):
    DeliveryFactory(owner=alice, state=DeliveryState.FAILED, entered_at=now)
    [(said, href)] = warnings(as_alice)
    assert said.startswith("A mail was refused and will not be tried again.")
    assert href == "/outbox/?state=failed"


def test_mails_that_may_not_have_arrived_are_counted(as_alice, alice, charlie, now):
    values = {"state": DeliveryState.UNCERTAIN, "entered_at": now}
    DeliveryFactory.create_batch(2, owner=alice, **values)
    DeliveryFactory(owner=charlie, **values)
    [(said, href)] = warnings(as_alice)
    assert said.startswith("We are not sure that 2 of our mails reached you.")
    assert href == "/outbox/?state=uncertain"


def test_what_is_long_ago_is_not_held_up(as_alice, alice, now):
    for state in (DeliveryState.UNCERTAIN, DeliveryState.FAILED):
        DeliveryFactory(owner=alice, state=state, entered_at=now - timedelta(days=31))
    assert warnings(as_alice) == []


def test_without_a_mail_server_one_line_says_so(as_alice, application, settings):
    settings.MAIL_IS_SENT = False
    assert "No mail server is set: reminders stay in the outbox." in text_of(as_alice.get("/"))


def test_more_than_a_page_says_so(as_alice, application, now):
    for _ in range(51):
        plan(application, now, -1, 6)
    page = text_of(as_alice.get("/"))
    assert "There is more; do these first." in page


@pytest.mark.parametrize(
    ("hours", "minutes", "said"),
    [
        (0, 40, "in 40 minutes"),
        (0, 1, "in 1 minute"),
        (2, 0, "in 2 hours"),
        (26, 0, "tomorrow"),
        (48, 0, "in 2 days"),
        (24 * 15, 0, "in 2 weeks"),
        (0, -10, "now"),
    ],
)
def test_the_next_interview_has_a_countdown(as_alice, application, now, hours, minutes, said):
    starts = now + timedelta(hours=hours, minutes=minutes)
    InterviewFactory(application=application, starts_at=starts)
    assert f'<p class="countdown">{said}</p>' in as_alice.get("/").content.decode()


@pytest.fixture
def holiday(application, alice, now):
    """Two weeks away: much is long past, one thing is owed, one is of this week."""
    for number in range(12):
        each = ApplicationFactory(owner=alice)
        plan(each, now, -24 * 12, -24 * 10, title=f"Thank them {number}")
    plan(application, now, -24 * 12, -24 * 11, title="Send references", kind="send-information")
    plan(application, now, -30, -24, title="Check in", kind="check-in")
    return application


def test_after_a_holiday_what_still_matters_comes_first_and_the_rest_is_folded(as_alice, holiday):
    page = as_alice.get("/").content.decode()
    text = text_of(as_alice.get("/"))
    assert "Right now: still open since Fri 6 Nov Send references." in text
    assert "12 more are long past. Nobody waits for them: letting them go is fine." in text
    places = [page.rindex(each) for each in ("Check in", "12 more are", "Look at them", "them 11")]
    assert places == sorted(places)


def skip_all(client):
    page = client.get("/").content.decode()
    return client.post(
        "/follow-ups/skip/", {"skip": re.findall(r'name="skip" value="(\d+)"', page)}, follow=True
    )


def test_all_that_is_long_past_is_skipped_in_one_click_and_back_in_another(as_alice, holiday):
    response = skip_all(as_alice)
    assert "12 are skipped." in text_of(response)
    assert "long past" not in text_of(response)
    kept = holiday.follow_ups.filter(title__in=["Send references", "Check in"])
    assert set(kept.values_list("status", flat=True)) == {"open"}


def test_what_was_skipped_at_once_is_open_again_by_one_click(as_alice, alice, now):
    for each in ApplicationFactory.create_batch(3, owner=alice):
        interview = InterviewFactory(application=each, starts_at=now - timedelta(days=13))
        AttendanceFactory(interview=interview)
        replan(each, because="", now=now - timedelta(days=12))
    assert "more are long past" in text_of(as_alice.get("/"))
    before = list(alice.follow_ups.values_list("pk", "status").order_by("pk"))
    undo = undo_of(skip_all(as_alice))
    assert alice.follow_ups.filter(status="skipped").count() >= 3
    assert "They are open again." in text_of(as_alice.post(undo, follow=True))
    assert list(alice.follow_ups.values_list("pk", "status").order_by("pk")) == before


def test_a_second_click_skips_nothing(as_alice, holiday):
    skip_all(as_alice)
    assert "Nothing was changed" in text_of(skip_all(as_alice))


def test_nobody_skips_what_is_charlies(as_alice, charlie, now):
    row = plan(ApplicationFactory(owner=charlie), now, -240, -230)
    as_alice.post("/follow-ups/skip/", {"skip": [row.pk, "x", "9" * 30]})
    row.refresh_from_db()
    assert row.status == "open"


def test_a_few_that_are_long_past_are_looked_at_one_by_one(as_alice, application, now):
    plan(application, now, -24 * 12, -24 * 10)
    assert "long past" not in text_of(as_alice.get("/"))


def test_what_was_put_off_until_today_is_not_long_past(as_alice, alice, now):
    for each in ApplicationFactory.create_batch(3, owner=alice):
        plan(each, now, -24 * 12, -24 * 10, snoozed_until=now - timedelta(hours=3))
    assert "long past" not in text_of(as_alice.get("/"))


def test_a_busy_month_shows_its_week_and_folds_the_rest(as_alice, alice, now):
    for number in range(40):
        each = ApplicationFactory(owner=alice)
        plan(each, now, -1, 6 if number < 10 else 24 * 10, title=f"Do {number}")
    page = as_alice.get("/").content.decode()
    assert "<summary>30 in the weeks after</summary>" in page


def test_what_is_to_be_done_now_has_its_button(as_alice, application, now):
    row = plan(application, now, -1, 6, contact=ContactFactory(company=application.company))
    page = as_alice.get("/").content.decode()
    assert re.findall(r'class="button primary"[^>]*>(.*?)<', page) == ["Write it"]
    assert f'class="button primary" href="/follow-ups/{row.pk}/"' in page


def test_an_interview_of_today_comes_before_all(as_alice, application, now):
    plan(application, now, -30, -24, title="Send references", kind="send-information")
    interview = InterviewFactory(application=application)
    plan(application, now, -14, 2, title="Prepare", kind="prepare", interview=interview)
    assert "Right now Prepare." in text_of(as_alice.get("/"))


def test_to_prepare_is_todays_on_the_day_itself(as_alice, application, now):
    plan(application, now, -18, 2, kind="prepare", title="Prepare for it")
    page = text_of(as_alice.get("/"))
    assert "yesterday" not in page
    assert "Today Tue 17 Nov today Prepare for it" in page


def test_what_is_owed_leads_however_much_has_been_open_for_longer(as_alice, alice, now):
    for each in ApplicationFactory.create_batch(55, owner=alice):
        plan(each, now, -60, -50, kind="check-in")
    plan(each, now, -1, 48, title="Decide about it", kind="answer-offer")
    assert "Right now Decide about it." in text_of(as_alice.get("/"))


def test_what_nobody_misses_is_never_late(as_alice, application, now):
    plan(application, now, -60, -30, title="Invite Dana", kind="linkedin-invitation")
    plan(application, now, -30, -24, title="Check in", kind="check-in")
    page = as_alice.get("/").content.decode()
    assert page.count('class="entry is-overdue"') == 1
    assert page.rindex("Check in") < page.index("Invite Dana")


def test_after_a_holiday_a_few_are_shown_and_the_rest_is_a_click_away(as_alice, alice, now):
    for number in range(30):
        each = ApplicationFactory(owner=alice)
        plan(each, now, -60, -50, title=f"Check in {number}", kind="check-in")
    page = as_alice.get("/").content.decode()
    agenda = page[page.index('class="agenda"') :]
    assert "<summary>22 more, when these are done</summary>" in agenda
    assert agenda[: agenda.index("22 more")].count('<li class="entry') == 8
    assert "from the days before; one at a time is enough" in agenda
    assert '<a href="#section-overdue">Still open</a>' in page


def test_what_they_decide_later_is_waited_for_though_something_is_to_be_done(
    as_alice, application, now
):
    plan(application, now, -1, 6, title="Thank Dana")
    plan(application, now, 24 * 7, 24 * 7, kind="check-in", why="Dana said Fri 20 Nov.")
    assert "Nobody keeps you waiting just now." in text_of(as_alice.get("/"))
    EstimateFactory(application=application, message=MessageFactory(application=application))
    page = text_of(as_alice.get("/"))
    assert "Engineer, Northwind until Tue 24 Nov Dana said Fri 20 Nov." in page


@pytest.mark.parametrize("path", ["/", "application"])
def test_what_was_put_off_says_so_before_its_reason(as_alice, application, now, path):
    until = now + timedelta(days=5)
    plan(application, now, 20, 24, kind="check-in", why="Five later is Wed.", snoozed_until=until)
    path = path if path == "/" else reverse("application", args=[application.pk])
    said = "You put it off until Sun 22 Nov; the plan has it due tomorrow. Five later is Wed."
    assert said in text_of(as_alice.get(path))


def test_a_guide_is_named_where_it_is_cited(as_alice, application, now):
    plan(application, now, -1, 6, advice=["A3", "C1", "C4"])
    page = as_alice.get("/").content.decode()
    assert "Systems Personnel A3</a>, <a" in page
    assert ">The Right Way C1 C4</a>" in page
    assert 'href="/playbook/#rule-thank-you"' in page


def accepted(alice, now):
    application = ApplicationFactory(owner=alice, stage="interviewing")
    change_stage(application, Stage.ACCEPTED, now=now)
    return application


def test_who_has_accepted_an_offer_is_not_sent_searching(as_alice, alice, now):
    accepted(alice, now - timedelta(days=1))
    page = text_of(as_alice.get("/"))
    assert "You accepted an offer, so there is nothing to search for." in page
    assert "This week’s search" not in page


def test_whoever_searches_on_has_the_goal_again(as_alice, alice, now):
    accepted(alice, now - timedelta(days=1))
    ApplicationFactory(owner=alice, entered_at=now)
    assert "This week’s search" in text_of(as_alice.get("/"))


def test_what_is_optional_ends_no_wait_of_the_whole_search(as_alice, alice, now):
    over = ApplicationFactory(owner=alice, stage="withdrawn")
    plan(over, now, 24 * 90, 24 * 90, kind="nurture", title="Ask how things are")
    assert "Right now Nothing is to be done." in text_of(as_alice.get("/"))
