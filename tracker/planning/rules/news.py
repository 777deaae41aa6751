"""News of the owner's own search, once in each application that is to know of it."""

from collections.abc import Iterator
from datetime import date, datetime

from tracker.planning.days import DAY
from tracker.planning.facts import News, NewsKind, Purpose
from tracker.planning.playbook import Action, Number, Numbers
from tracker.planning.rules.entry import rule
from tracker.planning.rules.windows import day_window
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
    told, untold = _by_telling(s, NewsKind.FINAL_ROUND, Purpose.TELL_OF_FINAL_ROUND)
    nearest = sorted(untold, key=lambda each: (each.until or each.day, each.id))[:1]
    for news in (*told, *nearest):
        last = _last_day(s, news, news.day)
        yield _tell(
            s,
            news,
            Purpose.TELL_OF_FINAL_ROUND,
            last,
            title="of your final round elsewhere",
            why=f"You have a final round elsewhere on {say_day(news.day)}. Tell them the same day:"
            " it may change little, but it gives them the chance to decide in time.",
            advice=("E5", "B6"),
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
    told, untold = _by_telling(s, NewsKind.AVAILABILITY, Purpose.TELL_OF_AVAILABILITY)
    latest = sorted(untold, key=lambda each: (each.entered_at, each.id))[-1:]
    for news in (*told, *latest):
        entered_on = s.days.day_of(news.entered_at)
        last = _last_day(s, news, entered_on + numbers["closes"] * DAY)
        yield _tell(
            s,
            news,
            Purpose.TELL_OF_AVAILABILITY,
            last,
            title="when you can begin",
            why=f"Since {say_day(entered_on)} it has been new that you can begin from"
            f" {say_day(news.day)} on. A line about it helps them to plan.",
            advice=(),
        )


def _by_telling(s: Situation, kind: NewsKind, purpose: Purpose) -> tuple[list[News], list[News]]:
    """Of one kind: what they have been told, and what they have not.

    While they wait for the owner the answer comes first (decision 5); whoever asked not to be
    written to is not told (decision 18).
    """
    known = [each for each in s.case.elsewhere.news if each.kind is kind]
    told = [each for each in known if _told_at(s, each, purpose)]
    held = s.they_wait_for_us or s.case.no_contact
    return told, [] if held else [each for each in known if each not in told]


def _told_at(s: Situation, news: News, purpose: Purpose) -> datetime | None:
    key = f"{purpose}:news-{news.id}"
    return s.first_sent(purpose, news.entered_at) or s.decided.get(key)


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
) -> Action:
    to, day = s.recipient_by(last), s.days.day_of(news.entered_at)
    return Action(
        key=f"{purpose}:news-{news.id}",
        kind=purpose.value,
        title=f"Tell {to.name if to else s.case.company} {title}",
        why=why,
        advice=advice,
        window=day_window(s.days, day, day, last, after=news.entered_at),
        remind_at=(s.days.same_day(news.entered_at, news.entered_at), s.days.reminder(last)),
        entered_at=news.entered_at,
        contact=to.id if to else None,
        channel=s.channel(to.id if to else None),
        settled_at=s.first_sent(purpose, news.entered_at),
    )
