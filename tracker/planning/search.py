"""The whole search: a weekly goal, and one line where it was missed."""

from dataclasses import dataclass
from datetime import date

from tracker.planning.words import count

LAST_DAYS = {0: "Sunday", 6: "Saturday"}  # by the first day of the week
OVER = (
    "You accepted an offer, so there is nothing to search for. If you go on after all, the goal is"
    " back with the next application."
)


@dataclass(frozen=True, slots=True)
class SearchWeek:
    done: int
    goal: int
    says: str

    @property
    def is_met(self) -> bool:
        return self.done >= self.goal


def plan_search(
    done: int,
    done_last_week: int,
    goal: int,
    today: date,
    paused: tuple[date, date] | None,
    week_starts: int = 0,
) -> SearchWeek | None:
    """The week's line on the dashboard (B7); None without a goal, or while the search pauses.

    Its nudge comes on the week's first day (Monday is 0), once, for the week that has ended; no
    mail of its own.
    """
    if goal == 0 or (paused and paused[0] <= today <= paused[1]):
        return None
    left = goal - done
    if left <= 0:
        return SearchWeek(done, goal, "This week's goal is met.")
    if today.weekday() == week_starts and done_last_week < goal:
        return SearchWeek(
            done,
            goal,
            f"Last week it was {done_last_week} of {goal}. Keep searching while you wait: any of"
            " these may never answer.",
        )
    ends_today = (today.weekday() + 1) % 7 == week_starts
    until = "today; a new week begins tomorrow" if ends_today else f"until {LAST_DAYS[week_starts]}"
    return SearchWeek(done, goal, f"{count(left, 'more step').capitalize()} {until}.")


def look_back(done: int, goal: int, *, is_whole: bool) -> str:
    """What was done in a week that is over, beside its goal (B7); only a whole week can miss it."""
    steps = count(done, "step").capitalize()
    if done == goal:
        return f"{steps}: the goal is met."
    if done < goal and not is_whole:
        return f"{steps}."
    wanted, _ = count(goal, "step").split()
    go_on = " Keep searching while you wait: any application may go unanswered."
    return f"{steps}; the goal was {wanted}." + (go_on if done < goal else "")
