"""What an invitation is read as: the file, the mail around it, the text of it."""

import base64
import quopri
import re
from datetime import UTC, datetime

import pytest

from tests.calendars.invited import BASE, calendar, clock, event, invitation, read, read_one
from tests.hostile import HOSTILE
from tracker.calendars.invitation import Invitation, UnreadableError
from tracker.calendars.reading.people import spoken
from tracker.text import clean_line, clean_text

MAIL = """From: Dana Reyes <dana@northwind.example>
To: alice@example.com
Subject: Interview
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=outer

--outer
Content-Type: multipart/alternative; boundary=inner

--inner
Content-Type: text/plain; charset=utf-8

You are invited; see BEGIN:VCALENDAR in the attachment.
--inner
Content-Type: text/html; charset=utf-8

<p>You are invited.</p>
--inner
Content-Type: text/calendar; charset={charset}; method=REQUEST
Content-Transfer-Encoding: {encoding}

{body}
--inner--
--outer--
"""


def mail(body: bytes, encoding: str = "base64", charset: str = "utf-8") -> bytes:
    encode = {"base64": base64.encodebytes, "quoted-printable": quopri.encodestring}
    text = encode[encoding](body).decode() if encoding in encode else body.decode("latin-1")
    return MAIL.format(charset=charset, encoding=encoding, body=text).encode("latin-1")


def refused(data: bytes) -> str:
    with pytest.raises(UnreadableError) as caught:
        read(data)
    return str(caught.value)


def test_everything_that_matters_is_read():
    found = read_one(
        invitation({"DESCRIPTION": r"Bring\, please\, your work.\nSee you", "LOCATION": "Room 7"})
    )
    assert (found.uid, found.sequence, found.method) == ("one@northwind.example", 0, "REQUEST")
    assert found.stamped_at == datetime(2026, 11, 16, 9, tzinfo=UTC)
    assert (found.starts, found.zone) == (clock(2026, 11, 24, 10), "America/New_York")
    assert (found.minutes, found.is_all_day, found.rule) == (45, False, "")
    assert (found.summary, found.place) == ("Interview with Northwind", "Room 7")
    assert found.description == "Bring, please, your work.\nSee you"
    assert found.organizer is not None
    assert (found.organizer.name, found.organizer.address) == (
        "Dana Reyes",
        "dana@northwind.example",
    )
    assert [(each.called, each.status) for each in found.attendees] == [
        ("Sam Okafor", "accepted"),
        ("Alice", "needs-action"),
    ]
    assert [each.called for each in found.people] == ["Dana Reyes", "Sam Okafor", "Alice"]
    assert found.remarks == ()
    assert found.agrees
    assert not found.calls_off


def test_it_is_the_same_after_it_was_kept():
    said = read(calendar(event({"RRULE": "FREQ=WEEKLY;COUNT=3"}), event({"UID": "two"})))
    assert Invitation.from_json(said.as_json()) == said


@pytest.mark.parametrize("encoding", ["base64", "quoted-printable", "8bit"])
def test_a_mail_that_carries_it_is_read_as_well(encoding):
    found = read_one(mail(invitation({"SUMMARY": "Gespräch"}), encoding))
    assert found.uid == "one@northwind.example"
    assert encoding == "8bit" or found.summary == "Gespräch"


def test_an_attached_file_of_another_kind_is_read_by_its_name():
    attached = MAIL.replace(
        "text/calendar; charset={charset}; method=REQUEST",
        "application/octet-stream; name=invite.ics",
    )
    body = base64.encodebytes(invitation()).decode()
    whole = attached.format(encoding="base64", body=body).encode()
    assert read_one(whole).uid == "one@northwind.example"


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "It is empty."),
        (b" \r\n ", "It is empty."),
        (b"PK\x03\x04" + bytes(100), "This is an archive."),
        (b"\x1f\x8b" + bytes(100), "This is an archive."),
        (b"\x78\x9f\x3e\x22" + bytes(100), "This is a winmail.dat"),
        (b"\xd0\xcf\x11\xe0" + bytes(100), "Outlook’s own format"),
        (b"%PDF-1.7", "This is a PDF."),
        (b"<!doctype html><p>Invitation", "This is a web page."),
        (b"Dear Alice, come on Tuesday at ten.", "There is no calendar entry in it."),
        (bytes(range(256)) * 100, "There is no calendar entry in it."),
        (mail(b"nothing"), "This mail carries no invitation."),
        (
            mail(b"nothing").replace(b"text/calendar", b"application/ms-tnef"),
            "as a winmail.dat",
        ),
        (calendar(), "The calendar in it is empty"),
        (calendar("BEGIN:VTODO\nSUMMARY:Buy milk\nEND:VTODO\n"), "It holds a task, but no event."),
        (b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEV", "A part of the file is missing"),
        (invitation(without=("DTSTART", "DTEND")), "It does not say when it begins."),
        (invitation({"DTSTART": "1234"}), "It does not say when it begins."),
        (invitation({"DTSTART": "00010101T000000Z"}), "in the year 1."),
        (invitation({"DTSTART": "99991231T235959Z"}), "in the year 9999."),
        (invitation({"SEQUENCE": "-1"}), "(SEQUENCE) cannot be right."),
    ],
)
def test_what_is_no_invitation_is_refused_with_a_sentence(data, sentence):
    assert sentence in refused(data)


@pytest.mark.parametrize(
    "data",
    [
        invitation({"SUMMARY": "Gespräch"}),
        b"\xef\xbb\xbf" + invitation({"SUMMARY": "Gespräch"}),
        invitation({"SUMMARY": "Gespräch"}).decode().encode("cp1252"),
        invitation({"SUMMARY": "Gespräch"}).decode().encode("utf-16"),
        invitation({"SUMMARY": "Gespräch"}).replace(b"\r\n", b"\n"),
        invitation({"SUMMARY": "Gespräch"}).replace(b"\r\n", b"\r"),
        b"Here it is:\n\n" + invitation({"SUMMARY": "Gespräch"}),
        event({"SUMMARY": "Gespräch"}).encode(),
        mail(invitation({"SUMMARY": "Gespräch"}).decode().encode("latin-1"), charset="latin-1"),
    ],
    ids=["utf-8", "BOM", "cp1252", "utf-16", "LF", "CR", "words before", "event", "latin-1 mail"],
)
def test_letters_and_line_breaks_are_read_as_they_were_meant(data):
    found = read_one(data)
    assert (found.summary, found.uid) == ("Gespräch", "one@northwind.example")


def test_lines_folded_in_the_middle_of_a_letter_are_put_together():
    data = invitation({"SUMMARY": "Gespräch in Köln"})
    place = data.index("ö".encode())
    assert read_one(data[: place + 1] + b"\r\n " + data[place + 1 :]).summary == "Gespräch in Köln"


def test_one_broken_event_does_not_lose_the_others():
    broken = event({"UID": "two", "DTEND;TZID=America/New_York": "20261123T100000"})
    said = read(calendar(event(), broken.replace("SUMMARY", "BEGIN:VALARM\nEND:VEVENT\nSUMMARY")))
    assert "one@northwind.example" in {each.uid for each in said.events}


def test_a_file_that_breaks_off_gives_what_is_whole_and_says_so():
    data = invitation()
    said = read(data[: data.index(b"ATTENDEE;CN=Alice")])
    (found,) = said.events
    assert found.starts == clock(2026, 11, 24, 10)
    assert any("ends in the middle" in remark for remark in said.remarks)


def test_an_alarm_that_cannot_be_read_does_not_lose_its_event():
    alarm = "BEGIN:VALARM\nACTION:DISPLAY\nTRIGGER:P180S\nEND:VALARM\nEND:VEVENT\n"
    found = read_one(calendar(event().replace("END:VEVENT\n", alarm)))
    assert found.uid == "one@northwind.example"


@pytest.mark.parametrize(
    ("lines", "minutes", "remark"),
    [
        ({"DTEND;TZID=America/New_York": "20261124T110000"}, 60, ""),
        ({"DTEND": "20261124T160000Z"}, 60, ""),
        ({"DURATION": "PT90M"}, 90, ""),
        ({}, 60, "an hour is assumed"),
        ({"DTEND;TZID=America/New_York": "20261124T090000"}, 60, "an hour is assumed"),
        ({"DTEND;TZID=America/New_York": "20261124T100000"}, 60, "an hour is assumed"),
        ({"DTEND;VALUE=DATE": "20261125"}, 60, "an hour is assumed"),
        ({"DTEND": "tomorrow"}, 60, "an hour is assumed"),
        ({"DURATION": "-PT1H"}, 60, "an hour is assumed"),
        ({"DURATION": "P999999999999999999W"}, 60, "an hour is assumed"),
        ({"DTEND;TZID=America/New_York": "20261124T110000", "DURATION": "PT2H"}, 60, ""),
    ],
)
def test_its_length_is_the_end_or_the_duration_or_an_hour(lines, minutes, remark):
    found = read_one(invitation(lines, without=("DTEND",)))
    assert found.minutes == minutes
    assert remark in " ".join(found.remarks)
    assert found.starts == clock(2026, 11, 24, 10)


def test_a_day_is_a_day():
    lines = {"DTSTART;VALUE=DATE": "20261124", "DTEND;VALUE=DATE": "20261125"}
    found = read_one(invitation(lines))
    assert found.is_all_day
    assert (found.starts, found.zone) == (clock(2026, 11, 24), "")


TEAMS = "https://teams.microsoft.com/l/meetup-join/1"
MEET = "https://meet.google.com/abc-defg-hij"


@pytest.mark.parametrize(
    ("lines", "link"),
    [
        ({"X-MICROSOFT-SKYPETEAMSMEETINGURL": TEAMS, "URL": MEET}, TEAMS),
        ({"X-GOOGLE-CONFERENCE": MEET, "URL": "https://example.com/event"}, MEET),
        ({"CONFERENCE;VALUE=URI": MEET, "LOCATION": "https://example.com"}, MEET),
        ({"URL": MEET, "LOCATION": "https://example.com"}, MEET),
        ({"LOCATION": f"Online: {MEET}"}, MEET),
        ({"DESCRIPTION": f"http://example.com/plain then {MEET}."}, MEET),
        ({"DESCRIPTION": f'<a href="{MEET}">join</a>'}, MEET),
        ({"URL": "javascript:alert(1)"}, ""),
        ({"URL": "https://user:pass@evil.example/"}, ""),
        ({"URL": "https://localhost/", "LOCATION": "//evil.example"}, ""),
        ({"URL": f"https://example.com/{'x' * 3_000}"}, ""),
        ({}, ""),
    ],
)
def test_the_call_is_joined_where_the_likeliest_property_says(lines, link):
    assert read_one(invitation(lines)).link == link


def test_a_place_that_is_only_the_link_is_no_place():
    found = read_one(invitation({"LOCATION": MEET}))
    assert (found.place, found.link) == ("", MEET)


def test_a_description_in_html_is_read_as_words():
    lines = {"DESCRIPTION": "<p>Hello Alice</p><br><b>Bring</b> work<script>alert(1)</script>"}
    assert read_one(invitation(lines)).description == "Hello Alice\n\nBring work"


@pytest.mark.parametrize(
    ("name", "value", "read_as"),
    [
        ("ORGANIZER;CN=Dana", "mailto:dana@x.example", ("Dana", "dana@x.example")),
        ("ORGANIZER;CN=Dana", "MAILTO:dana@x.example", ("Dana", "dana@x.example")),
        ("ORGANIZER;CN=Dana", "dana@x.example", ("Dana", "dana@x.example")),
        ("ORGANIZER;CN=Dana", "'mailto:dana@x.example'", ("Dana", "dana@x.example")),
        ('ORGANIZER;CN="Reyes, Dana"', "mailto:d@x.example", ("Dana Reyes", "d@x.example")),
        ("ORGANIZER;CN=dana@x.example", "mailto:dana@x.example", ("", "dana@x.example")),
        ("ORGANIZER;CN=Dana;EMAIL=dana@x.example", "/principals/7/", ("Dana", "dana@x.example")),
        ("ORGANIZER;CN=Dana", "invalid:nomail", ("Dana", "")),
        ("ORGANIZER;CN=Dana", f"mailto:{'d' * 300}@x.example", ("Dana", "")),
    ],
)
def test_an_address_is_found_however_it_is_written(name, value, read_as):
    organizer = read_one(invitation({name: value})).organizer
    assert (organizer.name, organizer.address) == read_as


def test_rooms_are_not_people():
    lines = {"ATTENDEE;CUTYPE=ROOM;CN=Room 7": "mailto:room7@northwind.example"}
    assert read_one(invitation(lines)).attendees == ()


def test_without_a_number_of_its_own_the_same_file_gets_the_same():
    first, again = (read_one(invitation(without=("UID",))) for _ in range(2))
    other = read_one(invitation({"SUMMARY": "Another"}, without=("UID",)))
    assert first.uid == again.uid != other.uid
    assert any("may not be recognised" in remark for remark in first.remarks)


@pytest.mark.parametrize(
    ("method", "status", "agrees", "calls_off"),
    [
        ("REQUEST", "CONFIRMED", True, False),
        (" request", "TENTATIVE", True, False),
        ("PUBLISH", "CONFIRMED", True, False),
        ("ADD", "CONFIRMED", True, False),
        ("REQUEST", "CANCELLED", False, True),
        ("CANCEL", "CONFIRMED", False, True),
        ("REPLY", "CONFIRMED", False, False),
        ("REPLY", "CANCELLED", False, False),
        ("COUNTER", "CONFIRMED", False, False),
        ("REFRESH", "CONFIRMED", False, False),
        ("DECLINECOUNTER", "CONFIRMED", False, False),
        ("XYZ", "CONFIRMED", False, False),
    ],
)
def test_only_some_methods_agree_or_call_off(method, status, agrees, calls_off):
    found = read_one(invitation({"STATUS": status}, method=method))
    assert (found.agrees, found.calls_off) == (agrees, calls_off)


def test_a_cancellation_need_not_say_when():
    found = read_one(invitation(without=("DTSTART", "DTEND"), method="CANCEL"))
    assert (found.calls_off, found.starts) == (True, None)


def test_a_large_sequence_is_a_number_and_one_that_counts_milliseconds_too():
    assert read_one(invitation({"SEQUENCE": "1407317367304"})).sequence == 1407317367304


def test_an_empty_sequence_is_that_of_the_first_version():
    assert read_one(invitation({"SEQUENCE": ""})).sequence == 0


@pytest.mark.parametrize(("number", "is_said"), [(50, False), (51, True)])
def test_that_people_are_left_out_is_said_where_some_are(number, is_said):
    lines = {f"ATTENDEE;CN=P{n}": f"mailto:p{n}@x.example" for n in range(number)}
    found = read_one(invitation(lines))
    assert len(found.attendees) == 50
    assert ("It names many people; the first 50 are kept." in found.remarks) is is_said


def test_of_a_series_the_next_date_is_taken_and_others_are_offered():
    lines = {
        "DTSTART;TZID=America/New_York": "20260901T100000",
        "DTEND;TZID=America/New_York": "20260901T110000",
        "RRULE": "FREQ=WEEKLY;BYDAY=TU;UNTIL=20261215T150000Z",
        "EXDATE;TZID=America/New_York": "20261124T100000",
    }
    found = read_one(invitation(lines))
    assert found.rule == "every week on Tuesday, until 15 Dec 2026"
    assert [day.day for day in found.dates] == [17, 1, 8, 15]
    assert found.starts == found.dates[0] == clock(2026, 11, 17, 10)


def test_a_date_of_which_the_file_says_otherwise_is_not_offered_twice():
    series = event({"RRULE": "FREQ=DAILY;COUNT=3"})
    moved = event({"RECURRENCE-ID;TZID=America/New_York": "20261125T100000"})
    whole, one = read(calendar(series, moved)).events
    assert [day.day for day in whole.dates] == [24, 26]
    assert one.recurrence_id == "2026-11-25T15:00:00+00:00" == whole.id_of(clock(2026, 11, 25, 10))


@pytest.mark.parametrize("often", ["SECONDLY", "MINUTELY", "HOURLY"])
def test_what_repeats_more_often_than_daily_is_never_unrolled(often):
    found = read_one(invitation({"RRULE": f"FREQ={often}"}))
    assert (found.dates, found.starts) == ((), clock(2026, 11, 24, 10))
    assert any("more often than daily" in remark for remark in found.remarks)


@pytest.mark.parametrize("rule", ["FREQ=YEARLY;INTERVAL=997", "FREQ=YEARLY;INTERVAL=7973"])
def test_a_series_that_goes_on_into_the_year_9999_ends_before(rule):
    lines = {"DTSTART;TZID=America/New_York": "20261231T235900", "RRULE": rule}
    found = read_one(invitation(lines, without=("DTEND",)))
    assert [day.year for day in found.dates] == [2026]


def test_a_second_rule_is_not_unrolled_either_if_it_repeats_too_often():
    both = event({"RRULE": "FREQ=DAILY"}).replace("END:", "RRULE:FREQ=SECONDLY\nEND:")
    assert read_one(calendar(both)).dates == ()


def test_every_property_that_is_given_twice_is_read_once():
    doubled = "".join(f"{name}:{value}\n" * 2 for name, value in BASE.items())
    found = read_one(calendar(f"BEGIN:VEVENT\n{doubled}END:VEVENT\n"))
    assert found.starts == clock(2026, 11, 24, 10)
    assert len(found.attendees) == 2


PROPERTIES = (
    *("SUMMARY", "DESCRIPTION", "LOCATION", "UID", "URL", "ORGANIZER", "STATUS", "SEQUENCE"),
    *("DTSTART", "DTEND", "DTSTAMP", "RRULE", "RECURRENCE-ID", "X-ANYTHING", "BEGIN"),
)


def hostile_events(name: str) -> list[str]:
    texts = (text.encode("utf-8", "replace").decode() for text in HOSTILE)
    raw = [re.sub(r"[\r\n]+", r"\\n", text) for text in texts]
    return [event({name: text, "ATTENDEE;CN=Sam": f"mailto:{text}"}) for text in raw]


@pytest.mark.parametrize("name", PROPERTIES)
def test_f41_hostile_text_in_any_property_is_cleaned(name):
    good = event({"UID": "good"})
    said = read(calendar(good, *hostile_events(name)))
    assert "good" in {found.uid for found in said.events}
    for found in said.events:
        lines = (found.uid, found.summary, found.place, found.link, found.zone_said, found.rule)
        names = (person.name + person.address for person in found.people)
        for line in (*lines, *names, *found.remarks, *said.remarks):
            assert line == clean_line(line)
        assert found.description == clean_text(found.description).strip()


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("Reyes, Dana", "Dana Reyes"),
        ("van der Berg, Jan Willem", "Jan Willem van der Berg"),
        ("Dana Reyes", "Dana Reyes"),
        ("Acme, Inc.", "Acme, Inc."),
        ("Reyes, Dana, PhD", "Reyes, Dana, PhD"),
        (", Dana", ", Dana"),
    ],
)
def test_a_name_is_kept_as_it_is_said(written, said):
    assert spoken(written) == said
