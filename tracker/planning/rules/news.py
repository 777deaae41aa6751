"""News of the owner's own search, once in each application that is to know of it."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta

from tracker.planning.days import DAY
from tracker.planning.facts import News, NewsKind, Purpose
from tracker.planning.playbook import Action, Number, Numbers
from tracker.planning.rules.entry import rule
from tracker.planning.rules.windows import day_window
from tracker.planning.sent import SAME_THING
from tracker.planning.situation import Situation
from tracker.planning.words import say_day


@rule(
    "tell-of-final-round",
    "Tell them of a final round",
    "With a final round elsewhere: the same day, to those whom you chose, and before its day.",
    advice="E5 B6",
)
def tell_of_final_round(s: Situation, _numbers: Numbers) -> Iterator[Action]:
    """Decision 20: one note an application and final round; of two, the nearer one is told."""
    for news, told_at in _by_telling(
        s, NewsKind.FINAL_ROUND, Purpose.TELL_OF_FINAL_ROUND, _nearest
    ):
        yield _tell(
            s,
            news,
            Purpose.TELL_OF_FINAL_ROUND,
            _last_day(s, news, news.day),
            title="of your final round elsewhere",
            why=f"You have a final round elsewhere on {say_day(news.day)}. Tell them the same day:"
            " it may change little, but it gives them the chance to decide in time.",
            advice=("E5", "B6"),
            told_at=told_at,
        )


@rule(
    "tell-of-availability",
    "Tell them when you can begin",
    "When your availability changes: the same day, to those whom you chose; {closes} after at the"
    " latest.",
    numbers=(Number("closes", 7, "days", 1, 30),),
)
def tell_of_availability(s: Situation, numbers: Numbers) -> Iterator[Action]:
    """Decision 20: what was said last counts; what it replaced is told no more."""
    told = _by_telling(s, NewsKind.AVAILABILITY, Purpose.TELL_OF_AVAILABILITY, _newest)
    for news, told_at in told:
        entered_on = s.days.day_of(news.entered_at)
        yield _tell(
            s,
            news,
            Purpose.TELL_OF_AVAILABILITY,
            _last_day(s, news, entered_on + numbers["closes"] * DAY),
            title="when you can begin",
            why=f"Since {say_day(entered_on)} it has been new that you can begin from"
            f" {say_day(news.day)} on. A line about it helps them to plan.",
            advice=(),
            told_at=told_at,
        )


Told = dict[News, datetime]
Next = Callable[[Situation, list[News], Told], News | None]  # which is to be told now


def _nearest(s: Situation, known: list[News], told: Told) -> News | None:
    """The final round that comes first; not one that was over before another was entered."""
    since = max((s.days.day_of(each.entered_at) for each in known), default=None)
    last = {each: _last_day(s, each, each.day) for each in known if each not in told}
    current = (each for each, day in last.items() if since and day >= since)
    return min(current, key=lambda each: (last[each], each.id), default=None)


def _newest(_s: Situation, known: list[News], told: Told) -> News | None:
    newest = max(known, key=lambda each: (each.entered_at, each.id), default=None)
    return None if newest in told else newest


def _by_telling(
    s: Situation, kind: NewsKind, purpose: Purpose, following: Next
) -> Iterator[tuple[News, datetime | None]]:
    """Of one kind: what they have been told, with the moment, and what they are to be told now.

    While they wait for the owner the answer comes first (decision 5); whoever asked not to be
    written to is not told (decision 18).
    """
    known = [each for each in s.case.elsewhere.news if each.kind is kind]
    told = _told(s, known, purpose, following)
    yield from told.items()
    if not (s.they_wait_for_us or s.case.no_contact) and (news := following(s, known, told)):
        yield news, None


def _told(s: Situation, known: list[News], purpose: Purpose, following: Next) -> Told:
    """What was marked as done; and by each message what was to be told when it was sent."""
    keys = {each: _key(purpose, each) for each in known}
    told = {each: s.decided[key] for each, key in keys.items() if key in s.decided}
    done = [each.at for each in s.case.decided if each.kind == purpose and not each.skipped]
    for at in s.all_sent(purpose):
        if any(timedelta() <= at - moment <= SAME_THING for moment in done):
            continue
        news = following(s, [each for each in known if each.entered_at <= at], told)
        if news:
            told[news] = at
    return told


def _key(purpose: Purpose, news: News) -> str:
    return f"{purpose}:news-{news.id}"


def _last_day(s: Situation, news: News, otherwise: date) -> date:
    return max(news.until or otherwise, s.days.day_of(news.entered_at))


def _tell(
    s: Situation,
    news: News,
    purpose: Purpose,
    last: date,
    *,
    title: str,
    why: str,
    advice: tuple[str, ...],
    told_at: datetime | None,
) -> Action:
    to, day = s.recipient_by(last), s.days.day_of(news.entered_at)
    return Action(
        key=_key(purpose, news),
        kind=purpose.value,
        title=f"Tell {to.name if to else s.case.company} {title}",
        why=why,
        advice=advice,
        window=day_window(s.days, day, day, last, after=news.entered_at),
        remind_at=(s.days.same_day(news.entered_at, news.entered_at), s.days.reminder(last)),
        entered_at=news.entered_at,
        contact=to.id if to else None,
        channel=s.channel(to.id if to else None),
        settled_at=told_at,
    )
