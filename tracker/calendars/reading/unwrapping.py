"""The calendar in what was brought: a file, a mail that carries one, or pasted text."""

import email
import re
from email.message import Message

from tracker.calendars.reading.decoding import decode, refuse_what_is_no_text
from tracker.calendars.reading.limits import RefusedError

CALENDAR = re.compile(r"BEGIN:VCALENDAR\b.*", re.IGNORECASE | re.DOTALL)
EVENT = re.compile(r"BEGIN:VEVENT\b.*", re.IGNORECASE | re.DOTALL)
PAGE = re.compile(r"\s*<(!doctype\s+html|html|head|body)\b", re.IGNORECASE)
HEADER = re.compile(rb"\s*[A-Za-z][A-Za-z0-9-]*:[ \t].*(\r?\n[ \t].*)*\r?\n")
OF_A_MAIL = re.compile(
    rb"^(content-type|mime-version|received|from|message-id|content-transfer-encoding):",
    re.IGNORECASE | re.MULTILINE,
)
CALENDAR_TYPES = {"text/calendar", "application/ics", "text/x-vcalendar", "application/calendar"}
TNEF_TYPES = {"application/ms-tnef", "application/vnd.ms-tnef"}
NO_CALENDAR = (
    "There is no calendar entry in it. Choose the .ics file of the invitation, or the whole mail"
    " saved as .eml; pasted text begins with BEGIN:VCALENDAR."
)
A_PAGE = "This is a web page. Choose the .ics file that came with the invitation."
MAIL_WITHOUT = (
    "This mail carries no invitation. Choose the .ics file, or enter the interview by hand."
)
MAIL_WITH_WINMAIL = (
    "This mail carries its invitation as a winmail.dat, which only Outlook reads. Ask them to send"
    " it as “iCalendar”, or enter the interview by hand."
)


def calendar_text(data: bytes) -> str:
    """The iCalendar text in `data`; RefusedError if there is none."""
    refuse_what_is_no_text(data)
    if _is_mail(data):
        return _of_mail(email.message_from_bytes(data.lstrip()))
    text = decode(data)
    found = _calendar_in(text)
    if found:
        return found
    raise RefusedError(A_PAGE if PAGE.match(text) else NO_CALENDAR)


def _calendar_in(text: str) -> str:
    """From the calendar's beginning on; an event alone gets a calendar around it."""
    if whole := CALENDAR.search(text):
        return whole.group()
    if event := EVENT.search(text):
        return f"BEGIN:VCALENDAR\r\n{event.group().rstrip()}\r\nEND:VCALENDAR\r\n"
    return ""


def _is_mail(data: bytes) -> bool:
    head = data[:20_000].lstrip().split(b"BEGIN:VCALENDAR")[0]
    return bool(HEADER.match(head) and OF_A_MAIL.search(head))


def _of_mail(mail: Message) -> str:
    has_winmail = False
    for part in mail.walk():
        has_winmail = has_winmail or part.get_content_type() in TNEF_TYPES
        if found := _calendar_in(_text_of(part)):
            return found
    raise RefusedError(MAIL_WITH_WINMAIL if has_winmail else MAIL_WITHOUT)


def _text_of(part: Message) -> str:
    """The text of a part that is, or may be, a calendar; "" of any other."""
    name = (part.get_filename() or "").lower()
    is_calendar = part.get_content_type() in CALENDAR_TYPES or name.endswith((".ics", ".vcs"))
    if part.is_multipart() or not (is_calendar or part.get_content_type() == "text/plain"):
        return ""
    payload = part.get_payload(decode=True)
    text = decode(payload, part.get_content_charset() or "") if isinstance(payload, bytes) else ""
    # In the words of a mail only a whole calendar counts; a mention of one is none.
    return text if is_calendar or CALENDAR.match(text.lstrip()) else ""
