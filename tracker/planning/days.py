"""How the owner's days run: their zone, working days, reminder time and quiet hours."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from tracker.planning.words import say_day, say_moment

DAY = timedelta(days=1)
SECOND = timedelta(seconds=1)
# A same-day reminder would rather come this long before the quiet hours than after them.
BEFORE_QUIET = timedelta(minutes=30)
SETTLE = timedelta(hours=2)
MIDNIGHT, EVENING = time(0), time(18)


def start_of_week(day: date, first: int) -> date:
    """The day on which the week of `day` began; weeks begin on the weekday `first`, Monday is 0."""
    return day - (day.weekday() - first) % 7 * DAY


@dataclass(frozen=True, slots=True)
class Days:
    """Days are counted in `zone`; every moment that comes out is in UTC."""

    zone: ZoneInfo
    reminder_time: time = time(9)
    quiet_from: time = time(21)
    quiet_until: time = time(7, 30)
    working_weekdays: frozenset[int] = frozenset(range(5))  # Monday is 0
    holidays: Mapping[date, str] = field(default_factory=dict)  # with their names
    # What is mailed: the evening before an interview and so long before it, or not at all; the
    # rest when its time comes, or in one mail each morning.
    evening: time | None = EVENING
    before_interview: timedelta | None = timedelta(hours=1)
    one_mail_a_morning: bool = False
    twelve_hours: bool = False  # as sentences say a time

    def say(self, moment: datetime) -> str:
        """Tue 24 Nov at 14:00"""
        return say_moment(moment, self.zone, twelve=self.twelve_hours)

    def day_of(self, moment: datetime) -> date:
        """The local day on which `moment` lies."""
        return _day_of(self.zone, moment)

    def moment(self, day: date, wall: time, fold: int = 0) -> datetime:
        """The moment at which clocks show `wall` on `day`; in a gap, what they show after it.

        Where they show it twice, the first; with `fold=1`, the second.
        """
        return _moment(self.zone, day, wall, fold)

    def start(self, day: date) -> datetime:
        """The first moment of `day`."""
        return self.moment(day, MIDNIGHT)

    def end(self, day: date) -> datetime:
        """The last second of `day`, which is 23 to 25 hours long.

        Clocks set back over midnight show the last hour of a day twice: the second one ends it. A
        day that a zone left out, as Samoa did, ends where it would have begun.
        """
        return _last_second(self.zone, day)

    def is_working(self, day: date) -> bool:
        """Whether people at work can be expected to read on `day`."""
        return day.weekday() in self.working_weekdays and day not in self.holidays

    def business_days_after(self, day: date, count: int) -> date:
        """The `count`-th business day after `day`, which itself is not counted.

        With no working weekday at all, days are counted as they come.
        """
        if not self.working_weekdays:
            return day + count * DAY
        working, off = self.working_weekdays, self.holidays
        while count > 0:
            day += DAY
            count -= day.weekday() in working and day not in off
        return day

    def working_day(self, day: date) -> date:
        """`day` itself, or the first business day after it."""
        return day if self.is_working(day) else self.business_days_after(day - DAY, 1)

    def holidays_between(self, first: date, last: date) -> list[str]:
        """The holidays after `first`, until `last`, that made it later: "Thu 26 Nov is …"."""
        days = (first + number * DAY for number in range(1, (last - first).days + 1))
        return [
            f"{say_day(day)} is {self.holidays[day]}"
            for day in days
            if day in self.holidays and day.weekday() in self.working_weekdays
        ]

    def reminder(self, day: date) -> datetime:
        """The owner's reminder time on `day`, put behind the quiet hours where it falls in them."""
        return self.waking(self.moment(day, self.reminder_time))

    def next_reminder(self, moment: datetime) -> datetime:
        """The first reminder time that is not before `moment`."""
        days = (self.day_of(moment) + number * DAY for number in range(-1, 3))
        return next(at for day in days if (at := self.reminder(day)) >= moment)

    def next_weekly(self, weekday: int, after: datetime) -> datetime:
        """The first reminder time on such a weekday (Monday is 0) after `after`."""
        days = (self.day_of(after) + number * DAY for number in range(-1, 15))
        times = (self.reminder(day) for day in days if day.weekday() == weekday)
        return next(at for at in times if at > after)

    def is_quiet(self, moment: datetime) -> bool:
        """Whether `moment` lies in the quiet hours."""
        return self.waking(moment) != moment

    def waking(self, moment: datetime) -> datetime:
        """`moment`, or the end of the quiet hours in which it falls."""
        return _waking(self.zone, self.quiet_from, self.quiet_until, moment)

    def same_day(self, cause: datetime, entered_at: datetime) -> datetime:
        """When to remind of what is due the same day as its cause.

        Two hours after it, or at once when it was entered later; rather before the quiet hours
        than behind them, if the cause leaves time for that.
        """
        known = max(cause, entered_at)
        wanted = max(cause + SETTLE, entered_at)
        last_call = self.moment(self.day_of(cause), self.quiet_from) - BEFORE_QUIET
        return self.waking(last_call if known <= last_call < wanted else wanted)


# A plan asks for the same few days again and again, and a zone's answer never changes.
@lru_cache(maxsize=10_000)
def _day_of(zone: ZoneInfo, moment: datetime) -> date:
    return moment.astimezone(zone).date()


@lru_cache(maxsize=10_000)
def _moment(zone: ZoneInfo, day: date, wall: time, fold: int) -> datetime:
    return datetime.combine(day, wall, zone).replace(fold=fold).astimezone(UTC)


@lru_cache(maxsize=10_000)
def _last_second(zone: ZoneInfo, day: date) -> datetime:
    lasts = [_moment(zone, day + DAY, MIDNIGHT, fold) - SECOND for fold in (0, 1)]
    there = [last for last in lasts if last.astimezone(zone).date() == day]
    return max(there, default=_moment(zone, day, MIDNIGHT, 0))


@lru_cache(maxsize=10_000)
def _waking(zone: ZoneInfo, quiet_from: time, quiet_until: time, moment: datetime) -> datetime:
    local = moment.astimezone(zone)
    wall, day = local.time(), local.date()
    begun, ended = wall >= quiet_from, wall >= quiet_until
    quiet = (begun or not ended) if quiet_from > quiet_until else (begun and not ended)
    if not quiet:
        return moment
    tonight = (_moment(zone, day, quiet_until, fold) for fold in (0, 1))
    tomorrow = _moment(zone, day + DAY, quiet_until, 0)
    return next((until for until in tonight if until >= moment), tomorrow)
