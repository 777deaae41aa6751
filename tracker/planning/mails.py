"""When what is planned is mailed: what the owner chose for their mails, over the plan's moments."""

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime

from tracker.planning.days import BEFORE_QUIET, EVENING, SECOND, Days
from tracker.planning.facts import LIVE_STAGES, CaseFile
from tracker.planning.rules import RULE_BY_KIND

Moments = Mapping[int, tuple[datetime, ...]]


def mailed_at(kind: str, moment: datetime, days: Days, closes: datetime | None = None) -> datetime:
    """When a follow-up of `kind` is mailed that is to be mentioned at `moment`.

    Decision 10: quiet hours and the morning's mail do not hold what belongs to an interview, and
    what is due the same day does not wait for a morning. Nothing waits for one past its closing.
    """
    rule = RULE_BY_KIND.get(kind)
    if rule and rule.any_hour:
        return moment
    if days.one_mail_a_morning and not (rule and rule.same_day):
        morning = days.next_reminder(moment)
        if closes is None or morning <= closes:
            return morning
    return days.waking(moment)


def made_up(
    kind: str,
    moments: Collection[datetime],
    last: datetime,
    told: Collection[datetime],
    days: Days,
    now: datetime,
) -> Collection[datetime]:
    """What stands in for a moment of `moments` that had passed when it was planned, or nothing.

    Decision 8 leaves such moments out, and that alone would forget what is logged, or brought back,
    after its hour. Whoever logs it is looking at it, so no mail comes at once; but still open it
    comes once at the next time, unless it comes by that day anyway, and never after `last`.
    `told` are the times, up to `now`, at which it was put into a mail or is about to be: with one,
    nothing is made up for again. The time changes only when it has come, so that planning again
    says the same.
    """
    if not any(moment < now for moment in moments):
        return ()
    if told:
        return told
    at = min(_times_after(now, kind, days))
    day = days.day_of(at)
    comes_anyway = any(now <= moment and days.day_of(moment) <= day for moment in moments)
    return () if comes_anyway or at > _last(kind, last, days) else (at,)


def _times_after(now: datetime, kind: str, days: Days) -> Iterator[datetime]:
    """The next morning (for what nobody asked for: on a working day), or yet this evening."""
    rule, today = RULE_BY_KIND.get(kind), days.day_of(now)
    morning = days.next_reminder(now + SECOND)
    if rule and rule.unasked and not days.is_working(days.day_of(morning)):
        morning = days.reminder(days.working_day(days.day_of(morning)))
    yield morning
    if rule and (rule.same_day or rule.any_hour):
        last_call = days.moment(today, days.quiet_from) - BEFORE_QUIET
        for at in (days.moment(today, EVENING), last_call):
            if at > now and not days.is_quiet(at):
                yield at


def _last(kind: str, last: datetime, days: Days) -> datetime:
    """Until when it is of use: the mail just before an interview says how to prepare by itself."""
    return last - days.before_interview if kind == "prepare" and days.before_interview else last


def before_interviews(case: CaseFile, days: Days) -> Moments:
    """For each interview of `case`, by its id, when a mail is to call it to mind just before it.

    Each has its own, also where several make one visit. It is nobody's task: done or skipped
    preparation silences nothing. Quiet hours do not hold it (decision 10).
    """
    lead = days.before_interview
    if lead is None or case.stage not in LIVE_STAGES:
        return {interview.id: () for interview in case.interviews}
    return {
        interview.id: (interview.starts - lead,) if interview.counts else ()
        for interview in case.interviews
    }
