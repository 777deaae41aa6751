"""One interview as a calendar file that comes with a mail: to be kept, not to be answered."""

from tracker.ical.calendar import calendar_of
from tracker.models import CalendarEvent, Interview


def interview_file(interview: Interview) -> str:
    """The event that the feeds carry: a calendar that has both knows them for one.

    Without a METHOD: it invites nobody. Empty where no event could be written.
    """
    events = CalendarEvent.objects.filter(owner=interview.owner_id, uid=interview.uid)
    event = events.first()
    return calendar_of("Heardback", [bytes(event.full)]).decode() if event and event.full else ""
