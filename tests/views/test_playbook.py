"""The playbook as it is read, tried and changed."""

import re
from html import unescape

import pytest

from tests.factories import ApplicationFactory, InterviewFactory
from tests.views.pages import errors_of, everything_stored, text_of
from tracker.forms.playbook import PLACES
from tracker.models import FollowUp, Preferences, Work
from tracker.planning.guides import ADVICE, GUIDES
from tracker.planning.playbook import BLEND
from tracker.planning.rules import RULES
from tracker.services import work as service
from tracker.services.replan import replan

PLAYBOOK = "/playbook/"
SHOWN = {
    "version": 0,
    "preset": "Blend",
    "basis": "Blend",
    **{place: BLEND.number(*at) for place, at in PLACES.items()},
}
APPLY = {"apply": "yes"}


@pytest.fixture
def application(alice, now):
    """Interviewed today: the check-in is due on Tuesday in a week."""
    row = ApplicationFactory(owner=alice, company__name="Northwind", role="Engineer")
    InterviewFactory(application=row)
    replan(row, because="", now=now)
    return row


@pytest.fixture
def page(as_alice):
    return as_alice.get(PLAYBOOK)


def check_in_day():
    return str(FollowUp.objects.get(kind="check-in").due.date())


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.kind)
def test_each_rule_stands_there_with_its_words_and_its_guides(page, rule):
    html, text = page.content.decode(), text_of(page)
    (found,) = re.findall(rf'id="rule-{rule.kind}" .*?</section>', html, re.DOTALL)
    assert unescape(found).count("<input") + found.count("<select") == len(rule.numbers)
    for words in re.split(r"\{\w+\}", rule.sentence):
        assert words.strip() in text
    for each in rule.advice:
        assert f"{each} {GUIDES[each[0]]} {ADVICE[each].says}" in text
    assert rule.departs in text
    assert ("A house rule" in found) == rule.is_house_rule


def test_no_place_is_named_twice(page):
    ids = re.findall(r' id="([^"]*)"', page.content.decode())
    assert len(ids) == len(set(ids))


def test_each_number_is_named_for_those_who_cannot_see_its_sentence(page):
    html = page.content.decode()
    assert 'aria-label="Check-in: due after their date"' in html


def test_the_numbers_shown_are_those_the_plan_is_made_by(as_alice, alice):
    Preferences.objects.update(preset="A", numbers={"check-in.silence": 6})
    form = as_alice.get(PLAYBOOK).context["form"]
    assert form["check-in.silence"].value() == 6
    assert form["check-in.grace"].value() == 1
    assert form["debrief.minutes"].value() == 30


def test_what_is_ones_own_says_so_and_what_is_borrowed_too(as_alice, alice):
    Preferences.objects.update(preset="A", numbers={"check-in.silence": 6})
    text = text_of(as_alice.get(PLAYBOOK))
    assert "6 business days is yours; Systems Personnel says 4 business days." in text
    assert "Blend’s: Systems Personnel names no number here." in text


def test_a_preview_says_what_would_move_from_which_day_to_which(as_alice, application):
    text = text_of(as_alice.post(PLAYBOOK, SHOWN | {"check-in.silence": 8}))
    assert "Not saved yet: what would change 2 move." in text
    assert "Engineer, Northwind Tue 24 Nov Fri 27 Nov" in text
    assert "Move on, if nothing has come Engineer, Northwind Thu 4 Feb 2027 Sun 7 Feb 2027" in text


def test_a_preview_saves_nothing(as_alice, application):
    before = everything_stored()
    assert as_alice.post(PLAYBOOK, SHOWN | {"check-in.silence": 8}).status_code == 200
    assert everything_stored() == before


def test_a_preview_of_nothing_says_that_nothing_would_change(as_alice, application):
    assert "Nothing that is planned now would change." in text_of(as_alice.post(PLAYBOOK, SHOWN))


def test_the_second_button_applies_what_was_previewed(as_alice, application):
    response = as_alice.post(PLAYBOOK, SHOWN | {"check-in.silence": 8})
    (form,) = re.findall(
        r'<form(?:(?!</form>).)*name="apply".*?</form>', response.content.decode(), re.DOTALL
    )
    hidden = dict(re.findall(r'type="hidden" name="([^"]*)" value="([^"]*)"', form))
    text = text_of(as_alice.post(PLAYBOOK, hidden | APPLY, follow=True))
    assert "The playbook is changed. One application planned again." in text
    assert check_in_day() == "2026-11-27"


def test_another_preset_takes_the_numbers_that_were_left_alone(as_alice, application):
    as_alice.post(PLAYBOOK, SHOWN | {"preset": "A"} | APPLY)
    stored = Preferences.objects.get()
    assert (stored.preset, stored.numbers) == ("A", {})
    assert check_in_day() == "2026-11-23"


def test_an_emptied_number_goes_back_to_the_presets(as_alice, alice):
    Preferences.objects.update(numbers={"check-in.silence": 8})
    as_alice.post(PLAYBOOK, SHOWN | {"check-in.silence": ""} | APPLY)
    assert Preferences.objects.get().numbers == {}


def test_ones_own_number_stays_under_another_preset(as_alice, alice):
    Preferences.objects.update(numbers={"check-in.silence": 8})
    as_alice.post(PLAYBOOK, SHOWN | {"check-in.silence": 8, "preset": "A"} | APPLY)
    assert Preferences.objects.get().numbers == {"check-in.silence": 8}


@pytest.mark.parametrize(
    ("typed", "place", "said"),
    [
        ({"check-in.silence": "99"}, "check-in.silence", "Choose a number from 1 to 30."),
        ({"check-in.silence": "soon"}, "check-in.silence", "Choose a number from 1 to 30."),
        ({"check-in.opens": "3"}, "check-in.opens", "It would open after it is due"),
        ({"answer-offer.second": "4"}, "answer-offer.second", "the second has to be nearer"),
        ({"thank-you-card.who": "7"}, "thank-you-card.who", "Select a valid choice"),
        ({"preset": "Z"}, "preset", "Select a valid choice"),
    ],
)
@pytest.mark.parametrize("button", [{}, APPLY])
def test_what_is_wrong_is_said_at_its_place_and_kept(as_alice, alice, typed, place, said, button):
    response = as_alice.post(PLAYBOOK, SHOWN | typed | button)
    assert response.status_code == 422
    assert said in errors_of(response)[place]
    assert response.context["form"][place].value() == typed[place]
    assert Preferences.objects.get().version == 0


def test_what_was_changed_meanwhile_is_refused_with_what_was_typed_kept(as_alice, alice):
    Preferences.objects.update(version=1)
    response = as_alice.post(PLAYBOOK, SHOWN | {"check-in.silence": 8} | APPLY)
    assert response.status_code == 422
    assert "This was changed elsewhere" in response.content.decode()
    assert response.context["form"]["check-in.silence"].value() == "8"
    assert Preferences.objects.get().numbers == {}


def test_many_applications_lead_to_the_page_that_counts_them(as_alice, alice, monkeypatch):
    monkeypatch.setattr(service, "AT_ONCE", 1)
    ApplicationFactory.create_batch(2, owner=alice)
    response = as_alice.post(PLAYBOOK, SHOWN | {"preset": "A"} | APPLY)
    assert response["Location"] == f"/progress/{Work.objects.get().pk}/"


def test_nothing_of_charlies_is_changed(as_alice, application, charlie):
    as_alice.post(PLAYBOOK, SHOWN | {"preset": "A", "owner": charlie.pk} | APPLY)
    assert Preferences.objects.get(user=charlie).preset == "Blend"


def test_why_a_follow_up_is_planned_leads_to_its_rule(as_alice, application):
    check_in = FollowUp.objects.get(kind="check-in")
    for path in ("/", f"/follow-ups/{check_in.pk}/"):
        assert 'href="/playbook/#rule-check-in"' in as_alice.get(path).content.decode()
