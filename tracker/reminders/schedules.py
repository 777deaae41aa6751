"""The fixed set of schedules: constants as arguments, never one schedule a reminder."""

from typing import Any

SCHEDULES: dict[str, dict[str, Any]] = {
    "sweep": {"func": "tracker.reminders.tasks.sweep", "schedule_type": "I", "minutes": 1},
    "heartbeat": {"func": "tracker.reminders.tasks.heartbeat", "schedule_type": "I", "minutes": 1},
    "zones": {"func": "tracker.reminders.tasks.follow_zones", "schedule_type": "D"},
    "prune": {"func": "tracker.reminders.tasks.prune", "schedule_type": "D"},
}


def ensure_schedules(**_signal: Any) -> None:
    """Make what is missing, mend what differs, remove what is no longer ours."""
    from django_q.models import Schedule

    for name, wanted in SCHEDULES.items():
        # Nothing forbids two of one name, which do no harm.
        if not Schedule.objects.filter(name=name).update(**wanted):
            Schedule.objects.create(name=name, **wanted)
    Schedule.objects.exclude(name__in=SCHEDULES).delete()
