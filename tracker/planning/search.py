"""The whole search: a weekly goal, and one line where it was missed."""

from dataclasses import dataclass
from datetime import date

from tracker.planning.words import count


@dataclass(frozen=True, slots=True)
class SearchWeek:
    done: int
    goal: int
    says: str

    @property
    def is_met(self) -> bool:
        return self.done >= self.goal


def plan_search(
    done: int, done_last_week: int, goal: int, today: date, paused: tuple[date, date] | None
) -> SearchWeek | None:
    """The week's line on the dashboard (B7); None without a goal, or while the search pauses.

    Its nudge comes on Monday, once, for the week that has ended; no mail of its own.
    """
    if goal == 0 or (paused and paused[0] <= today <= paused[1]):
        return None
    left = goal - done
    if left <= 0:
        return SearchWeek(done, goal, "This week's goal is met.")
    if today.weekday() == 0 and done_last_week < goal:
        return SearchWeek(
            done,
            goal,
            f"Last week it was {done_last_week} of {goal}. Keep searching while you wait: any of"
            " these may never answer.",
        )
    return SearchWeek(done, goal, f"{count(left, 'more step').capitalize()} until Sunday.")
