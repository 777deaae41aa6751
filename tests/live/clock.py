"""Where it is noon just now: there no quiet hours hold a mail back, and yesterday is far away."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

# One city for each whole hour from UTC-11 to UTC+12, none of which changes its clocks.
CITIES = (
    "Pacific/Pago_Pago",
    "Pacific/Honolulu",
    "Pacific/Gambier",
    "Pacific/Pitcairn",
    "America/Phoenix",
    "America/Costa_Rica",
    "America/Bogota",
    "America/Caracas",
    "America/Sao_Paulo",
    "America/Noronha",
    "Atlantic/Cape_Verde",
    "Africa/Abidjan",
    "Africa/Lagos",
    "Africa/Johannesburg",
    "Africa/Nairobi",
    "Asia/Dubai",
    "Asia/Karachi",
    "Asia/Dhaka",
    "Asia/Bangkok",
    "Asia/Singapore",
    "Asia/Tokyo",
    "Australia/Brisbane",
    "Pacific/Guadalcanal",
    "Pacific/Tarawa",
)


class NoonClock:
    """The clock of a city where it is between 11:30 and 12:30 at the beginning."""

    def __init__(self) -> None:
        now = datetime.now(UTC)
        self.city = min(CITIES, key=lambda city: abs(minutes_from_noon(city, now)))
        self.zone = ZoneInfo(self.city)

    def now(self) -> datetime:
        return datetime.now(self.zone)

    def minutes_ago(self, minutes: int) -> datetime:
        """A full minute, as people enter it."""
        return self.now().replace(second=0, microsecond=0) - timedelta(minutes=minutes)

    def next_minute(self, seconds_ahead: int) -> datetime:
        """The next full minute that is no nearer than this."""
        soon = self.now() + timedelta(seconds=seconds_ahead)
        return soon.replace(second=0, microsecond=0) + timedelta(minutes=1)

    def ten_o_clock(self, days_ahead: int) -> datetime:
        day = self.now() + timedelta(days=days_ahead)
        return day.replace(hour=10, minute=0, second=0, microsecond=0)


def minutes_from_noon(city: str, now: datetime) -> int:
    local = now.astimezone(ZoneInfo(city))
    return local.hour * 60 + local.minute - 12 * 60
