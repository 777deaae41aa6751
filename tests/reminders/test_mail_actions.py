"""What can be done from a mail, as it comes out of a mailbox."""

import re

import pytest

from tests.reminders.test_mail import body
from tests.views.conftest import _static_files_need_no_collecting  # noqa: F401
from tests.views.pages import text_of
from tracker.models import Delivery, FollowUp, Preferences, Reminder
from tracker.reminders.deliver import NOTHING_LEFT, SWITCHED_OFF
from tracker.reminders.sweep import sweep
from tracker.services.deliveries import send_test_mail

pytestmark = pytest.mark.django_db
SNOOZES = ["Snooze 1 day", "Snooze 3 days", "Snooze a week"]
LINK = r"https://heardback\.example(/m/[\w-]+)"


def links_in(text):
    """The links by which one can act, by their words."""
    return dict(re.findall(rf"^(.*?)(?: \(.*\))?: {LINK}$", text.replace("\r", ""), re.MULTILINE))


@pytest.mark.parametrize(
    ("kind", "labels"),
    [
        ("thank-you", ["Done", *SNOOZES, "Skip"]),
        ("check-in", ["Done", "They answered", *SNOOZES, "Skip"]),
        ("move-on", ["Move on", "They answered", *SNOOZES, "Skip"]),
        ("debrief", [*SNOOZES, "Skip"]),
        # It lapses on Thursday, when it would be pointless.
        ("prepare", ["Done", "Snooze 1 day", "Skip"]),
    ],
)
def test_a_mail_offers_what_fits_its_kind(mailbox, due, clock, kind, labels):
    due(kind=kind)
    sweep(budget=0, clock=clock)
    [message] = mailbox.mails
    links = links_in(body(message, "plain"))
    assert list(links) == labels
    html = body(message, "html")
    assert [html.count(f"https://heardback.example{link}") for link in links.values()] == [
        1 for _ in labels
    ]


def test_a_snooze_says_until_when_and_if_that_is_too_late(mailbox, due, clock):
    due()
    sweep(budget=0, clock=clock)
    said = body(mailbox.mails[0], "plain")
    assert "Snooze 1 day (until Wed 18 Nov): " in said
    assert "Snooze 3 days (until Fri 20 Nov, after its last day): " in said


def test_a_link_does_what_it_says(client, mailbox, due, clock, time_machine, now):
    time_machine.move_to(now, tick=False)
    reminder = due()
    sweep(budget=0, clock=clock)
    path = links_in(body(mailbox.mails[0], "plain"))["Done"]
    assert "It is done" in text_of(client.post(path))
    assert FollowUp.objects.get(pk=reminder.follow_up_id).status == "done"


def test_what_is_kept_of_a_mail_lets_nobody_act(mailbox, due, clock):
    due()
    sweep(budget=0, clock=clock)
    mail = Delivery.objects.get()
    tokens = re.findall(LINK, body(mailbox.mails[0], "plain"))
    assert len(tokens) == 5
    assert not [token for token in tokens if token in mail.text + mail.html]
    assert "https://heardback.example/m/…" in mail.text
    assert not re.search(r"/[mu]/\w", mail.text + mail.html)


@pytest.mark.parametrize(
    ("kinds", "stopped"),
    [
        (["thank-you"], "mails about follow-ups"),
        (["prepare"], "mails about interviews"),
        (["prepare", "thank-you"], "mails about follow-ups"),
    ],
)
def test_a_mail_can_be_stopped_by_its_header(
    client,
    mailbox,
    due,
    clock,
    time_machine,
    now,
    kinds,
    stopped,
):
    time_machine.move_to(now, tick=False)
    for kind in kinds:
        due(kind=kind)
    sweep(budget=0, clock=clock)
    [message] = mailbox.mails
    link = message["List-Unsubscribe"]
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert link.startswith("<https://heardback.example/u/")
    assert link.strip("<>") in body(message, "plain")
    answer = client.post(link[len("<https://heardback.example") : -1], {"a": "b"})
    assert f"You get no more {stopped}." in text_of(answer)


def test_the_header_begins_on_its_first_line(server, settings, due, clock):
    settings.SITE_URL = f"https://{'a-long-name.' * 12}example"
    due()
    sweep(budget=0, clock=clock)
    [message] = server.taken
    assert message["List-Unsubscribe"].startswith(f"<{settings.SITE_URL}/u/")
    assert "\n" not in message["List-Unsubscribe"]


@pytest.mark.parametrize(
    "site", ["http://127.0.0.1:8000", "https://nas.local", "http://heardback.example"]
)
def test_where_a_provider_cannot_click_there_is_no_header(
    mailbox,
    settings,
    due,
    clock,
    site,
):
    settings.SITE_URL = site
    due()
    sweep(budget=0, clock=clock)
    [message] = mailbox.mails
    assert message["List-Unsubscribe"] is None
    assert message["List-Unsubscribe-Post"] is None
    assert f"{site}/u/" in body(message, "plain")


@pytest.mark.parametrize(
    ("kind", "field"), [("thank-you", "mails_follow_ups"), ("prepare", "mails_interviews")]
)
def test_what_was_switched_off_is_not_sent_and_says_so(server, due, clock, kind, field):
    due(kind=kind)
    Preferences.objects.update(**{field: False})
    assert sweep(budget=0, clock=clock) == {"dropped": 1}
    assert Delivery.objects.get().answer == SWITCHED_OFF
    assert FollowUp.objects.get().status == "open"
    assert server.taken == []


def test_of_a_mail_about_both_the_rest_is_sent(server, due, clock):
    due(kind="prepare", title="Prepare"), due()
    Preferences.objects.update(mails_interviews=False)
    assert sweep(budget=0, clock=clock) == {"sent": 1}
    assert "Prepare" not in server.taken[0].as_string()
    assert sorted(Reminder.objects.values_list("state", flat=True)) == ["claimed", "withdrawn"]


def test_what_is_done_is_not_said_to_be_switched_off(server, due, clock, now):
    due(status="done", decided_at=now)
    Preferences.objects.update(mails_follow_ups=False)
    sweep(budget=0, clock=clock)
    assert Delivery.objects.get().answer == NOTHING_LEFT


def test_a_test_mail_cannot_be_stopped(server, alice, settings, now):
    settings.SITE_URL = "https://heardback.example"
    Preferences.objects.update(mails_follow_ups=False)
    send_test_mail(alice, now=now)
    assert server.taken[0]["List-Unsubscribe"] is None
