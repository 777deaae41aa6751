"""F33, F34, F35: two tabs, a double click, the back button. One thing is made; nothing is lost."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from typing import Any

import pytest
from django.apps import apps
from django.db.models import Model
from django.test import Client

from tests.factories import (
    ApplicationFactory,
    AttendanceFactory,
    ContactFactory,
    InformationRequestFactory,
    InterviewFactory,
    MessageFactory,
)
from tests.services.conftest import at_once, in_threads  # noqa: F401  # a fixture
from tests.services.doings import the
from tests.views.conftest import _static_files_need_no_collecting  # noqa: F401  # a fixture
from tests.views.pages import news_of, offer_of, text_of, token
from tracker.models import Application, FollowUp, Message, StageChange
from tracker.services.replan import replan

pytestmark = pytest.mark.django_db(transaction=True)

PARTS: dict[str, Any] = {
    f"{p}-{n}_FORMS": 0 for p in ("met", "new", "asked") for n in ("TOTAL", "INITIAL")
}
SENT = {"channel": "email", "date": "2026-11-17", "time": "08:00", "decides": "not-said"}
APPLICATION = {"company": "Acme", "role": "Engineer", "stage": "interviewing"}
AGREED: dict[str, Any] = {"kind": "video", "date": "2026-11-25", "time": "14:00", "minutes": "60"}
AGREED |= {"zone_name": "Europe/Berlin", **PARTS}

# What makes something: the address, what is typed, and the table that then has one row more.
MAKING: dict[str, tuple[str, dict[str, Any], str]] = {
    "application": ("/applications/new/", APPLICATION | {"company": "Globex"}, "Application"),
    "person": ("{home}contacts/new/", {"name": "Noor", "kind": "hr"}, "Contact"),
    "interview": ("{home}interviews/new/", AGREED, "Interview"),
    "message": ("{home}messages/new/", SENT | {"direction": "in"}, "Message"),
    "message of mine": ("{home}messages/new/", SENT | {"direction": "out"}, "Message"),
    "estimate": (
        "{home}said-when/",
        SENT | {"direction": "in", "decides": "would-not-say"},
        "Estimate",
    ),
    "rejection": (
        "{home}rejected/",
        {"rejected_on": "2026-11-17", "good_terms": "yes", "channel": "email", "words": "Alas."},
        "Message",
    ),
    "offer": ("{home}offers/new/", {"received_on": "2026-11-17", "standing": "open"}, "Offer"),
    "request": (
        "{home}requests/new/",
        {"what": "references", "channel": "email", "asked_on": "2026-11-17"},
        "InformationRequest",
    ),
    "question": ("{home}questions/new/", {"text": "How large is the team?"}, "Question"),
    "final round": ("{home}news/final-round/", {"day": "2026-12-01", "told": "{told}"}, "News"),
    "availability": ("{home}news/availability/", {"day": "2027-01-04", "told": "{told}"}, "News"),
    "feed": (
        "/calendar/feeds/",
        {"name": "Phone", "kinds": "interview", "days_back": 90, "alarm": 0},
        "CalendarFeed",
    ),
}


@pytest.fixture(autouse=True)
def _clock(time_machine, now):
    time_machine.move_to(now, tick=True)


@pytest.fixture
def application(alice, now) -> Application:
    """At Acme, with an interview of last week that Dana led, and what followed from it planned."""
    row = ApplicationFactory(owner=alice, company__name="Acme")
    dana = ContactFactory(owner=alice, company=row.company)
    talk = InterviewFactory(application=row, date=date(2026, 11, 10))
    AttendanceFactory(interview=talk, contact=dana)
    replan(row, because="", now=now)
    return row


@pytest.fixture
def tab(alice) -> Callable[[], Client]:
    """Another tab, or another browser: all are alice's."""

    def tab() -> Client:
        client = Client()
        client.force_login(alice)
        return client

    return tab


def made(application: Application, what: str) -> tuple[str, dict[str, Any], type[Model]]:
    path, typed, table = MAKING[what]
    filled = {name: application.pk if text == "{told}" else text for name, text in typed.items()}
    home = f"/applications/{application.pk}/"
    return path.format(home=home), filled, apps.get_model("tracker", table)


@pytest.mark.parametrize("what", MAKING)
def test_f33_a_form_that_is_sent_twice_in_the_same_moment_makes_one(
    application,
    tab,
    at_once,  # noqa: F811
    what,
):
    path, typed, table = made(application, what)
    before = table._default_manager.count()
    once = typed | {"form_token": token()}
    answers = at_once(*(partial(client.post, path, once) for client in (tab(), tab(), tab())))
    # Whoever makes a feed is shown its address at once; the others are led to the page.
    shown = [answer for answer in answers if answer.status_code == 200]
    led = {answer.headers["Location"] for answer in answers if answer.status_code == 302}
    assert (len(shown), len(led)) == (what == "feed", 1)
    (after,) = in_threads((table._default_manager.count,))
    assert after == before + 1


@pytest.mark.parametrize("what", MAKING)
def test_f33_the_back_button_and_a_copied_tab_lead_to_what_was_made(application, tab, what):
    path, typed, table = made(application, what)
    once = typed | {"form_token": token()}
    first = tab().post(path, once)
    before = table._default_manager.count()
    again, copied = tab().post(path, once), tab().post(path, once)
    assert table._default_manager.count() == before
    assert {again["Location"], copied["Location"]} == {first.headers.get("Location", "/calendar/")}


@pytest.mark.parametrize("what", MAKING)
def test_f33_a_form_without_its_token_makes_nothing(application, tab, what):
    path, typed, table = made(application, what)
    before = table._default_manager.count()
    assert tab().post(path, typed).status_code == 422
    assert table._default_manager.count() == before


def test_f33_a_letter_that_is_sent_twice_at_once_is_one_message(application, tab, at_once):  # noqa: F811
    row = the("thank-you", application)
    typed = {"subject": "Thanks", "body": "Hello Dana,\n\nThanks.", "channel": "email"}
    path = f"/follow-ups/{row.pk}/letter/sent/"
    at_once(*(partial(client.post, path, typed) for client in (tab(), tab())))
    assert in_threads((Message.objects.count,)) == [1]


Fact = Callable[[Application], tuple[str, dict[str, Any], str]]


def its_application(row: Application) -> tuple[str, dict[str, Any], str]:
    return f"/applications/{row.pk}/change/", APPLICATION, "notes"


def its_contact(row: Application) -> tuple[str, dict[str, Any], str]:
    dana = row.company.contacts.get()
    typed = {"name": "Dana", "kind": "hr", "company": dana.company.name}
    return f"/contacts/{dana.pk}/", typed, "title"


def its_interview(row: Application) -> tuple[str, dict[str, Any], str]:
    return f"/interviews/{row.interviews.get().pk}/change/", AGREED, "place"


def its_debrief(row: Application) -> tuple[str, dict[str, Any], str]:
    path = f"/interviews/{row.interviews.get().pk}/debrief/"
    return path, {"decides": "not-said", **PARTS}, "notes"


def a_message(row: Application) -> tuple[str, dict[str, Any], str]:
    message = MessageFactory(application=row)
    return f"/messages/{message.pk}/change/", SENT | {"direction": "in"}, "text"


def a_message_of_mine(row: Application) -> tuple[str, dict[str, Any], str]:
    message = MessageFactory(application=row, direction="out")
    return f"/messages/{message.pk}/change/", SENT | {"direction": "out"}, "text"


def an_offer(row: Application) -> tuple[str, dict[str, Any], str]:
    offer = offer_of(row, row.changed_at)
    return f"/offers/{offer.pk}/change/", {"received_on": "2026-11-01"}, "amount"


def a_request(row: Application) -> tuple[str, dict[str, Any], str]:
    asked = InformationRequestFactory(application=row)
    typed = {"channel": "email", "asked_on": "2026-11-17"}
    return f"/requests/{asked.pk}/change/", typed, "what"


def some_news(row: Application) -> tuple[str, dict[str, Any], str]:
    news = news_of(row, row.changed_at + timedelta(days=14))
    news.application = None
    news.save()
    return f"/news/{news.pk}/change/", {"told": row.pk}, "day"


FACTS: list[Fact] = [
    its_application,
    its_contact,
    its_interview,
    its_debrief,
    a_message,
    a_message_of_mine,
    an_offer,
    a_request,
    some_news,
]
MINE, THEIRS = {"day": "2026-12-01"}, {"day": "2026-12-02"}


def two_edits(row: Application, fact: Fact) -> tuple[str, dict[str, Any], dict[str, Any]]:
    path, typed, field = fact(row)
    plain = typed | {"version": 0}
    return (
        path,
        plain | {field: MINE.get(field, "of mine")},
        plain | {field: THEIRS.get(field, "of the other tab")},
    )


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: fact.__name__)
def test_f34_of_two_edits_at_once_one_is_saved_and_the_other_is_told(
    application,
    tab,
    at_once,  # noqa: F811
    fact,
):
    path, mine, theirs = two_edits(application, fact)
    first, second = tab(), tab()
    answers = at_once(partial(first.post, path, mine), partial(second.post, path, theirs))
    assert sorted(answer.status_code for answer in answers) == [302, 422]


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: fact.__name__)
def test_f34_an_old_form_overwrites_nothing_keeps_what_was_typed_and_links_to_how_it_stands(
    application, tab, fact
):
    path, mine, theirs = two_edits(application, fact)
    assert tab().post(path, theirs).status_code == 302
    saved = tab().get(path).content.decode()
    refused = tab().post(path, mine)
    page = refused.content.decode()
    assert refused.status_code == 422
    assert "This was changed elsewhere after you had opened the form." in text_of(refused)
    assert f'<a href="{path}" target="_blank" rel="noopener">how it stands now</a>' in page
    (kept,) = [value for value in mine.values() if value in ("of mine", MINE["day"])]
    (other,) = [v for v in theirs.values() if v in ("of the other tab", THEIRS["day"])]
    assert kept in page
    assert other in saved
    assert tab().get(path).content.decode().count(other) == saved.count(other)


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: fact.__name__)
def test_f34_who_has_looked_may_save_theirs_all_the_same(application, tab, fact):
    path, mine, theirs = two_edits(application, fact)
    tab().post(path, theirs)
    page = tab().post(path, mine).content.decode()
    assert tab().post(path, mine | {"version": version_in(page)}).status_code == 302


def version_in(page: str) -> int:
    _, _, rest = page.partition('name="version" value="')
    return int(rest.partition('"')[0])


DECIDING = ["/offers/{offer}/decide/", "/requests/{request}/sent/"]


@pytest.mark.parametrize("path", DECIDING)
def test_f34_what_was_decided_meanwhile_makes_an_open_form_old(application, tab, now, path):
    offer = offer_of(application, now)
    asked = InformationRequestFactory(application=application)
    tab().post(path.format(offer=offer.pk, request=asked.pk), {"status": "lapsed"})
    form = path.format(offer=offer.pk, request=asked.pk).rsplit("/", 2)[0] + "/change/"
    typed = {"received_on": "2026-11-01", "what": "it", "channel": "email"}
    typed |= {"asked_on": "2026-11-17", "version": "0"}
    assert "changed elsewhere" in text_of(tab().post(form, typed))


def test_f34_a_debrief_does_not_overwrite_what_became_of_a_request(application, tab):
    talk = application.interviews.get()
    asked = InformationRequestFactory(application=application, interview=talk)
    tab().post(f"/requests/{asked.pk}/sent/")
    typed = {"decides": "not-said", "version": 0, **PARTS}
    assert "changed elsewhere" in text_of(tab().post(f"/interviews/{talk.pk}/debrief/", typed))
    asked.refresh_from_db()
    assert asked.delivered_at


@pytest.mark.parametrize("path", ["/settings/", "/playbook/"])
def test_f34_settings_and_playbook_link_to_how_they_stand(alice, tab, path):
    before = tab().get(path).context["form"]
    shown = {name: before[name].value() for name in before.fields}
    typed = {
        name: value
        for name, value in shown.items()
        if value is not False and value not in (None, "")
    }
    alice.preferences.version += 1
    alice.preferences.save()
    refused = tab().post(path, typed | {"apply": ""})
    assert "This was changed elsewhere" in text_of(refused)
    assert f'<a href="{path}" target="_blank"' in refused.content.decode()


@pytest.mark.parametrize("decide", ["done", "skip"])
def test_f35_three_clicks_change_the_state_once(application, tab, at_once, decide):  # noqa: F811
    row = the("thank-you", application)
    path = f"/follow-ups/{row.pk}/{decide}/"
    answers = at_once(*(partial(client.post, path) for client in (tab(), tab(), tab())))
    assert [answer.status_code for answer in answers] == [302] * 3
    (after,) = in_threads((partial(FollowUp.objects.get, pk=row.pk),))
    assert (after.status, after.version) == ({"skip": "skipped"}.get(decide, decide), 1)


def test_f35_three_clicks_on_moving_on_are_one_change_of_stage(application, tab, at_once):  # noqa: F811
    row = the("move-on", application)
    path = f"/follow-ups/{row.pk}/done/"
    at_once(*(partial(client.post, path) for client in (tab(), tab(), tab())))
    (changes,) = in_threads((lambda: list(StageChange.objects.values_list("new", flat=True)),))
    assert changes == ["no reply"]


def test_f35_three_clicks_on_accepting_are_one_decision(application, tab, at_once, now):  # noqa: F811
    offer = offer_of(application, now)
    path, accept = f"/offers/{offer.pk}/decide/", {"status": "accepted"}
    at_once(*(partial(client.post, path, accept) for client in (tab(), tab(), tab())))
    (changes,) = in_threads((lambda: list(StageChange.objects.values_list("new", flat=True)),))
    assert changes == ["accepted"]


@pytest.mark.parametrize("then", ["keep", "compose", "mend"])
def test_f34_a_draft_that_another_tab_has_changed_is_not_overwritten(application, tab, then):
    row = the("thank-you", application)
    path = f"/follow-ups/{row.pk}/"
    was = tab().get(path).context["letter_form"]["was"].value()
    typed = {"subject": "Hello", "register": "neutral", "channel": "email", "was": was}
    tab().post(f"{path}letter/save/", typed | {"body": "The words of the other tab."})
    more = {"compose": "thank-you"} if then == "compose" else {}
    act = "mend" if then == "mend" else "save"
    refused = tab().post(f"{path}letter/{act}/", typed | {"body": "My own words."} | more)
    page = refused.content.decode()
    assert refused.status_code == 422
    assert f'<a href="{path}" target="_blank" rel="noopener">how it stands now</a>' in page
    assert "My own words." in page
    row.refresh_from_db()
    assert row.draft_body == "The words of the other tab."
    again = typed | {"body": "My own words.", "was": refused.context["letter_form"]["was"].value()}
    tab().post(f"{path}letter/save/", again)
    row.refresh_from_db()
    assert row.draft_body == "My own words."


def test_f34_of_two_drafts_at_once_one_is_kept_and_the_other_is_told(application, tab, at_once):  # noqa: F811
    path = f"/follow-ups/{the('thank-you', application).pk}/"
    was = tab().get(path).context["letter_form"]["was"].value()
    typed = {"subject": "Hello", "register": "neutral", "channel": "email", "was": was}
    words = ("My own words.", "The words of the other tab.")
    answers = at_once(
        *(partial(tab().post, f"{path}letter/save/", typed | {"body": each}) for each in words)
    )
    assert sorted(answer.status_code for answer in answers) == [302, 422]


def test_f34_a_template_that_another_tab_has_changed_is_not_overwritten(alice, tab):
    path = "/letters/check-in/neutral/"
    was = tab().get(path).context["form"]["was"].value()
    typed = {"subject": "A question", "was": was}
    assert tab().post(path, typed | {"body": "{greeting} Of the other tab."}).status_code == 302
    refused = tab().post(path, typed | {"body": "{greeting} Of mine."})
    page = refused.content.decode()
    assert refused.status_code == 422
    assert f'<a href="{path}" target="_blank" rel="noopener">how it stands now</a>' in page
    assert "Of mine." in page
    assert alice.letter_templates.get().body == "{greeting} Of the other tab."
    was = refused.context["form"]["was"].value()
    again = typed | {"body": "{greeting} Of mine.", "was": was}
    assert tab().post(path, again).status_code == 302
