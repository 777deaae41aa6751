"""What comes next stands beside each application as the first page and its own page have it."""

import pytest
from django.urls import reverse

from tests.factories import ApplicationFactory, ContactFactory
from tests.views.pages import text_of
from tests.views.test_upcoming import plan

PLACES = ["application-list", "application-board"]


@pytest.fixture
def application(alice):
    return ApplicationFactory(owner=alice, company__name="Northwind", role="Engineer")


def page(client, name):
    return client.get(reverse(name)).content.decode()


@pytest.mark.parametrize("name", PLACES)
@pytest.mark.parametrize("kind", ["linkedin-invitation", "move-on"])
def test_what_may_be_left_out_is_never_late(as_alice, application, now, name, kind):
    plan(application, now, -40, -30, kind=kind, title="Invite Dana")
    assert "Invite Dana" in page(as_alice, name)
    assert 'class="overdue"' not in page(as_alice, name)


@pytest.mark.parametrize("name", PLACES)
def test_what_was_put_off_until_today_is_todays(as_alice, application, now, name):
    snoozed = now.replace(hour=9)
    plan(application, now, -60, -50, kind="check-in", title="Check in", snoozed_until=snoozed)
    assert "Check in, today" in text_of(as_alice.get(reverse(name)))
    assert 'class="overdue"' not in page(as_alice, name)


@pytest.mark.parametrize("name", PLACES)
@pytest.mark.parametrize(
    ("first", "other"),
    [
        (("send-information", -5, 8), ("linkedin-invitation", -40, -30)),
        (("send-information", -5, 8), ("check-in", -40, 2)),
        (("check-in", -5, 8), ("move-on", -40, -30)),
        (("check-in", -5, 80), ("thank-you", 20, 60)),
        (("move-on", -5, 80), ("check-in", 20, 60)),
        (("check-in", 20, 60), ("nurture", -5, 8)),
        (("check-in", 20, 80), ("thank-you", 40, 60)),
    ],
)
def test_it_is_what_the_verdict_of_the_application_names(
    as_alice, application, now, name, first, other
):
    contact = ContactFactory(owner=application.owner, company=application.company)
    for title, (kind, opens, due) in (("Then this", other), ("This first", first)):
        plan(application, now, opens, due, kind=kind, title=title, contact=contact)
    verdict = text_of(as_alice.get(reverse("application", args=[application.pk])))
    verdict = verdict[verdict.index("Right now") : verdict.index("Timeline")]
    assert "This first" in verdict
    assert "Then this" not in verdict.split("This first")[0]
    assert "This first, " in text_of(as_alice.get(reverse(name)))
    assert "Planned: This first, " in text_of(as_alice.get(reverse("contact-list")))
