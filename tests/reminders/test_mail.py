"""What a mail says, as it comes out of a mailbox: read back from a real server."""

import re
from datetime import datetime, timedelta
from email.message import EmailMessage
from html import unescape
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from tests.factories import (
    BERLIN,
    ApplicationFactory,
    ContactFactory,
    FollowUpFactory,
    InterviewFactory,
    UserFactory,
)
from tracker.models import Company, Delivery
from tracker.queries.mail_words import one_line, say_window
from tracker.reminders.sweep import sweep

pytestmark = pytest.mark.django_db


def body(message: EmailMessage, kind: str) -> str:
    part = message.get_body((kind,))
    assert part is not None
    return str(part.get_content())


def test_a_mail_says_what_why_and_until_when(mailbox, due, clock):
    reminder = due()
    sweep(budget=0, clock=clock)
    company = reminder.follow_up.application.company.name
    [message] = mailbox.mails
    assert message["Subject"] == f"Thank Dana Reyes ({company})"
    for kind in ("plain", "html"):
        said = body(message, kind)
        assert f"{company}, Engineer" in said
        assert "Due today, Tue 17 Nov; at the latest Thu 19 Nov." in said
        assert "You met Dana Reyes on Tue 17 Nov." in said
        assert "Systems Personnel A3; The Right Way C1" in said
        assert f"https://heardback.example/follow-ups/{reminder.follow_up.pk}/" in said
        assert "https://heardback.example/settings/" in said


def test_its_headers_are_those_of_an_automatic_mail_with_an_identity(mailbox, due, clock):
    due()
    sweep(budget=0, clock=clock)
    [message] = mailbox.mails
    identity = Delivery.objects.get().message_id
    assert message["Message-ID"] == f"<reminder-{identity}@heardback.example>"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["From"] == "Heardback <hello@heardback.example>"
    assert message.get_content_type() == "multipart/alternative"


def test_hostile_text_stays_text(mailbox, due, clock):
    due(title="Thank\r\nBcc: all@example.com <b>Ö</b> 🎉\u2028\x07", why="{{ 7 }} & <script>")
    sweep(budget=0, clock=clock)
    [message] = mailbox.mails
    assert message["Bcc"] is None
    assert message["Subject"].strip().startswith("Thank Bcc: all@example.com <b>Ö</b> 🎉 (")
    assert "{{ 7 }} & <script>" in body(message, "plain")
    assert "{{ 7 }} &amp; &lt;script&gt;" in body(message, "html")


def test_the_most_urgent_comes_first(mailbox, due, clock, now):
    due(title="Later"), due(title="Sooner", opens=now, due=now)
    sweep(budget=0, clock=clock)
    said = body(mailbox.mails[0], "plain")
    assert said.index("Sooner") < said.index("Later")


def test_days_are_those_of_the_owners_zone(mailbox, due, clock, alice):
    alice.preferences.time_zone = "Pacific/Auckland"
    alice.preferences.save()
    due()
    sweep(budget=0, clock=clock)
    said = body(mailbox.mails[0], "plain")
    assert "Due today, Wed 18 Nov at 11:59 NZDT" in said


@pytest.mark.parametrize(
    ("site", "said"),
    [
        ("http://127.0.0.1:8000", "only on the machine"),
        ("http://192.168.1.7", "only in the network"),
    ],
)
def test_it_says_where_the_links_work(settings, mailbox, due, clock, site, said):
    settings.SITE_URL = site
    due()
    sweep(budget=0, clock=clock)
    assert said in body(mailbox.mails[0], "plain")
    assert said in body(mailbox.mails[0], "html")


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (15, "Due Tue 17 Nov; at the latest Thu 19 Nov"),
        (16, "Due tomorrow, Tue 17 Nov; at the latest Thu 19 Nov"),
        (18, "This was due yesterday, Tue 17 Nov; there is time until tomorrow, Thu 19 Nov"),
        (20, "This was due Tue 17 Nov. Do it still, or skip it: both are fine"),
    ],
)
def test_a_window_is_said_in_plain_words(settings, day, said):
    settings.TIME_ZONE = "Europe/Berlin"
    follow_up = FollowUpFactory.build(application=None, owner=UserFactory.build())
    assert say_window(follow_up, datetime(2026, 11, day, 12, tzinfo=BERLIN)) == said


def test_a_window_of_one_moment_is_said_once(settings):
    settings.TIME_ZONE = "Europe/Berlin"
    begins = datetime(2026, 11, 17, 14, tzinfo=BERLIN)
    prepare = FollowUpFactory.build(
        application=None, owner=UserFactory.build(), due=begins, closes=begins
    )
    assert say_window(prepare, begins - timedelta(hours=3)) == "Due today, Tue 17 Nov at 14:00 CET"


def test_one_line_keeps_words_and_drops_controls():
    assert one_line("a\x00b\x85c\u2028d\r\n ü 🎉") == "a b c d  ü 🎉"


def test_a_mail_carries_the_draft_and_the_link_that_opens_it(mailbox, due, clock, alice):
    due(contact=ContactFactory(owner=alice, email="d+x@example.com"))
    sweep(budget=0, clock=clock)
    [message] = mailbox.mails
    for kind in ("plain", "html"):
        assert "A draft, to be changed as you like" in body(message, kind)
        assert "Hello Dana," in body(message, kind)
    (link,) = re.findall(r'href="(mailto:[^"]*)"', body(message, "html"))
    fields = parse_qs(urlsplit(unescape(link)).query)
    assert fields["body"][0].startswith("Hello Dana,\r\n\r\n")
    assert unquote(urlsplit(unescape(link)).path) == "d+x@example.com"


def test_the_draft_is_the_owners_where_they_have_written_one(mailbox, due, clock, alice):
    dana = ContactFactory(owner=alice)
    due(contact=dana, draft_subject="Mine <b>", draft_body="My words & <script>\n\n感谢")
    sweep(budget=0, clock=clock)
    [message] = mailbox.mails
    assert "Subject: Mine <b>\n\nMy words & <script>\n\n感谢" in body(message, "plain").replace(
        "\r\n", "\n"
    )
    assert "My words &amp; &lt;script&gt;" in body(message, "html")


def test_whether_to_accept_is_left_to_the_page(mailbox, due, clock):
    reminder = due(kind="answer-offer", title="Answer the offer")
    sweep(budget=0, clock=clock)
    said = body(mailbox.mails[0], "plain")
    assert "A draft" not in said
    assert f"Open it: https://heardback.example/follow-ups/{reminder.follow_up.pk}/" in said


def test_a_debrief_leads_to_its_form(mailbox, due, clock, alice):
    interview = InterviewFactory(application=ApplicationFactory(owner=alice))
    due(kind="debrief", title="Write down how it went", interview=interview)
    sweep(budget=0, clock=clock)
    page = f"https://heardback.example/interviews/{interview.pk}/debrief/"
    assert f"Write it down: {page}" in body(mailbox.mails[0], "plain")
    assert body(mailbox.mails[0], "html").count(f'href="{page}"') == 2


@pytest.mark.parametrize(
    ("company", "subject"),
    [
        ("C++ (Ltd)", "Answer the offer of C++ (Ltd)"),
        ("Answ", "Answer the offer of C++ (Ltd) (Answ)"),
    ],
)
def test_a_company_is_named_once_in_a_subject(mailbox, due, clock, company, subject):
    due(title="Answer the offer of C++ (Ltd)")
    Company.objects.update(name=company)
    sweep(budget=0, clock=clock)
    assert mailbox.mails[0]["Subject"] == subject


def test_without_an_address_there_is_a_draft_and_no_link(mailbox, due, clock, alice):
    due(contact=ContactFactory(owner=alice, email=""))
    sweep(budget=0, clock=clock)
    said = body(mailbox.mails[0], "html")
    assert "Hello Dana," in said
    assert "mailto:" not in said
