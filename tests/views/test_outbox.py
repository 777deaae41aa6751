"""Every mail, what became of it, and what leaves next."""

from datetime import timedelta

import pytest

from tests.factories import ApplicationFactory, DeliveryFactory, FollowUpFactory, ReminderFactory
from tests.views.pages import text_of
from tracker.models import Delivery, DeliveryState, Preferences

pytestmark = pytest.mark.django_db


@pytest.fixture
def follow_up(alice):
    return FollowUpFactory(application=ApplicationFactory(owner=alice, company__name="Northwind"))


def test_an_empty_outbox_says_what_belongs_there(client, alice):
    client.force_login(alice)
    assert "No mail yet" in client.get("/outbox/").content.decode()


def test_the_outbox_lists_ones_own_mails_with_their_states(client, alice, charlie):
    DeliveryFactory.create(owner=alice, state=DeliveryState.UNCERTAIN, subject="Check in with Kim")
    DeliveryFactory.create(owner=charlie, subject="Not for alice")
    client.force_login(alice)
    page = client.get("/outbox/").content.decode()
    assert "Check in with Kim" in page
    assert "Not sure it arrived" in page
    assert "Not for alice" not in page


def test_the_outbox_asks_no_more_of_a_hundred_mails(client, alice, django_assert_max_num_queries):
    for _ in range(20):
        DeliveryFactory.create(owner=alice)
    client.force_login(alice)
    with django_assert_max_num_queries(5):
        client.get("/outbox/")


def test_a_mail_is_shown_as_it_was_sent(client, alice):
    mail = DeliveryFactory.create(owner=alice, text="Hello <Alice>", answer="250 OK")
    client.force_login(alice)
    page = client.get(f"/outbox/{mail.pk}/").content.decode()
    assert "Hello &lt;Alice&gt;" in page
    assert "250 OK" in page
    assert "Send again" not in page


def test_a_doubt_can_be_sent_again(client, alice):
    mail = DeliveryFactory.create(owner=alice, state=DeliveryState.UNCERTAIN)
    client.force_login(alice)
    assert "Send again" in client.get(f"/outbox/{mail.pk}/").content.decode()
    client.post(f"/outbox/{mail.pk}/resend/")
    mail.refresh_from_db()
    assert mail.state == DeliveryState.WAITING


@pytest.mark.parametrize(("method", "end"), [("get", ""), ("post", "resend/")])
def test_anothers_mail_is_not_found(client, alice, charlie, method, end):
    mail = DeliveryFactory.create(owner=alice, state=DeliveryState.FAILED)
    client.force_login(charlie)
    assert getattr(client, method)(f"/outbox/{mail.pk}/{end}").status_code == 404


def subjects(page):
    return [row.subject for row in page.context["rows"]]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["Doubtful", "Refused", "Trial"]),
        ("?state=uncertain", ["Doubtful"]),
        ("?state=failed", ["Refused", "Trial"]),
        ("?state=failed&kind=test", ["Trial"]),
        ("?kind=reminder", ["Doubtful", "Refused"]),
        ("?state=sent", []),
        ("?state=nonsense&kind=%00&page=x", ["Doubtful", "Refused", "Trial"]),
    ],
)
def test_the_outbox_can_be_filtered(as_alice, alice, query, found):
    DeliveryFactory(owner=alice, state=DeliveryState.UNCERTAIN, subject="Doubtful")
    DeliveryFactory(owner=alice, state=DeliveryState.FAILED, subject="Refused")
    DeliveryFactory(owner=alice, state=DeliveryState.FAILED, subject="Trial", kind="test")
    page = as_alice.get(f"/outbox/{query}")
    assert sorted(subjects(page)) == found
    assert ("No mail is like that." in text_of(page)) == (not found)


def test_a_long_outbox_has_pages_and_they_keep_what_was_sought(as_alice, alice):
    for number in range(60):
        DeliveryFactory(owner=alice, subject=f"Mail {number}")
    first, second = as_alice.get("/outbox/?state=sent"), as_alice.get("/outbox/?state=sent&page=2")
    assert (len(subjects(first)), len(subjects(second))) == (50, 10)
    assert 'href="?state=sent&amp;page=2"' in first.content.decode()


def test_each_mail_says_what_it_is_about_and_what_the_server_said(as_alice, alice, follow_up):
    mail = DeliveryFactory(owner=alice, answer="250 OK 7f", attempts=3)
    ReminderFactory(follow_up=follow_up, state="claimed", delivery=mail)
    for path in ("/outbox/", f"/outbox/{mail.pk}/"):
        page = as_alice.get(path)
        assert f'<a href="/follow-ups/{follow_up.pk}/">Thank Dana Reyes</a>' in (
            page.content.decode()
        )
        assert "250 OK 7f" in text_of(page)
        assert "3" in text_of(page)


@pytest.mark.parametrize(("state", "is_named"), [("sent", False), ("dropped", True)])
def test_what_was_taken_out_is_named_only_where_nothing_left(
    as_alice, alice, follow_up, state, is_named
):
    mail = DeliveryFactory(owner=alice, state=state, subject="A mail")
    ReminderFactory(follow_up=follow_up, state="withdrawn", delivery=mail)
    assert (follow_up.title in text_of(as_alice.get(f"/outbox/{mail.pk}/"))) == is_named


def test_what_leaves_next_stands_before_it_with_its_time(
    as_alice, follow_up, charlie, time_machine, now
):
    time_machine.move_to(now, tick=False)
    for days in range(12):
        ReminderFactory(follow_up=follow_up, send_at=now + timedelta(days=days, hours=1))
    ReminderFactory(follow_up__owner=charlie, follow_up__title="Not for alice")
    page = as_alice.get("/outbox/")
    assert "today 13:00 Thank Dana Reyes Engineer, Northwind" in text_of(page)
    assert len(page.context["next"]) == 10
    assert "Not for alice" not in text_of(page)
    assert not as_alice.get("/outbox/?state=sent").context["next"]


def test_what_is_switched_off_is_said_where_it_would_leave(as_alice, follow_up):
    ReminderFactory(follow_up=follow_up)
    Preferences.objects.update(mails_follow_ups=False)
    assert "not mailed, for you switched these mails off" in text_of(as_alice.get("/outbox/"))


def test_a_mail_is_shown_as_a_mail_program_does_and_nothing_in_it_runs(as_alice, alice):
    mail = DeliveryFactory(owner=alice, html="<p style='color: red'>Hello<script>x()</script>")
    page = as_alice.get(f"/outbox/{mail.pk}/html/")
    assert page.content.decode() == mail.html
    policy = page["Content-Security-Policy"].split("; ")
    assert {"sandbox", "default-src 'none'", "style-src 'unsafe-inline'"} <= set(policy)
    assert not [part for part in policy if part.startswith(("script-src", "sandbox allow"))]


def test_a_mail_without_words_has_no_such_page(as_alice, alice):
    mail = DeliveryFactory(owner=alice)
    assert as_alice.get(f"/outbox/{mail.pk}/html/").status_code == 404
    assert "As a mail program" not in as_alice.get(f"/outbox/{mail.pk}/").content.decode()


def test_whoever_sends_again_is_told_that_it_may_come_twice(as_alice, alice):
    mail = DeliveryFactory(owner=alice, state=DeliveryState.UNCERTAIN)
    page = text_of(as_alice.get(f"/outbox/{mail.pk}/"))
    assert "sent again, it may come twice" in page


def test_a_doubt_can_be_settled(as_alice, alice):
    mail = DeliveryFactory(owner=alice, state=DeliveryState.UNCERTAIN)
    path = f"/outbox/{mail.pk}/arrived/"
    assert "Noted: it reached you." in text_of(as_alice.post(path, follow=True))
    settled = Delivery.objects.get()
    assert (settled.state, settled.answer) == ("sent", "You said that it reached you.")
    assert "Nothing was changed" in text_of(as_alice.post(path, follow=True))
