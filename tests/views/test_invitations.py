"""Invitations: brought, looked at, taken in, followed."""

import re
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.calendars.invited import calendar, event, invitation
from tests.factories import ApplicationFactory, ContactFactory, InterviewFactory
from tests.hostile import HOSTILE
from tests.services.doings import debrief
from tests.views.pages import errors_of, everything_stored, text_of, token
from tracker.models import Application, Contact, Interview, Invitation, InvitationDraft
from tracker.planning.facts import InterviewStatus
from tracker.uploads import LARGEST_BODY

NEW = reverse("invitation-new")


@pytest.fixture
def northwind(alice):
    return ApplicationFactory(owner=alice, company__name="Northwind", role="Engineer")


def bring(client, data: bytes, query: str = ""):
    file = SimpleUploadedFile("invite.ics", data, "text/calendar")
    return client.post(f"{NEW}{query}", {"file": file, "text": ""})


def look(client, data: bytes, query: str = ""):
    """The page on which it is looked at."""
    response = bring(client, data, query)
    assert response.status_code == 302
    return client.get(response["Location"])


def filled(page) -> dict[str, str]:
    """What the form of `page` sends if nothing is changed: of its fields, those that are shown."""
    form, invited, shown = page.context["form"], page.context.get("invited"), page.content.decode()
    values = {field.html_name: field.value() for field in form}
    if invited is not None:
        bound = [*invited.management_form, *(field for each in invited for field in each)]
        values |= {field.html_name: field.value() for field in bound}
    return {
        name: value
        for name, value in values.items()
        if value is not None and value is not False and f'name="{name}"' in shown
    }


def save(client, page, **changes):
    path = page.request["PATH_INFO"] + "?" + page.request["QUERY_STRING"]
    return client.post(path, filled(page) | changes)


def take(client, data: bytes, **changes) -> Interview:
    response = save(client, look(client, data), **changes)
    assert response.status_code == 302, errors_of(response)
    return Interview.objects.get(pk=re.findall(r"\d+", response["Location"])[0])


def test_nothing_is_stored_before_it_is_saved(as_alice, northwind):
    before = everything_stored()
    page = look(as_alice, invitation())
    after = everything_stored()
    changed = {table for table in after if after[table] != before[table]}
    assert changed - {"sqlite_sequence"} == {"tracker_invitationdraft"}
    assert "nothing is kept of it until you save" in text_of(page)


def test_it_is_shown_in_my_zone_and_in_theirs(as_alice):
    said = text_of(look(as_alice, invitation()))
    assert "Tue 24 Nov 16:00, 45 minutes (Tue 24 Nov 10:00 in America/New York)" in said
    assert "Sam Okafor, sam@northwind.example (has accepted)" in said


def test_pasted_text_is_read_as_well(as_alice):
    response = as_alice.post(NEW, {"text": invitation().decode()})
    assert "Interview with Northwind" in text_of(as_alice.get(response["Location"]))


def test_what_cannot_be_read_is_said_at_the_field_and_the_text_is_kept(as_alice):
    response = as_alice.post(NEW, {"text": "Come on Tuesday at ten."})
    assert response.status_code == 422
    assert errors_of(response)["text"].startswith("There is no calendar entry in it.")
    assert "Come on Tuesday at ten." in response.content.decode()


@pytest.mark.parametrize(
    ("sent", "field", "sentence"),
    [
        ({"text": ""}, "file", "Choose a file, or paste the text"),
        ({"file": SimpleUploadedFile("empty.ics", b"")}, "file", "It is empty."),
        ({"file": SimpleUploadedFile("i.zip", b"PK\x03\x04 more")}, "file", "an archive"),
        ({"file": SimpleUploadedFile("i.ics", b"x"), "text": "y"}, "text", "Bring one of the two"),
        ({"file": SimpleUploadedFile("i.ics", bytes(1_000_001))}, "file", "larger than 1 MB"),
        ({"file": SimpleUploadedFile("\x00/../../etc/x.ics", b"hello")}, "file", "no calendar"),
    ],
)
def test_what_was_brought_wrongly_is_said_where(as_alice, sent, field, sentence):
    for value in sent.values():
        if hasattr(value, "seek"):
            value.seek(0)
    response = as_alice.post(NEW, sent)
    assert response.status_code == 422
    assert sentence in errors_of(response)[field]


def test_f44_a_file_of_50_mb_is_refused_before_it_is_read(as_alice):
    response = bring(as_alice, bytes(50_000_000))
    assert response.status_code == 413
    assert "too large" in text_of(response)


@pytest.mark.parametrize("length", ["-1", "many", "9" * 5_000, str(LARGEST_BODY + 1)])
def test_a_length_that_is_none_or_too_much_is_refused(as_alice, length):
    assert as_alice.post(NEW, {}, CONTENT_LENGTH=length).status_code == 413


def test_saving_makes_the_interview_the_application_and_the_people(as_alice, alice):
    interview = take(as_alice, invitation(), role="Engineer")
    assert str(interview.application) == "Engineer at Northwind"
    assert (interview.zone_name, interview.time.hour, interview.minutes) == (
        "America/New_York",
        10,
        45,
    )
    people = {each.contact.name: each.contact.email for each in interview.attendances.all()}
    assert people == {"Dana Reyes": "dana@northwind.example", "Sam Okafor": "sam@northwind.example"}
    assert Invitation.objects.get().interview == interview


def test_i_am_not_made_a_contact_of_mine(as_alice, alice):
    assert alice.email == "alice@example.com"
    take(as_alice, invitation(), role="Engineer")
    assert not Contact.objects.filter(email=alice.email).exists()


def test_who_is_unticked_is_not_added(as_alice):
    page = look(as_alice, invitation())
    sent = filled(page) | {"role": "Engineer"}
    del sent["new-0-keep"]
    as_alice.post(page.request["PATH_INFO"], sent)
    assert [each.name for each in Contact.objects.all()] == ["Sam Okafor"]


def test_who_is_known_by_address_is_not_asked_for_again(as_alice, northwind):
    dana = ContactFactory(
        owner=northwind.owner, company=northwind.company, email="Dana@Northwind.example"
    )
    page = look(as_alice, invitation())
    assert [form.initial["name"] for form in page.context["invited"]] == ["Sam Okafor"]
    assert page.context["form"].initial["attendees"] == [dana.pk]


def proposed(page) -> str:
    form = page.context["form"]
    return dict(form.fields["application"].choices)[form.initial["application"]]


def test_the_application_is_proposed_by_its_people(as_alice, alice, northwind):
    other = ApplicationFactory(owner=alice, company__name="Contoso")
    ContactFactory(owner=alice, company=other.company, email="sam@northwind.example")
    assert proposed(look(as_alice, invitation())) == f"{other} (Dana Reyes is among its people)"


def test_or_by_where_its_people_write_from(as_alice, alice):
    other = ApplicationFactory(owner=alice, company__name="Contoso")
    ContactFactory(owner=alice, company=other.company, email="kim@northwind.example")
    said = f"{other} (its people write from northwind.example)"
    assert proposed(look(as_alice, invitation())) == said


def test_or_by_the_name_of_the_company(as_alice, northwind):
    said = f"{northwind} (they write from northwind.example)"
    assert proposed(look(as_alice, invitation())) == said


def test_or_by_what_is_written_in_it(as_alice, northwind):
    lines = {"ORGANIZER": "mailto:someone@gmail.com", "ATTENDEE": "mailto:alice@example.com"}
    assert proposed(look(as_alice, invitation(lines))) == f"{northwind} (Northwind is named in it)"


def test_everybodys_mail_says_nothing_of_a_company(as_alice, alice):
    ApplicationFactory(owner=alice, company__name="Gmail")
    lines = {"ORGANIZER": "mailto:x@gmail.com", "ATTENDEE": "mailto:y@gmail.com"}
    page = look(as_alice, invitation(lines))
    assert proposed(page) == "A new application"
    assert page.context["form"].initial["company"] == ""


@pytest.mark.parametrize(
    "address",
    [
        "c_1a2b@group.calendar.google.com",
        "unknownorganizer@calendar.google.com",
        "notifications@calendly.com",
    ],
)
def test_a_program_that_sends_it_is_neither_a_company_nor_a_contact(as_alice, address):
    lines = {"ORGANIZER;CN=Interviews": f"mailto:{address}"}
    page = look(as_alice, invitation(lines, without=("ATTENDEE",)))
    assert page.context["form"].initial["company"] == ""
    assert not list(page.context["invited"])


def test_from_the_page_of_an_application_it_is_that_one(as_alice, alice, northwind):
    other = ApplicationFactory(owner=alice, company__name="Contoso")
    page = look(as_alice, invitation(), f"?for={other.pk}")
    assert page.context["form"].initial["application"] == str(other.pk)


def test_a_new_application_needs_a_company_and_a_role_and_what_was_typed_is_kept(as_alice):
    page = look(as_alice, invitation())
    response = save(as_alice, page, company="", place="Room 9")
    assert response.status_code == 422
    assert {"company", "role"} <= errors_of(response).keys()
    assert 'value="Room 9"' in response.content.decode()
    assert not Application.objects.exists()


def test_of_a_new_application_it_is_said_what_else_is_known_of_the_company(as_alice, northwind):
    place = {"application": "new", "company": "Northwind", "role": "engineer"}
    page = text_of(as_alice.get(save(as_alice, look(as_alice, invitation()), **place)["Location"]))
    assert "engineer at Northwind stood here already" in page


def test_of_one_that_was_there_nothing_of_the_kind_is_said(as_alice, northwind):
    page = save(as_alice, look(as_alice, invitation()), application=northwind.pk)
    assert "stood here already" not in text_of(as_alice.get(page["Location"]))


@pytest.mark.parametrize("chosen", ["0", "987654", "x", "9" * 5_000])
def test_no_application_but_mine_can_be_chosen(as_alice, charlie, chosen):
    theirs = ApplicationFactory(owner=charlie)
    for number in (chosen, str(theirs.pk)):
        response = save(as_alice, look(as_alice, invitation()), application=number)
        assert "application" in errors_of(response)


@pytest.mark.parametrize("query", ["?for=0", "?for=987654"])
def test_no_application_but_mine_can_be_meant(as_alice, query):
    assert as_alice.get(NEW + query).status_code == 404


def test_a_zone_that_is_not_recognised_is_asked_for(as_alice, northwind):
    data = invitation({"DTSTART;TZID=FLE": "20261124T100000"}, without=("DTEND",))
    page = look(as_alice, data)
    assert "Its time zone is not recognised (“FLE”): which one is it?" in text_of(page)
    response = save(as_alice, page)
    assert errors_of(response)["zone_name"].startswith("Choose the time zone")
    saved = save(as_alice, page, zone_name="Europe/Helsinki")
    assert saved.status_code == 302
    assert Interview.objects.get().starts_at.hour == 8


def test_an_update_asks_for_the_zone_with_the_one_that_was_chosen(as_alice, northwind):
    unknown = {"DTSTART;TZID=FLE": "20261124T100000"}
    take(as_alice, invitation(unknown, without=("DTEND",)), zone_name="Europe/Helsinki")
    page = look(as_alice, invitation(unknown | {"SEQUENCE": "1"}, without=("DTEND",)))
    assert page.context["form"].initial["zone_name"] == "Europe/Helsinki"
    assert "Nothing that is kept of it differs." in text_of(page)


def test_an_update_of_a_day_keeps_the_time_that_was_given(as_alice, northwind):
    day = {"DTSTART;VALUE=DATE": "20261124"}
    take(as_alice, invitation(day, without=("DTEND",)), time="14:00", minutes="30")
    page = look(as_alice, invitation(day | {"SEQUENCE": "1"}, without=("DTEND",)))
    assert "Nothing that is kept of it differs." in text_of(page)
    save(as_alice, page)
    interview = Interview.objects.get()
    assert (interview.time.hour, interview.minutes) == (14, 30)


def test_a_time_that_does_not_exist_in_the_chosen_zone_is_refused(as_alice, northwind):
    data = invitation({"DTSTART": "20270328T023000"}, without=("DTEND",))
    response = save(as_alice, look(as_alice, data), zone_name="Europe/Berlin")
    assert "does not exist" in errors_of(response)["time"]


def test_a_day_asks_for_its_time(as_alice, northwind):
    page = look(as_alice, invitation({"DTSTART;VALUE=DATE": "20261124"}, without=("DTEND",)))
    assert "Tue 24 Nov 2026, all day" in text_of(page)
    assert "time" in errors_of(save(as_alice, page))
    assert save(as_alice, page, time="14:00").status_code == 302


def test_a_moment_in_utc_is_told_by_my_own_clock(as_alice, northwind):
    data = invitation({"DTSTART": "20261124T150000Z", "DTEND": "20261124T160000Z"})
    interview = take(as_alice, data)
    assert (interview.zone_name, interview.time.hour) == ("Europe/Berlin", 16)


def test_the_second_of_two_equal_times_stays_the_second(as_alice, northwind):
    data = invitation({"DTSTART": "20271031T013000Z", "DTEND": "20271031T020000Z"})
    interview = take(as_alice, data)
    assert (interview.time.hour, interview.fold) == (2, 1)
    assert interview.starts_at.hour == 1


def test_of_several_events_one_is_chosen(as_alice, northwind):
    data = calendar(event(), event({"UID": "two", "SUMMARY": "Second round"}))
    response = bring(as_alice, data)
    page = as_alice.get(response["Location"])
    assert "The file holds 2 of them." in text_of(page)
    chosen = as_alice.get(response["Location"] + "?event=1")
    assert "Second round" in text_of(chosen)
    assert save(as_alice, chosen).status_code == 302
    assert Invitation.objects.get().uid == "two"


@pytest.mark.parametrize("query", ["?event=2", "?event=-1", "?event=x", f"?event={'9' * 5_000}"])
def test_an_event_that_is_not_in_it_leads_to_the_choice(as_alice, query):
    response = bring(as_alice, calendar(event(), event({"UID": "two"})))
    page = as_alice.get(response["Location"] + query)
    assert "Which event is it?" in text_of(page)


def test_of_a_series_another_date_can_be_chosen(as_alice, northwind):
    data = invitation({"RRULE": "FREQ=WEEKLY;COUNT=3"})
    page = look(as_alice, data)
    assert "every week, 3 times" in text_of(page)
    later = as_alice.get(page.request["PATH_INFO"] + "?event=0&date=1")
    assert save(as_alice, later).status_code == 302
    assert Interview.objects.get().date.day == 1
    assert Invitation.objects.get().occurrence == "2026-12-01T15:00:00+00:00"


MOVED = {
    "SEQUENCE": "1",
    "DTSTART;TZID=America/New_York": "20261125T140000",
    "DTEND;TZID=America/New_York": "20261125T150000",
}


def test_a_newer_version_says_what_changes_and_moves_the_interview(as_alice, northwind):
    interview = take(as_alice, invitation())
    page = look(as_alice, invitation(MOVED))
    assert "It moves from Tue 24 Nov 16:00 to Wed 25 Nov 20:00." in text_of(page)
    assert "It takes 60 minutes instead of 45 minutes." in text_of(page)
    assert save(as_alice, page).status_code == 302
    interview.refresh_from_db()
    assert (interview.date.day, interview.time.hour, interview.minutes) == (25, 14, 60)
    assert Interview.objects.count() == 1


def test_hours_that_stay_the_same_are_no_change(as_alice, northwind):
    three_hours = {"DTEND;TZID=America/New_York": "20261124T130000"}
    take(as_alice, invitation(three_hours))
    page = look(as_alice, invitation(three_hours | {"SEQUENCE": "1"}))
    assert "Nothing that is kept of it differs." in text_of(page)


def test_who_is_known_by_name_is_not_added_again_when_it_moves(as_alice, northwind):
    lines = {"ORGANIZER;CN=Dana Reyes": "/aMTc1/principal/"}
    take(as_alice, invitation(lines))
    moved = take(as_alice, invitation(lines | MOVED))
    assert {each.contact.name for each in moved.attendances.all()} == {"Dana Reyes", "Sam Okafor"}
    assert Contact.objects.filter(name="Dana Reyes").count() == 1


def test_who_is_known_by_name_and_new_to_it_is_ticked(as_alice, northwind):
    take(as_alice, invitation(without=("ORGANIZER",)))
    dana = ContactFactory(owner=northwind.owner, company=northwind.company, name="Dana Reyes")
    page = look(as_alice, invitation(MOVED | {"ORGANIZER;CN=Dana Reyes": "/aMTc1/principal/"}))
    assert dana.pk in page.context["form"].initial["attendees"]
    assert not list(page.context["invited"])


def test_who_is_unticked_does_not_attend_any_more(as_alice, northwind):
    interview = take(as_alice, invitation())
    dana = Contact.objects.get(name="Dana Reyes")
    page = look(as_alice, invitation(MOVED))
    assert set(page.context["form"].initial["attendees"]) == set(
        Contact.objects.values_list("pk", flat=True)
    )
    save(as_alice, page, attendees=[dana.pk])
    assert [each.contact for each in interview.attendances.all()] == [dana]


def test_a_page_that_something_newer_has_overtaken_changes_nothing(as_alice, northwind):
    take(as_alice, invitation())
    overtaken = look(as_alice, invitation(MOVED))
    save(as_alice, look(as_alice, invitation(MOVED | {"SEQUENCE": "2", "SUMMARY": "Newest"})))
    before = Interview.objects.values().get()
    save(as_alice, overtaken)
    assert Interview.objects.values().get() == before


def test_a_place_that_is_left_out_of_the_newest_is_none_any_more(as_alice, northwind):
    take(as_alice, invitation({"LOCATION": "Room 7"}))
    page = look(as_alice, invitation(MOVED))
    assert "The place is no longer Room 7." in text_of(page)
    save(as_alice, page)
    assert Interview.objects.get().place == ""


def test_what_they_called_off_since_is_not_said_to_take_place(as_alice, northwind):
    take(as_alice, invitation())
    save(as_alice, look(as_alice, invitation({"SEQUENCE": "3"}, method="CANCEL")))
    page = look(as_alice, invitation(MOVED))
    assert "They have called it off since, and it stays called off." in text_of(page)
    assert "It takes place after all." not in text_of(page)
    save(as_alice, page)
    assert Interview.objects.get().status == InterviewStatus.CANCELLED


SERIES = {"RRULE": "FREQ=WEEKLY;COUNT=4"}
NEW_ROOM = SERIES | {"SEQUENCE": "1", "LOCATION": "Room 7"}
FIRST = {"RECURRENCE-ID;TZID=America/New_York": "20261124T100000"}


def days_taken() -> list[date]:
    return list(Interview.objects.order_by("date").values_list("date", flat=True))


def test_two_dates_of_a_series_are_taken_from_its_file(as_alice, northwind):
    take(as_alice, invitation(SERIES))
    page = look(as_alice, invitation(SERIES))
    assert "You have taken this in already" in text_of(page)
    save(as_alice, as_alice.get(page.request["PATH_INFO"] + "?event=0&date=2"))
    assert days_taken() == [date(2026, 11, 24), date(2026, 12, 8)]


def test_an_update_of_a_series_opens_on_the_date_that_is_taken(as_alice, northwind):
    page = look(as_alice, invitation(SERIES))
    save(as_alice, as_alice.get(page.request["PATH_INFO"] + "?event=0&date=2"))
    page = look(as_alice, invitation(NEW_ROOM))
    assert "It moves from" not in text_of(page)
    assert 'action="?event=0&amp;date=2"' in page.content.decode()
    save(as_alice, page)
    assert [(each.date.day, each.place) for each in Interview.objects.all()] == [(8, "Room 7")]


def test_a_series_that_moves_to_another_hour_takes_each_date_along(as_alice, northwind):
    page = look(as_alice, invitation(SERIES))
    for number in (0, 2):
        save(as_alice, as_alice.get(f"{page.request['PATH_INFO']}?event=0&date={number}"))
    moved = invitation(
        SERIES | {"SEQUENCE": "1", "DTSTART;TZID=America/New_York": "20261124T150000"}
    )
    for _ in range(2):
        save(as_alice, look(as_alice, moved))
    taken = [(each.date.day, each.time.hour) for each in Interview.objects.order_by("date")]
    assert taken == [(24, 15), (8, 15)]
    assert "You have taken this in already" in text_of(look(as_alice, moved))


def test_a_date_that_the_file_itself_moves_is_not_left_behind(as_alice, northwind):
    take(as_alice, invitation(SERIES))
    both = calendar(event(NEW_ROOM), event(FIRST | {"SEQUENCE": "1"}))
    page = look(as_alice, both)
    assert "This is new" in text_of(as_alice.get(page.request["PATH_INFO"] + "?event=0"))


def test_an_update_of_a_series_leaves_what_was_told_of(as_alice, northwind, time_machine, now):
    first = take(as_alice, invitation(SERIES))
    later = now + timedelta(days=8)
    time_machine.move_to(later, tick=False)
    debrief(first, now=later)
    page = look(as_alice, invitation(NEW_ROOM))
    assert "This is new" in text_of(page)
    save(as_alice, page)
    assert days_taken() == [date(2026, 11, 24), date(2026, 12, 1)]


def test_what_was_told_of_is_not_moved(as_alice, northwind, time_machine, now):
    interview = take(as_alice, invitation())
    later = now + timedelta(days=8)
    time_machine.move_to(later, tick=False)
    debrief(interview, now=later)
    page = look(as_alice, invitation(MOVED))
    assert "You have told already how this interview went" in text_of(page)
    as_alice.post(page.request["PATH_INFO"], {"form_token": token()})
    assert days_taken() == [date(2026, 11, 24)]


def test_a_series_after_its_moved_date_is_known_already(as_alice, northwind):
    take(as_alice, invitation(SERIES))
    at_three = {"SEQUENCE": "1", "DTSTART;TZID=America/New_York": "20261124T150000"}
    take(as_alice, invitation(FIRST | at_three, without=("DTEND",)))
    assert "This is older than what you have" in text_of(look(as_alice, invitation(SERIES)))


def test_a_date_that_was_called_off_is_taken_of_its_series_as_called_off(as_alice, northwind):
    save(as_alice, look(as_alice, invitation(FIRST | {"SEQUENCE": "1"}, method="CANCEL")))
    page = look(as_alice, invitation(SERIES))
    assert "They have called it off since" in text_of(page)
    save(as_alice, page)
    assert Interview.objects.get().status == InterviewStatus.CANCELLED


def test_a_series_is_called_off_with_the_date_that_was_taken(as_alice, northwind):
    take(as_alice, invitation(SERIES))
    gone = invitation(SERIES | {"SEQUENCE": "1"}, method="CANCEL")
    page = look(as_alice, gone)
    assert "They call off an interview that you have." in text_of(page)
    save(as_alice, page)
    assert Interview.objects.get().status == InterviewStatus.CANCELLED
    assert "called off already" in text_of(look(as_alice, gone))


def test_what_i_noted_stays_when_it_moves(as_alice, northwind):
    interview = take(as_alice, invitation(), notes="Bring the portfolio", kind="panel")
    moved = take(as_alice, invitation(MOVED | {"DESCRIPTION": "Their words"}))
    assert moved == interview
    assert (moved.notes, moved.kind) == ("Bring the portfolio", "panel")


def test_when_they_invited_me_is_proposed_and_stays_when_it_moves(as_alice, northwind):
    interview = take(as_alice, invitation())
    assert interview.invited_on == date(2026, 11, 16)
    Interview.objects.update(invited_on=date(2026, 11, 10))
    assert take(as_alice, invitation(MOVED)).invited_on == date(2026, 11, 10)


def test_a_stamp_after_its_day_says_when_it_was_saved_and_not_when_they_invited_me(
    as_alice, northwind
):
    stamped = invitation({"DTSTAMP": "20261125T090000Z"})
    assert take(as_alice, stamped).invited_on is None


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        ({}, "You have taken this in already"),
        ({"DTSTAMP": "20261115T090000Z", "SUMMARY": "Older"}, "This is older than what you have"),
    ],
)
def test_what_is_no_newer_changes_nothing_and_says_so(as_alice, northwind, lines, sentence):
    interview = take(as_alice, invitation())
    before = Interview.objects.values().get()
    page = look(as_alice, invitation(lines))
    assert sentence in text_of(page)
    response = as_alice.post(page.request["PATH_INFO"], {"form_token": token()})
    assert response["Location"] == reverse("interview", args=[interview.pk])
    assert Interview.objects.values().get() == before


@pytest.mark.parametrize(
    ("method", "sentence"),
    [
        ("REPLY", "somebody’s answer to an invitation"),
        ("COUNTER", "Somebody proposes another time here."),
        ("REFRESH", "asks for the newest version"),
        ("DECLINECOUNTER", "A proposal of another time is refused"),
        ("NONSENSE", "It is no invitation, but “NONSENSE”"),
    ],
)
def test_answers_and_proposals_change_nothing_and_say_so(as_alice, northwind, method, sentence):
    take(as_alice, invitation())
    page = look(as_alice, invitation(MOVED, method=method))
    assert sentence in text_of(page)
    before = everything_stored()
    as_alice.post(page.request["PATH_INFO"], {"form_token": token()})
    assert everything_stored() == before


@pytest.mark.parametrize(
    "data",
    [
        invitation({"SEQUENCE": "1"}, method="CANCEL"),
        invitation({"SEQUENCE": "1"}, method="CANCEL", without=("DTSTART", "DTEND", "ORGANIZER")),
        invitation({"SEQUENCE": "1", "STATUS": "CANCELLED"}),
        invitation({"SEQUENCE": "1", "ORGANIZER": "mailto:other@x.example"}, method="CANCEL"),
    ],
)
def test_what_they_call_off_is_called_off(as_alice, northwind, data):
    interview = take(as_alice, invitation())
    page = look(as_alice, data)
    assert "They call off an interview that you have." in text_of(page)
    response = save(as_alice, page)
    assert response["Location"] == reverse("interview", args=[interview.pk])
    interview.refresh_from_db()
    assert (interview.status, interview.called_off_by_them) == (InterviewStatus.CANCELLED, True)
    assert "called off already" in text_of(look(as_alice, data))


def test_what_is_called_off_and_not_known_can_be_remembered(as_alice, northwind):
    page = look(as_alice, invitation({"SEQUENCE": "1"}, method="CANCEL"))
    assert "a meeting that you have not taken in" in text_of(page)
    assert save(as_alice, page).status_code == 302
    again = look(as_alice, invitation())
    assert "They have called it off since" in text_of(again)
    save(as_alice, again)
    assert Interview.objects.get().status == InterviewStatus.CANCELLED


def test_called_off_in_an_older_version_changes_nothing(as_alice, northwind):
    take(as_alice, invitation(MOVED))
    page = look(as_alice, invitation(method="CANCEL"))
    assert "older than what you have, which takes place" in text_of(page)


def test_pressed_twice_it_makes_one_interview(as_alice, northwind):
    page = look(as_alice, invitation())
    first, second = save(as_alice, page), save(as_alice, page)
    assert first["Location"] == second["Location"]
    assert Interview.objects.count() == 1


def test_in_two_tabs_it_makes_one_interview(as_alice, northwind):
    pages = [look(as_alice, invitation()) for _ in range(2)]
    first, second = (save(as_alice, page) for page in pages)
    assert first["Location"] == second["Location"]
    assert Interview.objects.count() == 1


def test_a_draft_of_someone_else_is_not_found(as_alice, client, charlie, northwind):
    location = bring(as_alice, invitation())["Location"]
    client.force_login(charlie)
    assert client.get(location).status_code == 404
    assert client.post(location, {}).status_code == 404


def test_a_draft_goes_after_a_day(as_alice, time_machine, now):
    bring(as_alice, invitation())
    time_machine.move_to(now + timedelta(days=1, minutes=1), tick=False)
    bring(as_alice, invitation())
    assert InvitationDraft.objects.count() == 1


def test_someone_elses_interview_is_not_touched(as_alice, client, charlie, northwind):
    take(as_alice, invitation())
    client.force_login(charlie)
    page = look(client, invitation(MOVED))
    assert "This is new" in text_of(page)


@pytest.mark.parametrize("text", HOSTILE)
def test_f41_hostile_words_are_only_words(as_alice, northwind, text):
    escaped = text.encode("utf-8", "replace").decode().replace("\r", "").replace("\n", "\\n")
    names = ("SUMMARY", "DESCRIPTION", "LOCATION", "UID", "URL", "COMMENT", "CATEGORIES")
    lines = dict.fromkeys(names, escaped) | {f'ORGANIZER;CN="{escaped}"': "mailto:d@x.example"}
    page = look(as_alice, invitation(lines))
    assert page.status_code == 200
    assert "<script>alert" not in page.content.decode()
    response = save(as_alice, page)
    assert response.status_code in (302, 422)
    if response.status_code == 302:
        assert as_alice.get(response["Location"]).status_code == 200
        assert as_alice.get(reverse("calendar-download")).status_code == 200


def test_an_interview_that_is_over_can_be_taken_too(as_alice, northwind):
    lines = {"DTSTART;TZID=America/New_York": "20261110T100000"}
    assert take(as_alice, invitation(lines, without=("DTEND",))).date.day == 10


def test_somebody_expected_from_elsewhere_stays_when_it_is_changed_by_hand(as_alice, northwind):
    agent = ContactFactory(owner=northwind.owner, email="dana@northwind.example")
    interview = take(as_alice, invitation(), application=str(northwind.pk))
    page = as_alice.get(reverse("interview-change", args=[interview.pk]))
    assert agent.pk in page.context["form"].initial["attendees"]
    choices = page.context["form"].fields["attendees"].choices
    assert agent.pk in dict(choices)


def test_its_pages_are_linked_where_they_are_looked_for(as_alice, northwind):
    interview = InterviewFactory(application=northwind)
    assert interview.pk
    for path in (
        reverse("application", args=[northwind.pk]),
        reverse("interview-new", args=[northwind.pk]),
    ):
        assert f'href="{NEW}?for={northwind.pk}"' in as_alice.get(path).content.decode()
    assert f'href="{NEW}"' in as_alice.get(reverse("calendar")).content.decode()


@pytest.mark.parametrize(
    ("lines", "is_past"),
    [
        ({}, False),
        ({"DTSTART": "20261117T100000Z", "DTEND": "20261117T105900Z"}, True),
        ({"DTSTART": "20261117T103000Z", "DTEND": "20261117T113000Z"}, False),  # it goes on
        ({"DTSTART;VALUE=DATE": "20261116", "DTEND;VALUE=DATE": "20261117"}, True),
        ({"DTSTART;VALUE=DATE": "20261117", "DTEND;VALUE=DATE": "20261118"}, False),
    ],
)
def test_what_is_in_the_past_is_said_to_be(as_alice, lines, is_past):
    page = text_of(look(as_alice, invitation(lines)))
    assert ("It is in the past. Look at its date" in page) is is_past
