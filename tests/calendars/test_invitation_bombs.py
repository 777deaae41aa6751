"""F44: files made to take all the time or memory there is. Each is refused for what it is, or read."""

import base64
import subprocess
import sys

import pytest

from tests.calendars.invited import calendar, event, invitation, read
from tracker.calendars.invitation import ROOT, UnreadableError, read_invitation
from tracker.calendars.reading.limits import MOST_BYTES

DAILY_FOR_EVER = {"RRULE": "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=31"}
FOLDED_EVENT = "BEG\n IN:VEVENT\nDTSTART:20261201T100000Z\nEND:VEVENT\n"
FOLDED_PERSON = "ATTEN\n\n DEE:mailto:p@x.example\n"
BOMBS = {
    "50 MB": (b"BEGIN:VCALENDAR\r\n" + b"X" * 50_000_000, "It is larger than 1 MB"),
    "20,000 events": (calendar("BEGIN:VEVENT\nEND:VEVENT\n" * 20_000), "It holds 20,000 events"),
    "501 events": (
        calendar(*(event({"UID": str(n)}) for n in range(501))),
        "It holds 501 events",
    ),
    "501 events in folded lines": (calendar(FOLDED_EVENT * 501), "It holds 501 events"),
    "501 events under another name": (
        calendar(FOLDED_EVENT.replace("BEG\n IN", "BEGIN;X=1") * 501),
        "It holds 501 events",
    ),
    "10,000 attendees": (
        invitation({f"ATTENDEE;CN=P{n}": f"mailto:p{n}@x.example" for n in range(10_000)}),
        "It holds 10,000 people",
    ),
    "501 attendees in folded lines": (
        calendar(event(without=("ATTENDEE",)).replace("END:", FOLDED_PERSON * 501 + "END:")),
        "It holds 501 people",
    ),
    "nested 100,000 deep": (calendar("BEGIN:X\n" * 100_000), "It holds 100,001 parts"),
    "nested other parts": (calendar("BEGIN:X\n" * 4_999), "The calendar in it is empty"),
    "5,000 digits": (invitation({"SEQUENCE": "9" * 5_000}), "The event in it cannot be used."),
    "year 1": (
        invitation({"DTSTART": "00010101T000000", "DTEND": "00010101T010000"}),
        "The event in it cannot be used.",
    ),
    "year 9999": (
        invitation({"DTSTART": "99991231T235959Z", "DTEND": "99991231T235959Z"}),
        "The event in it cannot be used.",
    ),
    "one line of 999,000": (
        b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:" + b"x" * 999_000,
        "The event in it cannot be used.",
    ),
    "a zip": (b"PK\x03\x04" + bytes(900_000), "This is an archive."),
    "parts within parts": (
        b"MIME-Version: 1.0\r\n"
        + b"".join(
            b"Content-Type: multipart/mixed; boundary=%d\r\n\r\n--%d\r\n" % (n, n)
            for n in range(9_000)
        ),
        "It is damaged, and cannot be read.",
    ),
    "a mail of nothing": (
        b"From: a@x.example\r\nMIME-Version: 1.0\r\nContent-Type: text/calendar\r\n"
        b"Content-Transfer-Encoding: base64\r\n\r\n" + base64.b64encode(bytes(700_000)),
        "This mail carries no invitation.",
    ),
}
HARMLESS = {
    "every second": {"RRULE": "FREQ=SECONDLY"},
    "every second, picked by year": {"RRULE": "FREQ=SECONDLY;BYYEARDAY=366;COUNT=9999999"},
    "a day that never comes": DAILY_FOR_EVER,
    "since 1970": {
        "DTSTART": "19700101T000000Z",
        "DTEND": "19700101T010000Z",
        "RRULE": "FREQ=DAILY",
    },
    "a million weeks": {"RRULE": "FREQ=WEEKLY;INTERVAL=999999999999"},
    "for ever": {"DTEND": "", "DURATION": "P999999999999999999W"},
    "a long name": {"SUMMARY": "x" * 100_000},
}


@pytest.fixture(autouse=True)
def _is_patient(monkeypatch) -> None:
    """A machine that is busy with other things is not what is tried here."""
    monkeypatch.setattr("tracker.calendars.invitation.SECONDS_TO_WAIT", 120)


@pytest.mark.parametrize("name", BOMBS)
def test_f44_a_bomb_is_refused_for_what_it_is(name):
    data, sentence = BOMBS[name]
    with pytest.raises(UnreadableError) as caught:
        read(data)
    assert str(caught.value).startswith(sentence)


@pytest.mark.parametrize("name", HARMLESS)
def test_f44_what_would_unroll_without_end_is_read_without_unrolling(name):
    (found,) = read(invitation(HARMLESS[name], without=("DTEND",))).events
    assert found.starts is not None


def test_f44_many_series_together_take_no_longer_than_one():
    endless = (event({"UID": str(n)} | DAILY_FOR_EVER) for n in range(400))
    assert len(read(calendar(*endless)).events) == 400


BEYOND = {
    "memory": ("bytearray(600_000_000)", "MemoryError"),
    "time": ("any(False for _ in iter(int, 1))", ""),
}


@pytest.mark.skipif(sys.platform != "linux", reason="Only Linux knows all of these limits.")
@pytest.mark.parametrize("what", BEYOND)
def test_f44_a_child_that_takes_more_than_it_may_is_ended(what):
    too_much, said = BEYOND[what]
    limits = "import tracker.calendars.reading.limits as l; l.limit_this_process()"
    run = [sys.executable, "-c", f"{limits}; {too_much}"]
    ended = subprocess.run(run, capture_output=True, text=True, cwd=ROOT, timeout=120)
    assert ended.returncode != 0
    assert said in ended.stderr


def test_what_is_too_large_is_not_even_handed_over(monkeypatch, now):
    monkeypatch.setattr("tracker.calendars.invitation._read_apart", pytest.fail)
    with pytest.raises(UnreadableError, match="larger than 1 MB"):
        read_invitation(b"x" * (MOST_BYTES + 1), now=now, zone="UTC")


def test_a_child_that_dies_is_a_sentence(monkeypatch, now):
    monkeypatch.setattr("tracker.calendars.invitation.sys.executable", "false")
    with pytest.raises(UnreadableError, match="took too long"):
        read_invitation(invitation(), now=now, zone="UTC")
