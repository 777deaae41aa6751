"""Decision 20: a final round elsewhere (E5 B6) and new availability are told, once each."""

from dataclasses import replace
from datetime import datetime

import pytest

from tests.planning.story import (
    DANA,
    HANNA,
    MAX,
    at,
    decided,
    interview,
    line,
    on,
    padded,
    plan_of,
    request,
    they_wrote,
    you_wrote,
)
from tracker.planning.facts import Elsewhere, News, NewsKind, Purpose, Stage
from tracker.planning.playbook import Playbook

TALK = interview("Tue 17 Nov 14:00", met=[DANA])
ROUND, AVAILABLE = "tell-of-final-round", "tell-of-availability"


def news(kind: NewsKind, day: str, entered: str = "Mon 23 Nov 11:00", until: str = "") -> News:
    return News(0, kind, on(day), at(padded(entered)), on(until) if until else None)


def a_round(day: str, entered: str = "Mon 23 Nov 11:00", until: str = "") -> News:
    return news(NewsKind.FINAL_ROUND, day, entered, until)


def available(day: str, entered: str = "Mon 23 Nov 11:00", until: str = "") -> News:
    return news(NewsKind.AVAILABILITY, day, entered, until)


def told(*told_here: News) -> Elsewhere:
    return Elsewhere(news=tuple(replace(n, id=i) for i, n in enumerate(told_here, start=1)))


WINDOWS = [
    (ROUND, a_round("Fri 4 Dec"), "Mon 23 Nov > Mon 23 Nov > Fri 4 Dec | Mon 23 Nov 13:00, Fri 4 Dec 09:00 | E5 B6"),
    (ROUND, a_round("Fri 4 Dec", until="Wed 2 Dec"), "Mon 23 Nov > Mon 23 Nov > Wed 2 Dec | Mon 23 Nov 13:00, Wed 2 Dec 09:00 | E5 B6"),
    (ROUND, a_round("Mon 23 Nov"), "Mon 23 Nov > Mon 23 Nov > Mon 23 Nov | Mon 23 Nov 09:00, Mon 23 Nov 13:00 | E5 B6"),
    (AVAILABLE, available("Mon 4 Jan"), "Mon 23 Nov > Mon 23 Nov > Mon 30 Nov | Mon 23 Nov 13:00, Mon 30 Nov 09:00 | house rule"),
    (AVAILABLE, available("Mon 4 Jan", until="Wed 25 Nov"), "Mon 23 Nov > Mon 23 Nov > Wed 25 Nov | Mon 23 Nov 13:00, Wed 25 Nov 09:00 | house rule"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "fact", "expected"), WINDOWS)
def test_e5_b6_news_are_told_the_same_day_and_in_time(kind, fact, expected):
    [tell] = plan_of(TALK, only=kind, elsewhere=told(fact))
    assert line(tell) == f"{kind} Max | {expected}"


NOT_NOW = [
    ("they wait for an answer (decision 5)", [they_wrote("Fri 20 Nov 10:00", wants_answer=True)], {}),
    ("they wait for what they asked for (decision 5)", [request("references", "Fri 20 Nov 10:00", promised="Fri 27 Nov")], {}),
    ("they asked not to be written to (decision 18)", [], {"no_contact": True}),
    ("it has ended", [], {"stage": Stage.REJECTED}),
    ("it was put down as no reply", [], {"stage": Stage.NO_REPLY}),
]  # fmt: skip


@pytest.mark.parametrize(("what", "facts", "more"), NOT_NOW, ids=[row[0] for row in NOT_NOW])
@pytest.mark.parametrize("fact", [a_round("Fri 4 Dec"), available("Mon 4 Jan")])
def test_nobody_is_told_while_it_does_not_suit(fact, what, facts, more):
    assert plan_of(TALK, *facts, only=f"{ROUND} {AVAILABLE}", elsewhere=told(fact), **more) == []


def test_once_they_have_their_answer_they_are_told():
    asked = they_wrote("Fri 20 Nov 10:00", wants_answer=True)
    answer = you_wrote("Mon 23 Nov 10:00", Purpose.ANSWER)
    elsewhere = told(a_round("Fri 4 Dec"))
    assert len(plan_of(TALK, asked, answer, only=ROUND, elsewhere=elsewhere)) == 1


@pytest.mark.parametrize(
    ("kind", "fact", "purpose"),
    [
        (ROUND, a_round("Fri 4 Dec"), Purpose.TELL_OF_FINAL_ROUND),
        (AVAILABLE, available("Mon 4 Jan"), Purpose.TELL_OF_AVAILABILITY),
    ],
)
def test_each_change_is_told_once(kind, fact, purpose):
    sent = you_wrote("Tue 24 Nov 10:00", purpose, MAX)
    [tell] = plan_of(TALK, sent, only=kind, elsewhere=told(fact))
    assert tell.settled_at == sent.at
    again = replace(fact, entered_at=at("Wed 25 Nov 10:00"))
    first, second = plan_of(TALK, sent, only=kind, elsewhere=told(fact, again))
    assert (first.settled_at, second.settled_at) == (sent.at, None)
    assert (first.key, second.key) == (f"{kind}:news-1", f"{kind}:news-2")


def test_what_is_told_of_one_change_is_not_told_of_the_other():
    sent = you_wrote("Tue 24 Nov 10:00", Purpose.TELL_OF_FINAL_ROUND, MAX)
    both = told(a_round("Fri 4 Dec"), available("Mon 4 Jan"))
    [tell] = plan_of(TALK, sent, only=AVAILABLE, elsewhere=both)
    assert tell.settled_at is None


def test_of_two_final_rounds_the_nearer_is_told_and_when_that_is_done_the_other():
    both = told(a_round("Fri 11 Dec"), a_round("Fri 4 Dec"))
    [tell] = plan_of(TALK, only=ROUND, elsewhere=both)
    assert tell.key == f"{ROUND}:news-2"
    done = decided(f"{ROUND}:news-2", "Tue 24 Nov 10:00")
    assert len(plan_of(TALK, done, only=ROUND, elsewhere=both)) == 2


def test_a_message_tells_of_the_nearer_final_round_alone():
    both = told(a_round("Fri 11 Dec"), a_round("Fri 4 Dec"))
    once = you_wrote("Tue 24 Nov 10:00", Purpose.TELL_OF_FINAL_ROUND, MAX)
    assert settled(once, elsewhere=both) == {"news-2": once.at, "news-1": None}
    twice = replace(once, at=at("Wed 25 Nov 11:00"))
    assert settled(once, twice, elsewhere=both) == {"news-2": once.at, "news-1": twice.at}


def test_marked_as_done_and_logged_as_a_message_it_is_told_once():
    both = told(a_round("Fri 11 Dec"), a_round("Fri 4 Dec"))
    done = decided(f"{ROUND}:news-2", "Tue 24 Nov 10:00")
    sent = you_wrote("Tue 24 Nov 18:00", Purpose.TELL_OF_FINAL_ROUND, MAX)
    assert settled(done, sent, elsewhere=both) == {"news-2": done.at, "news-1": None}


def test_told_of_a_final_round_that_is_none_any_more_they_know_nothing_of_another():
    done = decided(f"{ROUND}:news-9", "Tue 24 Nov 10:00")
    sent = you_wrote("Tue 24 Nov 10:00", Purpose.TELL_OF_FINAL_ROUND, MAX)
    assert settled(done, sent, elsewhere=told(a_round("Fri 4 Dec"))) == {"news-1": None}


def test_a_final_round_of_which_nobody_was_told_does_not_hide_the_next():
    late = told(a_round("Fri 27 Nov"), a_round("Fri 11 Dec", "Tue 1 Dec 10:00"))
    assert settled(elsewhere=late) == {"news-2": None}
    sent = you_wrote("Tue 1 Dec 11:00", Purpose.TELL_OF_FINAL_ROUND, MAX)
    assert settled(sent, elsewhere=late) == {"news-2": sent.at}


def settled(*facts, elsewhere: Elsewhere) -> dict[str, datetime | None]:
    actions = plan_of(TALK, *facts, only=ROUND, elsewhere=elsewhere)
    return {each.key.partition(":")[2]: each.settled_at for each in actions}


def test_what_was_replaced_is_not_told_after_what_replaced_it():
    both = told(available("Mon 4 Jan"), available("Mon 1 Feb", "Wed 25 Nov 10:00"))
    sent = you_wrote("Wed 25 Nov 11:00", Purpose.TELL_OF_AVAILABILITY, MAX)
    [tell] = plan_of(TALK, sent, only=AVAILABLE, elsewhere=both)
    assert (tell.key, tell.settled_at) == (f"{AVAILABLE}:news-2", sent.at)


def test_of_two_first_days_the_one_said_last_is_told():
    both = told(available("Mon 4 Jan"), available("Mon 1 Feb", "Wed 25 Nov 10:00"))
    [tell] = plan_of(TALK, only=AVAILABLE, elsewhere=both)
    assert "from Mon 1 Feb on" in tell.why


def test_who_is_away_past_its_day_is_not_the_one_to_be_told():
    away = replace(HANNA, away_until=on("Mon 7 Dec"))
    [tell] = plan_of(
        TALK, only=ROUND, elsewhere=told(a_round("Fri 4 Dec")), people=(DANA, away, MAX)
    )
    assert tell.contact == MAX.id


def test_the_owner_may_take_longer_over_their_availability():
    playbook = Playbook(changed={f"{AVAILABLE}.closes": 14})
    [tell] = plan_of(
        TALK, only=AVAILABLE, elsewhere=told(available("Mon 4 Jan")), playbook=playbook
    )
    assert tell.window.closes.date() == on("Mon 7 Dec")
