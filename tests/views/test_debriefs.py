"""The debrief: who was there, when they decide, what they asked for."""

import re
from datetime import date
from urllib.parse import urlencode

import pytest

from tests.factories import (
    ApplicationFactory,
    AttendanceFactory,
    ContactFactory,
    InformationRequestFactory,
    InterviewFactory,
)
from tests.views.pages import (
    LONE_SURROGATE,
    NASTY,
    URLENCODED,
    errors_of,
    everything_stored,
    text_of,
)
from tracker.models import Attendance, Contact, Estimate, InformationRequest
from tracker.text import clean_line, clean_text

PARTS = {f"{part}-INITIAL_FORMS": "0" for part in ("met", "new", "asked")}
PARTS |= {"met-TOTAL_FORMS": "1", "new-TOTAL_FORMS": "2", "asked-TOTAL_FORMS": "2"}
PARTS |= {"new-0-kind": "interviewer", "new-1-kind": "interviewer"}
PARTS |= {"asked-0-channel": "email", "asked-1-channel": "email"}
WRONG = [
    ({"decides": "by-date"}, "decides_on", "Which day did they name?"),
    (
        {"decides": "by-date", "decides_on": "2026-11-16"},
        "decides_on",
        "Mon 16 Nov lies before Tue 17 Nov, the day on which they said it.",
    ),
    ({"decides": "by-date", "decides_on": "9999-12-31"}, "decides_on", "2100 or earlier"),
    ({"decides": "by-date", "decides_on": "0001-01-01"}, "decides_on", "2000 or later"),
    ({"decides": "within"}, "within_number", "Within how many?"),
    ({"decides": "within", "within_number": "0"}, "within_number", "greater than or equal to 1"),
    ({"decides": "within", "within_number": "1e9"}, "within_number", "Enter a whole number."),
    ({"decides": "never"}, "decides", "never is not one of the available choices."),
    ({"said_by": "0"}, "said_by", "not one of the available choices"),
    ({"notes": "n" * 20_001}, "notes", "at most 20000 characters"),
    ({"met-0-rapport": "4"}, "met-0-there", "tick that they were there"),
    ({"met-0-talking_point": "Sailing"}, "met-0-there", "tick that they were there"),
    ({"met-0-there": "on", "met-0-rapport": "6"}, "met-0-rapport", "6 is not one of"),
    ({"met-0-lead": "on"}, "met-0-there", "tick that they were there"),
    ({"new-0-lead": "on"}, "new-0-name", "Whom did you meet?"),
    ({"interest": "6"}, "interest", "6 is not one of"),
    ({"certainty": "certain"}, "certainty", "certain is not one of"),
    ({"forgot_to_say": "f" * 2_001}, "forgot_to_say", "at most 2000 characters"),
    (
        {"decides": "by-date", "decides_on": "2026-11-20", "decides_from": "2026-11-21"},
        "decides_from",
        "That is after Fri 20 Nov, the last day.",
    ),
    ({"asked-0-needed_by": "2026-11-20"}, "asked-0-what", "What is it?"),
    (
        {"asked-0-what": "references", "asked-0-can_send_on": "2026-11-16"},
        "asked-0-can_send_on",
        "choose that day, or one after it.",
    ),
    (
        {"asked-0-what": "references", "asked-0-needed_by": "2026-11-16"},
        "asked-0-needed_by",
        "they cannot have needed it before.",
    ),
    ({"met-0-talking_point": "t" * 501}, "met-0-talking_point", "at most 500 characters"),
    ({"new-0-rapport": "4"}, "new-0-name", "Whom did you meet?"),
    ({"new-1-talking_point": "Sailing"}, "new-1-name", "Whom did you meet?"),
    ({"new-0-name": "N" * 10_000}, "new-0-name", "at most 200 characters"),
    ({"asked-0-what": "w" * 501}, "asked-0-what", "at most 500 characters"),
    ({"asked-0-promised_for": "2026-11-20"}, "asked-0-what", "What did you promise?"),
    (
        {"asked-0-what": "references", "asked-0-promised_for": "2026-11-16"},
        "asked-0-promised_for",
        "They asked on Tue 17 Nov: promise a day after that.",
    ),
    (
        {"asked-0-what": "references", "asked-0-promised_for": "9999-12-31"},
        "asked-0-promised_for",
        "2100 or earlier",
    ),
    (
        {"asked-0-what": "references", "asked-0-promised_for": "0001-01-01"},
        "asked-0-promised_for",
        "2000 or later",
    ),
    ({"asked-0-what": "references", "asked-0-channel": "pigeon"}, "asked-0-channel", "pigeon"),
]


@pytest.fixture(autouse=True)
def _clock(time_machine, now):
    time_machine.move_to(now.replace(hour=16), tick=False)


@pytest.fixture
def interview(alice):
    application = ApplicationFactory(owner=alice, company__name="Northwind", role="Engineer")
    return InterviewFactory(application=application)


@pytest.fixture
def dana(interview):
    return ContactFactory(owner=interview.owner, company=interview.application.company)


@pytest.fixture
def typed(dana):
    values = {"version": 0, "decides": "not-said", "notes": "It went well"}
    return values | PARTS | {"met-0-contact": dana.pk}


@pytest.fixture
def save(as_alice, interview, typed):
    def save(**values):
        return as_alice.post(f"/interviews/{interview.pk}/debrief/", typed | values)

    return save


def test_the_form_asks_of_everybody_whether_they_were_there(as_alice, interview, dana):
    page = text_of(as_alice.get(f"/interviews/{interview.pk}/debrief/"))
    assert "The interview of Tue 17 Nov." in page
    assert "Dana Reyes" in page
    assert "When do they decide?" in page


def test_a_debrief_is_saved_and_shows_the_plan_that_follows(as_alice, save, interview):
    response = save(**{"met-0-there": "on", "met-0-rapport": "4", "decides": "would-not-say"})
    assert response["Location"] == f"/applications/{interview.application_id}/"
    page = text_of(as_alice.get(response["Location"]))
    assert "Saved. This is the plan that follows from it." in page
    assert "Thank Dana Reyes" in page
    assert "They would not say when they decide" in page
    assert Attendance.objects.get().rapport == 4


@pytest.mark.parametrize(
    ("said", "latest"),
    [
        ({"decides": "by-date", "decides_on": "2026-11-17"}, date(2026, 11, 17)),
        ({"decides": "within", "within_number": "1", "within_unit": "days"}, date(2026, 11, 18)),
        ({"decides": "within", "within_number": "2", "within_unit": "weeks"}, date(2026, 12, 1)),
        ({"decides": "would-not-say"}, None),
    ],
)
def test_when_they_decide_is_kept_as_the_last_day_that_it_means(save, dana, said, latest):
    save(**said, said_by=dana.pk)
    estimate = Estimate.objects.get()
    assert (estimate.latest, estimate.said_by) == (latest, dana)


def test_what_was_saved_stands_in_the_form_and_can_be_changed(as_alice, save, interview):
    save(**{"asked-0-what": "references", "asked-0-promised_for": "2026-11-20"})
    page = as_alice.get(f"/interviews/{interview.pk}/debrief/").content.decode()
    assert 'value="references"' in page
    row = InformationRequest.objects.get()
    save(version=1, **{"asked-0-request": row.pk, "asked-0-what": "two references"})
    assert InformationRequest.objects.get().what == "two references"


def test_somebody_new_is_added(save):
    save(**{"new-0-name": "Noor", "new-0-kind": "hr", "new-0-talking_point": "Sailing"})
    assert Attendance.objects.get().contact.name == "Noor"


@pytest.mark.parametrize(("values", "field", "said"), WRONG)
def test_what_is_wrong_is_said_at_its_place_and_nothing_is_saved(save, values, field, said):
    before = everything_stored()
    response = save(**values)
    assert response.status_code == 422
    assert said in errors_of(response)[field]
    assert "It went well" in response.content.decode() or field == "notes"
    assert everything_stored() == before


def test_all_that_is_wrong_is_said_at_once(save):
    response = save(
        **{"decides": "within", "met-0-rapport": "1", "asked-0-promised_for": "2026-11-20"}
    )
    assert set(errors_of(response)) == {"within_number", "met-0-there", "asked-0-what"}


@pytest.mark.parametrize("field", ["said_by", "met-0-contact", "asked-0-request"])
def test_nothing_of_charlies_can_be_smuggled_in(save, charlie, field):
    theirs = InformationRequestFactory(owner=charlie, application__owner=charlie)
    number = theirs.pk if field == "asked-0-request" else ContactFactory(owner=charlie).pk
    before = everything_stored()
    response = save(**{"asked-0-what": "references", "met-0-there": "on", field: number})
    assert response.status_code == 422
    assert everything_stored() == before


@pytest.mark.parametrize(
    ("field", "said"),
    [
        ("met-0-contact", "This person is not one of this application's people."),
        ("asked-0-request", "They did not ask for this at this interview."),
    ],
)
@pytest.mark.parametrize("number", ["0", "-1", "9" * 30])
def test_what_is_hidden_and_wrong_is_said_beside_it(save, field, said, number):
    response = save(**{"asked-0-what": "references", "met-0-there": "on", field: number})
    assert response.status_code == 422
    assert said in text_of(response)


@pytest.mark.parametrize("field", ["met-0-contact", "asked-0-request"])
@pytest.mark.parametrize("number", ["x", "²", "\x00", "9" * 5_000])
def test_a_hidden_number_that_is_none_is_refused(save, field, number):
    response = save(**{"asked-0-what": "references", "met-0-there": "on", field: number})
    assert response.status_code == 422
    assert "Enter a whole number." in text_of(response)


def test_a_request_of_another_interview_is_refused(save, interview):
    other = InformationRequestFactory(application=interview.application)
    before = everything_stored()
    assert save(**{"asked-0-request": other.pk, "asked-0-what": "x"}).status_code == 422
    assert everything_stored() == before


def test_what_was_sent_meanwhile_is_not_asked_for_again(save, now):
    save(**{"asked-0-what": "references"})
    row = InformationRequest.objects.get()
    InformationRequest.objects.update(delivered_at=row.asked_at)
    save(version=1, **{"asked-0-request": row.pk, "asked-0-what": "references"})
    assert InformationRequest.objects.get().delivered_at == row.asked_at


@pytest.mark.parametrize("part", ["met", "new", "asked"])
def test_a_form_of_which_a_part_is_missing_says_so(as_alice, interview, typed, part):
    sent = {name: value for name, value in typed.items() if not name.startswith(f"{part}-")}
    before = everything_stored()
    response = as_alice.post(f"/interviews/{interview.pk}/debrief/", sent)
    assert response.status_code == 422
    assert "A part of this page did not arrive, and nothing was saved." in text_of(response)
    assert everything_stored() == before


def test_a_form_with_nothing_in_it_is_refused(as_alice, interview):
    before = everything_stored()
    assert as_alice.post(f"/interviews/{interview.pk}/debrief/").status_code == 422
    assert everything_stored() == before


def test_a_stale_debrief_is_refused_with_what_was_typed_kept_and_then_saved(save):
    save(notes="Someone else's")
    before = everything_stored()
    response = save(decides="would-not-say")
    assert response.status_code == 422
    assert "This was changed elsewhere" in text_of(response)
    assert "It went well" in response.content.decode()
    assert everything_stored() == before
    version = response.context["page"].main["version"].value()
    assert save(decides="would-not-say", version=version).status_code == 302


def test_an_interview_that_was_moved_back_can_be_debriefed_again(save, interview):
    save(decides="by-date", decides_on="2026-11-20")
    interview.refresh_from_db()
    interview.date = date(2026, 11, 10)
    interview.starts_at = interview.starts_at.replace(day=10)
    interview.ends_at = interview.ends_at.replace(day=10)
    interview.save()
    save(version=1, decides="by-date", decides_on="2026-11-12")
    assert Estimate.objects.get().said_on == date(2026, 11, 10)


@pytest.mark.parametrize("words", NASTY.values(), ids=NASTY)
def test_nasty_text_is_kept_clean_and_shown_escaped(as_alice, save, interview, dana, words):
    fields = ("notes", "met-0-talking_point", "new-0-name", "asked-0-what")
    response = save(**dict.fromkeys(fields, words), **{"met-0-there": "on"})
    interview.refresh_from_db()
    assert interview.notes == clean_text(words)
    assert Contact.objects.exclude(pk=dana.pk).get().name == clean_line(words)
    assert InformationRequest.objects.get().what == clean_line(words)
    for path in (response["Location"], f"/interviews/{interview.pk}/"):
        assert "<script>alert" not in as_alice.get(path).content.decode()


@pytest.mark.parametrize("field", ["notes", "new-0-name", "new-0-talking_point", "asked-0-what"])
def test_a_lone_surrogate_does_no_harm(as_alice, interview, typed, field):
    body = urlencode(typed | {"new-0-name": "Noor", field: ""}) + f"&{field}={LONE_SURROGATE}"
    path = f"/interviews/{interview.pk}/debrief/"
    response = as_alice.post(path, body, content_type=URLENCODED)
    assert as_alice.get(response["Location"]).status_code == 200


def test_who_was_there_is_ticked_when_the_form_is_opened_again(as_alice, interview, dana):
    AttendanceFactory(interview=interview, contact=dana, talking_point="Sailing", rapport=5)
    page = as_alice.get(f"/interviews/{interview.pk}/debrief/").content.decode()
    assert 'value="Sailing"' in page
    # Not said; there, rapport; and of nobody new anything can be said.
    assert page.count("checked") == 3 + 3


ALL = {
    "decides": "by-date",
    "decides_on": "2026-11-27",
    "certainty": "sure",
    "interest": "4",
    "forgot_to_say": "My work on the ledger",
    "met-0-there": "on",
    "met-0-lead": "on",
    "asked-0-what": "references",
    "asked-0-can_send_on": "2026-11-24",
    "asked-0-promised_for": "2026-11-25",
    "asked-0-needed_by": "2026-11-27",
}


def test_all_that_the_rules_rest_on_is_kept(save, interview):
    save(**ALL)
    interview.refresh_from_db()
    interview.application.refresh_from_db()
    asked = InformationRequest.objects.get()
    assert Attendance.objects.get().lead
    assert Estimate.objects.get().certainty == "sure"
    assert interview.forgot_to_say == "My work on the ledger"
    assert interview.application.interest == 4
    assert (asked.can_send_on, asked.needed_by) == (date(2026, 11, 24), date(2026, 11, 27))


def test_all_of_it_stands_in_the_form_again(as_alice, save, interview):
    save(**ALL)
    page = as_alice.get(f"/interviews/{interview.pk}/debrief/").content.decode()
    assert "My work on the ledger" in page
    # By a day, there, rapport, lead, interest; and of three who are new nothing can be said.
    assert page.count("checked") == 5 + 3
    assert page.count('value="2026-11-27"') == 2


def test_interest_that_is_not_asked_about_again_stays(save, interview):
    save(interest="4")
    save(version=1)
    interview.application.refresh_from_db()
    assert interview.application.interest == 4


def folds_of(response):
    """What is folded on the page, by its name, and whether it stands open."""
    found = re.findall(
        r"<details class=.*?( open)?>\s*<summary>(.*?)</summary>", response.content.decode()
    )
    return [(name, bool(is_open)) for is_open, name in found]


def test_all_but_the_first_person_and_what_is_optional_is_folded(as_alice, interview, dana):
    ContactFactory(owner=interview.owner, company=dana.company, name="Max Weber")
    assert folds_of(as_alice.get(f"/interviews/{interview.pk}/debrief/")) == [
        ("How it was with Dana Reyes", True),
        ("How it was with Max Weber", False),
        ("Someone new", False),
        ("Someone else", False),
        ("Someone else", False),
        ("By when, and how", False),
        ("Something else", False),
        ("By when, and how", False),
        ("Notes of the interview", False),
    ]


def test_what_was_filled_or_refused_stands_open(as_alice, save, interview, dana):
    max_weber = ContactFactory(owner=interview.owner, company=dana.company, name="Max Weber")
    AttendanceFactory(interview=interview, contact=max_weber, talking_point="Sailing")
    page = as_alice.get(f"/interviews/{interview.pk}/debrief/")
    assert ("How it was with Max Weber", True) in folds_of(page)
    refused = save(**{"asked-1-what": "w" * 501, "asked-0-promised_for": "2026-11-20"})
    assert refused.status_code == 422
    folds = folds_of(refused)
    assert folds.count(("By when, and how", True)) == 2
    assert "Something else" not in dict(folds)
    assert ("Notes of the interview", True) in folds
