import pytest

from tests.factories import DeliveryFactory
from tracker.models import DeliveryState

pytestmark = pytest.mark.django_db


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
    with django_assert_max_num_queries(4):
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
