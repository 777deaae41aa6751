"""Interviews: logged, shown, moved, called off."""

from datetime import UTC, date, datetime, timedelta
from urllib.parse import urlencode

import pytest
from django.utils import timezone

from tests.factories import (
    ApplicationFactory,
    AttendanceFactory,
    ContactFactory,
    EstimateFactory,
    FollowUpFactory,
    InterviewFactory,
)
from tests.views.pages import (
    LONE_SURROGATE,
    NASTY,
    URLENCODED,
    errors_of,
    everything_stored,
    text_of,
    token,
    undo_of,
)
from tracker.models import Contact, Interview
from tracker.queries.mailed_interviews import cards
from tracker.text import clean_line, clean_text

NEWCOMERS = {
    "new-TOTAL_FORMS": "2",
    "new-INITIAL_FORMS": "0",
    "new-0-kind": "interviewer",
    "new-1-kind": "interviewer",
}
TYPED = {
    "kind": "video",
    "date": "2026-11-24",
    "time": "14:00",
    "minutes": "60",
    "zone_name": "Europe/Berlin",
    "place": "Room 7",
    "link": "https://meet.example/7",
    "notes": "Bring the portfolio",
} | NEWCOMERS
WRONG = [
    ("date", "9999-12-31", "Choose a day in 2100 or earlier."),
    ("date", "0001-01-01", "Choose a day in 2000 or later."),
    ("date", "", "This field is required."),
    ("time", "24:00", "Enter a time such as 09:30"),
    ("minutes", "0", "It would end before it has started"),
    ("minutes", "-30", "It would end before it has started"),
    ("minutes", "1441", "That is longer than a day."),
    ("minutes", "9" * 5_000, "Enter a whole number."),
    ("minutes", "1.5", "Enter a whole number."),
    ("zone_name", "Mars/Olympus", "No time zone is called “Mars/Olympus”."),
    ("zone_name", "\x00", "No time zone is called"),
    ("zone_name", "../../etc/passwd", "No time zone is called"),
    ("kind", "duel", "duel is not one of the available choices."),
    ("link", "javascript:alert(1)", "Enter a valid URL."),
    ("place", "p" * 501, "at most 500 characters"),
    ("notes", "n" * 20_001, "at most 20000 characters"),
    ("attendees", "0", "0 is not one of the available choices."),
    ("attendees", "9" * 30, "is not one of the available choices."),
    ("attendees", "x", "x is not one of the available choices."),
    ("new-0-name", "D" * 10_000, "at most 200 characters"),
    ("new-0-kind", "boss", "boss is not one of the available choices."),
]
GAP = {"date": "2027-03-28", "time": "02:30"}
TWICE = {"date": "2026-10-25", "time": "02:30"}


@pytest.fixture
def application(alice):
    return ApplicationFactory(owner=alice, company__name="Northwind", role="Engineer")


@pytest.fixture
def dana(application):
    return ContactFactory(owner=application.owner, company=application.company)


@pytest.fixture
def interview(application):
    return InterviewFactory(application=application)


@pytest.fixture
def log(as_alice, application):
    def log(**typed):
        path = f"/applications/{application.pk}/interviews/new/"
        return as_alice.post(path, {"form_token": token()} | TYPED | typed)

    return log


@pytest.fixture
def change(as_alice, interview):
    def change(**typed):
        path = f"/interviews/{interview.pk}/change/"
        return as_alice.post(path, {"version": interview.version} | TYPED | typed)

    return change


@pytest.fixture
def call_off(as_alice, interview):
    def call_off(how="they-cancelled", version=0):
        path = f"/interviews/{interview.pk}/call-off/"
        return as_alice.post(path, {"version": version, "how": how})

    return call_off


def test_the_form_proposes_alices_zone_and_people(as_alice, application, dana):
    page = as_alice.get(f"/applications/{application.pk}/interviews/new/").content.decode()
    assert '<option value="Europe/Berlin" selected>' in page
    assert "Dana Reyes" in page


def test_what_is_logged_is_shown_and_said(as_alice, log, dana):
    response = log(attendees=[dana.pk])
    row = Interview.objects.get()
    assert response["Location"] == f"/interviews/{row.pk}/"
    page = text_of(as_alice.get(response["Location"]))
    assert "The interview is logged, and what follows from it is planned." in page
    assert "Tue 24 Nov 14:00, 60 minutes" in page
    assert "Prepare for the interview" in page
    assert (row.starts_at, row.ends_at) == (
        datetime(2026, 11, 24, 13, tzinfo=UTC),
        datetime(2026, 11, 24, 14, tzinfo=UTC),
    )


def test_somebody_new_is_added_on_the_way(as_alice, log):
    response = log(**{"new-0-name": "Noor", "new-0-kind": "hr", "new-0-email": "noor@x.example"})
    assert "Noor HR" in text_of(as_alice.get(response["Location"]))
    assert Contact.objects.get().company.name == "Northwind"


def test_the_time_elsewhere_is_shown_beside_ones_own(as_alice, log):
    page = text_of(as_alice.get(log(zone_name="America/New_York")["Location"]))
    assert "Tue 24 Nov 20:00, 60 minutes (Tue 24 Nov at 14:00 in America/New York)" in page


@pytest.mark.parametrize(("field", "typed", "said"), WRONG)
def test_what_is_wrong_is_said_at_its_place_and_nothing_is_logged(log, dana, field, typed, said):
    before = everything_stored()
    response = log(**{field: typed})
    assert response.status_code == 422
    assert said in errors_of(response)[field]
    assert "Bring the portfolio" in response.content.decode() or field == "notes"
    assert everything_stored() == before


@pytest.mark.parametrize(("field", "typed", "said"), WRONG)
def test_a_change_that_is_wrong_changes_nothing(change, dana, field, typed, said):
    before = everything_stored()
    response = change(**{field: typed})
    assert response.status_code == 422
    assert said in errors_of(response)[field]
    assert everything_stored() == before


def test_an_address_without_a_name_asks_whose_it_is(log):
    response = log(**{"new-1-email": "noor@x.example"})
    assert errors_of(response) == {"new-1-name": "Whose address is this? Give a name too."}


def test_a_time_that_clocks_skip_is_refused_with_the_one_that_was_meant(log):
    before = everything_stored()
    response = log(**GAP)
    assert response.status_code == 422
    assert errors_of(response)["time"].endswith("Did you mean 03:30?")
    assert everything_stored() == before


def test_a_time_that_comes_twice_asks_which_one(log):
    before = everything_stored()
    response = log(**TWICE)
    assert response.status_code == 422
    assert "choose one of the two" in errors_of(response)["which"]
    assert "Before the clocks go back" in text_of(response)
    assert everything_stored() == before


@pytest.mark.parametrize(("which", "hour"), [("first", 0), ("second", 1)])
def test_each_of_the_two_is_its_own_moment(log, which, hour):
    log(**TWICE, which=which)
    assert Interview.objects.get().starts_at == datetime(2026, 10, 25, hour, 30, tzinfo=UTC)


def test_a_third_of_the_two_is_refused(log):
    assert log(**TWICE, which="third").status_code == 422
    assert not Interview.objects.exists()


def test_the_second_of_the_two_is_not_asked_of_an_ordinary_time(log):
    log(which="second")
    assert Interview.objects.get().fold == 0


def test_an_interview_over_the_change_of_clocks_lasts_as_long_as_was_said(log):
    log(date="2027-03-28", time="01:30")
    row = Interview.objects.get()
    assert row.ends_at == datetime(2027, 3, 28, 1, 30, tzinfo=UTC)


@pytest.mark.parametrize("missing", ["new-TOTAL_FORMS", "new-INITIAL_FORMS"])
@pytest.mark.parametrize("typed", [None, "", "x"])
def test_a_form_of_which_a_part_is_missing_says_so(as_alice, application, missing, typed):
    sent = {"form_token": token()} | TYPED | {missing: typed}
    sent = {name: value for name, value in sent.items() if value is not None}
    before = everything_stored()
    response = as_alice.post(f"/applications/{application.pk}/interviews/new/", sent)
    assert response.status_code == 422
    assert "A part of this page did not arrive, and nothing was saved." in text_of(response)
    assert everything_stored() == before


def test_more_people_than_the_form_has_are_refused(log):
    response = log(**{"new-TOTAL_FORMS": "999999999"})
    assert response.status_code == 422
    assert "20" in text_of(response)
    assert not Interview.objects.exists()


@pytest.mark.parametrize("whose", ["charlie", "alice"])
def test_only_people_of_this_application_attend(request, log, whose):
    elsewhere = ContactFactory(owner=request.getfixturevalue(whose))
    before = everything_stored()
    response = log(attendees=[elsewhere.pk])
    assert response.status_code == 422
    assert everything_stored() == before


@pytest.mark.parametrize("field", ["place", "notes", "new-0-name"])
@pytest.mark.parametrize("words", NASTY.values(), ids=NASTY)
def test_nasty_text_is_kept_clean_and_shown_escaped(as_alice, log, field, words):
    page = as_alice.get(log(**{field: words})["Location"]).content.decode()
    row = Interview.objects.get()
    kept = {"place": row.place, "notes": row.notes}.get(field) or Contact.objects.get().name
    assert kept == (clean_text if field == "notes" else clean_line)(words)
    assert "<script>alert" not in page


@pytest.mark.parametrize("field", ["place", "notes", "new-0-name"])
def test_a_lone_surrogate_does_no_harm(as_alice, application, field):
    typed = TYPED | {"form_token": token(), field: ""}
    path = f"/applications/{application.pk}/interviews/new/"
    body = f"{urlencode(typed)}&{field}={LONE_SURROGATE}"
    response = as_alice.post(path, body, content_type=URLENCODED)
    assert as_alice.get(response["Location"]).status_code == 200


def test_a_form_sent_twice_logs_one_interview_and_leads_to_it(as_alice, log):
    once = token()
    first = log(form_token=once, **{"new-0-name": "Noor"})
    as_alice.get(first["Location"])
    second = log(form_token=once, **{"new-0-name": "Noor"})
    assert second["Location"] == first["Location"]
    assert (Interview.objects.count(), Contact.objects.count()) == (1, 1)


def test_a_change_is_saved_and_said(as_alice, change, interview):
    response = change(time="16:00")
    assert response["Location"] == f"/interviews/{interview.pk}/"
    page = text_of(as_alice.get(response["Location"]))
    assert "Saved; what hangs on it has moved along." in page
    assert "Tue 24 Nov 16:00" in page


def test_the_form_shows_what_was_agreed(as_alice, interview):
    AttendanceFactory(interview=interview)
    page = as_alice.get(f"/interviews/{interview.pk}/change/").content.decode()
    assert 'value="2026-11-17"' in page
    assert "checked" in page


def test_a_stale_change_is_refused_with_what_was_typed_kept_and_then_saved(change):
    change(place="Somewhere else")
    before = everything_stored()
    response = change()
    assert response.status_code == 422
    assert "This was changed elsewhere" in text_of(response)
    assert 'value="Room 7"' in response.content.decode()
    assert everything_stored() == before
    assert change(version=response.context["form"]["version"].value()).status_code == 302


@pytest.mark.parametrize(
    ("how", "status", "by_them"),
    [
        ("they-cancelled", "cancelled", True),
        ("i-cancelled", "cancelled", False),
        ("they-missed", "missed", True),
        ("i-missed", "missed", False),
    ],
)
def test_an_interview_that_does_not_take_place_says_so(
    as_alice, call_off, interview, how, status, by_them
):
    Interview.objects.update(starts_at=timezone.now() - timedelta(hours=2))
    page = text_of(as_alice.get(call_off(how)["Location"]))
    interview.refresh_from_db()
    assert (interview.status, interview.called_off_by_them) == (status, by_them)
    assert "Noted; what hung on it is withdrawn." in page
    assert status.capitalize() in page


def test_nobody_can_have_missed_what_is_still_to_come(as_alice, call_off, interview):
    Interview.objects.update(
        starts_at=timezone.now() + timedelta(days=1), ends_at=timezone.now() + timedelta(days=2)
    )
    response = call_off("they-missed")
    interview.refresh_from_db()
    assert (response.status_code, interview.status) == (422, "scheduled")


def test_a_debrief_waits_for_the_interview_to_begin(as_alice, interview):
    Interview.objects.update(
        starts_at=timezone.now() + timedelta(days=1), ends_at=timezone.now() + timedelta(days=2)
    )
    page = text_of(as_alice.get(f"/interviews/{interview.pk}/debrief/", follow=True))
    assert "It has not begun yet" in page
    assert "How did it go?" not in page


def test_calling_off_can_be_undone(as_alice, call_off, interview):
    undo = undo_of(as_alice.get(call_off()["Location"]))
    page = text_of(as_alice.post(undo, follow=True))
    interview.refresh_from_db()
    assert interview.status == "scheduled"
    assert "It takes place after all; its follow-ups are back." in page


def test_an_interview_that_takes_place_is_not_changed_by_an_undo(as_alice, interview):
    before = everything_stored()
    response = as_alice.post(f"/interviews/{interview.pk}/reinstate/", follow=True)
    assert "Nothing was changed: it takes place already." in text_of(response)
    assert {name: rows for name, rows in everything_stored().items() if "tracker" in name} == {
        name: rows for name, rows in before.items() if "tracker" in name
    }


@pytest.mark.parametrize("how", ["", "nobody", "\x00"])
def test_calling_off_asks_what_happened(call_off, how):
    before = everything_stored()
    response = call_off(how)
    assert response.status_code == 422
    assert "how" in errors_of(response)
    assert everything_stored() == before


def test_a_stale_calling_off_is_refused_and_then_goes_through(call_off, change):
    change()
    response = call_off()
    assert response.status_code == 422
    assert "This was changed elsewhere" in text_of(response)
    version = response.context["form"]["version"].value()
    assert call_off(version=version).status_code == 302


def test_the_page_says_what_to_ask_before_and_how_it_went_after(as_alice, interview, now):
    page = text_of(as_alice.get(f"/interviews/{interview.pk}/"))
    assert "ask what the next steps are and when they decide." in page
    interview.debriefed_at = now
    interview.save()
    EstimateFactory(application=interview.application, interview=interview, words="by Friday")
    assert "They decide by Friday" in text_of(as_alice.get(f"/interviews/{interview.pk}/"))


def test_the_page_shows_what_follows_from_it(as_alice, interview):
    FollowUpFactory(application=interview.application, interview=interview, title="Thank Dana")
    assert "What follows from it today Thank Dana" in text_of(
        as_alice.get(f"/interviews/{interview.pk}/")
    )


def test_what_has_become_pointless_is_asked_of_nobody(as_alice, interview):
    now, day = timezone.now(), timedelta(days=1)
    prepare = FollowUpFactory(
        application=interview.application, interview=interview, kind="prepare",
        opens=now - 2 * day, due=now - day, closes=now - day,
    )  # fmt: skip
    its_own = f"/follow-ups/{prepare.pk}/"
    assert its_own not in as_alice.get(f"/interviews/{interview.pk}/").text
    said = text_of(as_alice.get(its_own))
    assert "Its day has passed; nothing is asked of you." in said
    assert "If you did it all the same Done" in said
    assert "put it off" not in said


def test_it_may_have_been_called_off_on_an_earlier_day(as_alice, interview):
    typed = {"how": "they-cancelled", "off_on": "2026-11-13", "version": 0}
    as_alice.post(f"/interviews/{interview.pk}/call-off/", typed)
    interview.refresh_from_db()
    assert interview.called_off_at.date() == date(2026, 11, 13)


def test_it_was_not_called_off_on_a_day_to_come(as_alice, interview):
    typed = {"how": "they-cancelled", "off_on": "2026-11-19", "version": 0}
    response = as_alice.post(f"/interviews/{interview.pk}/call-off/", typed)
    assert "That has not happened yet" in errors_of(response)["off_on"]


def test_the_day_of_their_invitation_is_kept_and_lies_before_it(as_alice, interview, change):
    change(invited_on="2026-11-12")
    interview.refresh_from_db()
    assert interview.invited_on == date(2026, 11, 12)
    late = change(invited_on="2030-11-12", version=1)
    assert "it was before" in errors_of(late)["invited_on"]


def test_a_panel_of_eight_who_are_new_fits_in(as_alice, application, log):
    page = as_alice.get(f"/applications/{application.pk}/interviews/new/").content.decode()
    assert 'name="new-7-name"' in page
    assert "<summary>More people</summary>" in page
    panel = {f"new-{number}-name": f"Person {number}" for number in range(8)}
    panel |= {f"new-{number}-kind": "interviewer" for number in range(8)}
    assert log(**panel | {"new-TOTAL_FORMS": "8"}).status_code == 302
    assert application.interviews.get().attendances.count() == 8


def test_the_page_says_what_to_have_ready_as_the_mail_does(as_alice, alice, now):
    interview = InterviewFactory(application__owner=alice, date=date(2026, 11, 24))
    page = text_of(as_alice.get(f"/interviews/{interview.pk}/"))
    (card,) = cards([interview], now)
    for line, _ in card.preparation:
        assert line in page
    assert "ask for their cards." in page
    assert "with whom. The Right Way C14" in page
