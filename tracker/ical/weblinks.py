"""Addresses that open a form for one event, filled in, at those who have such forms."""

from datetime import date, datetime
from urllib.parse import urlencode

from tracker.text import clean_line, clean_text

GOOGLE = "https://calendar.google.com/calendar/render"
OUTLOOK = "https://outlook.live.com/calendar/0/deeplink/compose"
LONGEST = 1_000  # characters; servers refuse addresses that are much longer

Span = tuple[datetime, datetime] | tuple[date, date]


def google_link(title: str, span: Span, *, about: str, place: str) -> str:
    """Google's form. Moments are in UTC; the second of two days is the first after it."""
    form = "%Y%m%dT%H%M%SZ" if isinstance(span[0], datetime) else "%Y%m%d"
    dates = "/".join(moment.strftime(form) for moment in span)
    return f"{GOOGLE}?{urlencode({'action': 'TEMPLATE', 'dates': dates} | _said('text', 'details', title, about, place))}"


def outlook_link(title: str, span: Span, *, about: str, place: str) -> str:
    """Outlook's form on the web, likewise."""
    all_day = not isinstance(span[0], datetime)
    begins, ends = (str(each) if all_day else f"{each:%Y-%m-%dT%H:%M:%SZ}" for each in span)
    asked = {"path": "/calendar/action/compose", "rru": "addevent"}
    times = {"startdt": begins, "enddt": ends, "allday": str(all_day).lower()}
    return f"{OUTLOOK}?{urlencode(asked | times | _said('subject', 'body', title, about, place))}"


def _said(title_is: str, about_is: str, title: str, about: str, place: str) -> dict[str, str]:
    said = {
        title_is: clean_line(title)[:LONGEST],
        about_is: clean_text(about)[:LONGEST],
        "location": clean_line(place)[:LONGEST],
    }
    return {name: text for name, text in said.items() if text}
