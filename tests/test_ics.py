"""The check of bytes, checked: it finds each fault, and nothing where there is none."""

import pytest

from tests.ics import faults_of

GOOD = "\r\n".join(
    (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        r"NAME:One\, two",
        "BEGIN:VEVENT",
        "DTSTART:20261117T130000Z",
        "DTEND:20261117T140000Z",
        "UID:6f1c8a2e-93d4-4f0e-8a53-0c4a3b2d1e0f@heardback",
        "DTSTAMP:20261102T080000Z",
        "LAST-MODIFIED:20261102T080000Z",
        "SEQUENCE:3",
        "STATUS:CONFIRMED",
        r"SUMMARY:A meeting\; with é",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    )
).encode()


def test_nothing_is_wrong_with_a_good_calendar():
    assert faults_of(GOOD) == []


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        (b"END:VCALENDAR\r\n", b"", "it is cut short"),
        (b"VERSION:2.0\r\n", b"VERSION:2.0\n", "a line ends with one of CR and LF alone"),
        (b"with \xc3\xa9", b"x" * 80, "line 12 has 100 octets"),
        (b"\xc3\xa9", b"\xc3\r\n \xa9", "line 12 splits a character"),
        (b"VERSION:2.0", b"MALLORY", "no property: 'MALLORY'"),
        (b"VERSION:2.0", b"METHOD:PUBLISH", "METHOD stands in it"),
        (b"\xc3\xa9", b"\xe2\x80\xae", "SUMMARY has characters that nobody sees"),
        (b"END:VEVENT\r\n", b"", "VCALENDAR ends before it begins"),
        (b"DTSTAMP:20261102T080000Z\r\n", b"", "an event has no DTSTAMP"),
        (b"SEQUENCE:3", b"SEQUENCE:3\r\nSEQUENCE:4", "an event has SEQUENCE twice"),
        (b"DTSTART:20261117T130000Z", b"DTSTART:20261117T130000", "DTSTART is '20261117T130000'"),
        (b"DTSTART:20261117T130000Z", b"DTSTART:20261117", "DTSTART does not say what it is"),
        (b"DTEND:20261117T140000Z", b"DTEND:20261117T130000Z", "an event ends before it has begun"),
        (
            b"DTEND:20261117T140000Z",
            b"DTEND;VALUE=DATE:20261118",
            "an event goes from a day to a moment, or from a moment to a day",
        ),
        (rb"One\,", b"One,", "NAME is not escaped"),
        (rb"\;", rb"\q", "SUMMARY is not escaped"),
    ],
)
def test_each_fault_is_found(old, new, fault):
    assert fault in faults_of(GOOD.replace(old, new))


def test_a_second_event_of_the_same_uid_is_found():
    event = GOOD[GOOD.index(b"BEGIN:VEVENT") : GOOD.index(b"END:VCALENDAR")]
    twice = GOOD.replace(event, event + event)
    assert faults_of(twice) == [
        "two events have the UID 6f1c8a2e-93d4-4f0e-8a53-0c4a3b2d1e0f@heardback"
    ]
