"""The mails before an interview: what they hold, when they come, and what silences them."""

from datetime import datetime, time, timedelta
from email.message import EmailMessage

import pytest
from icalendar import Calendar

from tests.factories import ApplicationFactory, AttendanceFactory, ContactFactory, InterviewFactory
from tests.hostile import HOSTILE
from tests.reminders.test_mail import body
from tests.services.doings import agreed, at, debrief, schedule, the
from tracker.models import Delivery, Interview, Preferences, Reminder, ReminderState
from tracker.planning.facts import InterviewStatus, Stage
from tracker.reminders.claim import claim
from tracker.reminders.deliver import Courier
from tracker.reminders.sweep import sweep
from tracker.reminders.transport import MailServer
from tracker.services.applications import change_stage
from tracker.services.follow_ups import complete, snooze
from tracker.services.interviews import call_off_interview, change_interview, schedule_interview
from tracker.services.replan import replan

pytestmark = pytest.mark.django_db

EVENING, HOUR_BEFORE = at(23, 18), at(24, 13)


@pytest.fixture(autouse=True)
def no_queue(monkeypatch) -> None:
    """Nothing is to be woken: each test sweeps when it wants to."""
    monkeypatch.setattr("tracker.services.reminders.async_task", lambda *_: None)


@pytest.fixture
def application(alice):
    return ApplicationFactory(owner=alice, company__name="Northwind Atlas", role="Engineer")


@pytest.fixture
def kim(application):
    return ContactFactory(
        owner=application.owner,
        company=application.company,
        name="Kim Sato",
        title="Head of Platform",
        phone="+44 20 7946 0000",
    )


@pytest.fixture
def interview(application, kim, now) -> Interview:
    """On Tuesday 24 November at 14:00."""
    return schedule(application, kim, now=now)


@pytest.fixture
def at_moment(clock):
    def at_moment(moment):
        clock.now = moment
        return sweep(budget=0, clock=clock)

    return at_moment


def scheduled() -> list:
    rows = Reminder.objects.filter(interview__isnull=False, state=ReminderState.SCHEDULED)
    return list(rows.order_by("send_at").values_list("send_at", flat=True))


def they_call_off(interview: Interview, now: datetime) -> None:
    cancelled = InterviewStatus.CANCELLED
    call_off_interview(interview, status=cancelled, by_them=True, version=0, now=now)


def the_file(message: EmailMessage) -> EmailMessage:
    [part] = [each for each in message.walk() if each.get_content_type() == "text/calendar"]
    return part


def test_the_evening_before_and_an_hour_before_it_is_called_to_mind(mailbox, interview, at_moment):
    at_moment(EVENING), at_moment(HOUR_BEFORE)
    assert [message["Subject"] for message in mailbox.mails] == [
        "Tomorrow 14:00: interview at Northwind Atlas",
        "Today 14:00: interview at Northwind Atlas",
    ]
    assert "begins tomorrow at 14:00." in body(mailbox.mails[0], "plain")
    assert "begins in 60 minutes." in body(mailbox.mails[1], "plain")


def test_it_says_when_where_who_and_what_to_have_ready(
    mailbox, application, kim, now, alice, at_moment
):
    application.questions.create(owner=alice, text="How is on-call <shared>?", entered_at=now)
    application.questions.create(owner=alice, text="Asked?", entered_at=now, asked_at=now)
    values = agreed(hour=9) | {
        "zone_name": "Europe/London",
        "link": "https://meet.example/abc",
        "place": "12 High Street & more",
        "notes": "Mention the talk.",
    }
    schedule_interview(application, values=values, attendees=[kim.pk], now=now)
    at_moment(EVENING)
    text, html = (body(mailbox.mails[0], kind) for kind in ("plain", "html"))
    for said in (
        "Tue 24 Nov 10:00 CET (UTC+1)",
        "Tue 24 Nov 09:00 GMT (UTC+0) in London",
        "https://meet.example/abc",
        "Kim Sato",
        "Head of Platform",
        "+44 20 7946 0000",
        "what the next steps are and when they decide.",
        "when you may follow up, and with whom.",
        "ask for their cards.",
        "Mention the talk.",
    ):
        assert said in text
        assert said in html
    assert "12 High Street & more" in text
    assert "12 High Street &amp; more" in html
    assert "How is on-call &lt;shared&gt;?" in html
    assert "Asked?" not in text
    assert 'href="tel:+442079460000"' in html


def test_the_file_is_that_interviews_event_without_a_method(mailbox, interview, at_moment):
    at_moment(EVENING)
    part = the_file(mailbox.mails[0])
    assert part["Content-Type"].lower().count("charset") == 1
    assert part.get_filename() == "interview-2026-11-24-northwind-atlas.ics"
    content: bytes = part.get_payload(decode=True)  # type: ignore[assignment]
    calendar = Calendar.from_ical(content)
    [event] = calendar.walk("VEVENT")
    assert "METHOD" not in calendar
    assert (event["UID"], event.decoded("DTSTART")) == (
        f"{interview.uid}@heardback",
        interview.starts_at,
    )
    assert content.count(b"\n") == content.count(b"\r\n") > 0


def test_the_second_mail_stands_under_the_first(mailbox, interview, at_moment):
    at_moment(EVENING), at_moment(HOUR_BEFORE), at_moment(at(24, 15, 30))
    first, *others = mailbox.mails
    assert "In-Reply-To" not in first
    assert len(others) == 2  # an hour before, and the debrief
    for message in others:
        assert message["In-Reply-To"] == message["References"] == first["Message-ID"]


def test_done_preparation_does_not_silence_the_mail_before_it(
    mailbox, application, interview, at_moment, now
):
    complete(the("prepare", application), now=now)
    assert at_moment(EVENING) == {}
    assert at_moment(HOUR_BEFORE) == {"sent": 1}


def test_put_off_preparation_does_not_silence_it_either(mailbox, application, interview, at_moment):
    snooze(the("prepare", application), until=at(25, 9), now=at(23, 9))
    assert at_moment(EVENING) == {}
    assert at_moment(HOUR_BEFORE) == {"sent": 1}


def test_interviews_of_one_day_share_the_evening_and_have_their_own_hour(
    mailbox, application, kim, interview, now, at_moment
):
    schedule(application, kim, hour=16, now=now)
    at_moment(EVENING), at_moment(HOUR_BEFORE), at_moment(at(24, 15))
    assert [message["Subject"] for message in mailbox.mails] == [
        "Tomorrow 14:00: first of 2 interviews at Northwind Atlas",
        "Today 14:00: interview at Northwind Atlas",
        "Today 16:00: interview at Northwind Atlas",
    ]
    files = [part for part in mailbox.mails[0].walk() if part.get_filename()]
    assert len(files) == 2


def test_two_companies_on_one_day_share_the_evening(
    mailbox, interview, alice, application, now, at_moment
):
    other = ApplicationFactory(owner=alice, company__name="Acme")
    schedule(other, ContactFactory(owner=alice, company=other.company), hour=9, now=now)
    at_moment(EVENING)
    [message] = mailbox.mails
    assert message["Subject"] == "Tomorrow 09:00: first of 2 interviews at Acme"
    assert "Video interview at Northwind Atlas" in body(message, "plain")


def test_it_moves_with_the_interview(interview, kim, now):
    values = agreed(hour=16)
    change_interview(interview, values=values, attendees=[kim.pk], version=0, now=now)
    assert scheduled() == [at(24, 15)]


def test_it_goes_and_comes_back_with_the_interview(application, interview, now):
    assert scheduled() == [HOUR_BEFORE]
    they_call_off(interview, now)
    assert scheduled() == []
    Interview._default_manager.update(status=InterviewStatus.SCHEDULED, called_off_at=None)
    replan(application, because="", now=now)
    assert scheduled() == [HOUR_BEFORE]


def test_an_end_of_the_application_takes_it_back(application, interview, now):
    change_stage(application, Stage.WITHDRAWN, because="", now=now)
    assert scheduled() == []


def test_called_off_after_it_was_claimed_nothing_is_sent(
    mailbox, application, interview, clock, states
):
    clock.now = HOUR_BEFORE
    claimed = claim(HOUR_BEFORE)
    they_call_off(interview, HOUR_BEFORE)
    assert Reminder.objects.get(interview=interview).state == ReminderState.WITHDRAWN
    # The evening's is in the same mail, as nothing ran then; it is taken out too.
    assert Delivery.objects.get().generation == 1
    with MailServer() as line:
        Courier(claimed, line, clock).deliver_all()
    assert states() == ["dropped"]
    assert mailbox.mails == []


def test_what_was_mailed_is_not_mailed_again_when_it_moves_away_and_back(
    mailbox, interview, kim, at_moment, now
):
    at_moment(EVENING), at_moment(HOUR_BEFORE)
    for version, hour in enumerate((16, 14)):
        interview.refresh_from_db()
        values = agreed(hour=hour)
        change_interview(
            interview, values=values, attendees=[kim.pk], version=version, now=HOUR_BEFORE
        )
    at_moment(HOUR_BEFORE + timedelta(minutes=1))
    assert len(mailbox.mails) == 2


def test_one_that_has_begun_is_not_mentioned(mailbox, interview, at_moment):
    assert at_moment(at(24, 14)) == {"dropped": 1}


def test_missed_by_less_than_that_it_still_comes_and_says_why_it_is_late(
    mailbox, interview, at_moment
):
    at_moment(at(24, 13, 40))
    [message] = mailbox.mails
    assert "begins in 20 minutes." in body(message, "plain")
    assert "Heardback was off when this was to come" in body(message, "plain")


def test_quiet_hours_and_the_mornings_mail_do_not_hold_it(
    mailbox, application, kim, now, at_moment
):
    Preferences.objects.update(one_mail_a_morning=True)
    schedule(application, kim, hour=7, now=now)
    assert at_moment(EVENING) == {"sent": 1}
    assert at_moment(at(24, 6)) == {"sent": 1}


@pytest.mark.parametrize(
    ("chosen", "evening", "before"),
    [
        (
            {"evening_mail_at": time(20, 15), "minutes_before": 30},
            [at(23, 20, 15)],
            [at(24, 13, 30)],
        ),
        ({"interview_mails": "shortly"}, [], [HOUR_BEFORE]),
        ({"interview_mails": "evening"}, [EVENING], []),
    ],
)
def test_each_comes_when_it_is_set_to_come_or_not_at_all(
    application, kim, now, chosen, evening, before
):
    Preferences.objects.update(**chosen)
    application.owner.preferences.refresh_from_db()
    schedule(application, kim, now=now)
    reminders = the("prepare", application).reminders.values_list("send_at", flat=True)
    assert (list(reminders), scheduled()) == (evening, before)


def test_its_own_zone_may_have_an_offset_of_half_an_hour(mailbox, application, now, at_moment):
    row = InterviewFactory(
        application=application, zone_name="Asia/Kolkata", starts_at=at(24, 14), kind="on-site"
    )
    AttendanceFactory(interview=row)
    replan(application, because="", now=now)
    at_moment(EVENING)
    said = body(mailbox.mails[0], "plain")
    assert "On site interview at Northwind Atlas" in said
    assert "Tue 24 Nov 18:30 IST (UTC+5:30) in Kolkata" in said


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_breaks_neither_the_mail_nor_its_file(mailbox, alice, now, at_moment, text):
    text = text.replace("\0", "")  # which PostgreSQL takes nowhere
    application = ApplicationFactory(owner=alice, company__name=text[:150], role=text[:150])
    who = ContactFactory(
        owner=alice, company=application.company, name=text[:150], title=text[:150], phone=text[:50]
    )
    application.questions.create(owner=alice, text=text[:500], entered_at=now)
    values = agreed() | {"notes": text, "place": text[:500]}
    schedule_interview(application, values=values, attendees=[who.pk], now=now)
    at_moment(EVENING)
    [message] = mailbox.mails
    assert message["Subject"].strip().startswith("Tomorrow 14:00: interview at")
    assert message["Bcc"] is None
    assert "<script>" not in body(message, "html")
    [event] = Calendar.from_ical(the_file(message).get_payload(decode=True)).walk("VEVENT")  # type: ignore[arg-type]
    assert event.decoded("DTSTART") == HOUR_BEFORE + timedelta(hours=1)
    assert str(the_file(message).get_filename()).isascii()


def test_thanks_ask_for_the_debrief_first_until_it_is_written(mailbox, interview, kim, at_moment):
    kai = ContactFactory(owner=kim.owner, company=kim.company, name="Kai Ono")
    to = [kim.pk, kai.pk]
    change_interview(interview, values=agreed(), attendees=to, version=0, now=at(23, 9))
    for moment in (EVENING, HOUR_BEFORE, at(24, 15, 30), at(24, 17)):
        at_moment(moment)
    page = f"https://heardback.example/interviews/{interview.pk}/debrief/"
    thanks = mailbox.mails[-1]
    assert body(thanks, "plain").count(f"make these thanks specific: {page}") == 1
    assert body(thanks, "html").count(f'<a href="{page}">debrief</a> first') == 1
    debrief(interview, met=[kim, kai], now=at(24, 18))
    at_moment(at(26, 9))
    assert "Thank Kim Sato" in body(mailbox.mails[-1], "plain")
    assert "make these thanks specific" not in body(mailbox.mails[-1], "plain")
