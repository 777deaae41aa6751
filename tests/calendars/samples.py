"""Events as the product writes them, and the calendar that they make."""

from datetime import UTC, date, datetime

from tracker.ical.calendar import calendar_of
from tracker.ical.event import Event, parts_of

INTERVIEW = Event(
    uid="6f1c8a2e-93d4-4f0e-8a53-0c4a3b2d1e0f@heardback",
    sequence=3,
    changed_at=datetime(2026, 11, 2, 8, tzinfo=UTC),
    category="Interview",
    title="Interview at Northwind: Engineer",
    private_title="Interview",
    times=(datetime(2026, 11, 17, 13, tzinfo=UTC), datetime(2026, 11, 17, 14, tzinfo=UTC)),
    hour=None,
    place="Main Street 1",
    about="Video\nWith Dana Reyes",
    url="https://heardback.example/interviews/7/",
    takes_time=True,
    is_cancelled=False,
)
FOLLOW_UP = Event(
    uid="1b7e4c55-2f0a-4c8e-9d6b-7a9f3e5c2d10@heardback",
    sequence=0,
    changed_at=datetime(2026, 11, 2, 8, tzinfo=UTC),
    category="Follow-up",
    title="Thank Dana Reyes (Northwind)",
    private_title="Something to do",
    times=(date(2026, 11, 17), date(2026, 11, 18)),
    hour=(datetime(2026, 11, 17, 14, tzinfo=UTC), datetime(2026, 11, 17, 14, 30, tzinfo=UTC)),
    place="",
    about="Engineer at Northwind\nThanks go out the same day.",
    url="https://heardback.example/follow-ups/9/",
    takes_time=False,
    is_cancelled=False,
)


def body_of(*events: Event, name: str = "Job search") -> bytes:
    return calendar_of(name, (parts_of(event).full for event in events))


def lines_of(*events: Event) -> list[str]:
    """Unfolded."""
    return body_of(*events).decode().replace("\r\n ", "").split("\r\n")
