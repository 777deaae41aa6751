"""The timeline of one application: what happened, what is open now, what is planned."""

import re
from datetime import date, timedelta
from html import unescape

import pytest

from tests.factories import (
    ApplicationFactory,
    FollowUpFactory,
    InterviewFactory,
    MessageFactory,
)
from tracker.planning.facts import Direction, Purpose, Stage
from tracker.services.applications import change_stage, log_application


@pytest.fixture(autouse=True)
def _clock(time_machine, now):
    time_machine.move_to(now, tick=False)


@pytest.fixture
def application(alice):
    return ApplicationFactory(owner=alice)


def step(application, now, opens, due, **values):
    """Something to do, from so many hours from now until so many."""
    opens, due = (now + timedelta(hours=hours) for hours in (opens, due))
    return FollowUpFactory(
        application=application, opens=opens, due=due, closes=due + timedelta(days=2), **values
    )


def told(client, application):
    """Each line of it: in which part it stands, and what it says."""
    page = client.get(f"/applications/{application.pk}/").content.decode()
    lists = "".join(re.findall(r'<ol class="timeline">(.*?)</ol>', page, re.DOTALL))
    lines = re.findall(r'<li class="([^"]*)">(.*?)</li>', lists, re.DOTALL)
    return [
        (part, " ".join(unescape(re.sub(r"<[^>]*>", " ", said)).split())) for part, said in lines
    ]


def parts(client, application):
    return [part for part, _ in told(client, application)]


def line(client, application, words):
    [found] = [(part, said) for part, said in told(client, application) if words in said]
    return found


def test_what_is_overdue_and_what_is_open_stand_at_now(as_alice, application, now):
    step(application, now, -30, -24, title="Thank Dana")
    step(application, now, -1, 6, title="Send references")
    step(application, now, 48, 72, title="Check in", kind="check-in")
    MessageFactory(application=application, at=now - timedelta(hours=40))
    late, future = "is-now is-late", "is-future"
    assert parts(as_alice, application) == [
        "is-past", "is-today", late, "is-now", "is-ahead", future,
    ]  # fmt: skip
    assert "still open since yesterday" in line(as_alice, application, "Thank Dana")[1]
    assert "open now" in line(as_alice, application, "Send references")[1]


def test_where_nothing_is_open_now_says_so(as_alice, application, now):
    step(application, now, 48, 72, kind="check-in")
    assert line(as_alice, application, "Now") == ("is-today", "Now: nothing is open")


def test_what_would_change_the_plan_is_said_with_it(as_alice, application, now):
    step(application, now, 48, 72, kind="check-in", title="Check in")
    said = line(as_alice, application, "Check in")[1]
    assert said.index("A word from them would change it.") < said.index("Why")


def logged(alice, now, **values):
    facts = {"role": "Writer", "stage": "applied"} | values
    return log_application(by=alice, company="Globex", values=facts, now=now)


def test_the_application_is_where_it_begins(as_alice, alice, now):
    application = logged(alice, now, applied_on=date(2026, 11, 12))
    before = [said for part, said in told(as_alice, application) if part == "is-past"]
    assert before == ["Thu 12 Nov You applied You logged it here today."]


def test_sent_and_logged_on_one_day_is_one_thing(as_alice, alice, now):
    application = logged(alice, now, applied_on=date(2026, 11, 17))
    before = [said for part, said in told(as_alice, application) if part == "is-past"]
    assert before == ["today You applied"]


def test_it_begins_before_what_else_came_on_that_day(as_alice, alice, now):
    application = logged(alice, now, applied_on=date(2026, 11, 17))
    InterviewFactory(application=application, starts_at=now - timedelta(hours=2))
    before = [said for part, said in told(as_alice, application) if part == "is-past"]
    assert before[0] == "today You applied"
    assert "Video interview" in before[1]


def test_a_saved_one_that_is_sent_says_so_once(as_alice, alice, now):
    application = logged(alice, now - timedelta(days=2), stage="saved")
    application.applied_on = date(2026, 11, 17)
    application.save()
    change_stage(application, Stage.APPLIED, now=now)
    before = [said for part, said in told(as_alice, application) if part == "is-past"]
    assert before == ["today You applied You logged it here Sun 15 Nov."]


@pytest.mark.parametrize("by_fact", [True, False])
def test_what_a_message_tells_is_not_told_twice(as_alice, application, now, by_fact):
    out = {"direction": Direction.OUT, "purpose": Purpose.THANK_YOU, "at": now}
    MessageFactory(application=application, **out)
    done = {"status": "done", "settled_by_fact": by_fact, "decided_at": now}
    step(application, now, -30, -24, title="Thank Dana", **done)
    done["decided_at"] = now - timedelta(hours=1)
    step(application, now, -30, -24, title="Write it down", kind="debrief", **done)
    said = " ".join(said for _, said in told(as_alice, application))
    assert "Thank Dana" not in said
    assert "Write it down Done." in said


def test_an_interview_that_was_needs_no_word_of_its_preparation(as_alice, application, now):
    interview = InterviewFactory(application=application, starts_at=now - timedelta(hours=3))
    starts = interview.starts_at
    FollowUpFactory(
        application=application, kind="prepare", title="Prepare", interview=interview,
        opens=starts, due=starts, closes=starts,
    )  # fmt: skip
    assert "Prepare" not in " ".join(said for _, said in told(as_alice, application))


def test_the_question_that_their_word_made_needless_is_told(as_alice, application, now):
    kind = {"kind": "application-check-in", "title": "Ask about your application"}
    gone = {"status": "withdrawn", "withdrawn_because": "they wrote on Mon 16 Nov"}
    FollowUpFactory(application=application, key="a", withdrawn_at=now, **kind, **gone)
    FollowUpFactory(application=application, key="b", status="passed", **kind)
    said = " ".join(said for _, said in told(as_alice, application))
    assert said.count("Ask about your application") == 1
    assert "Withdrawn: they wrote on Mon 16 Nov." in said


def test_what_is_long_ago_is_folded_away(as_alice, application, now):
    for hours in range(20):
        MessageFactory(application=application, at=now - timedelta(hours=hours + 1))
    page = as_alice.get(f"/applications/{application.pk}/").content.decode()
    assert "<summary>12 things before these</summary>" in page
    assert page.index("12 things before") < page.index('class="is-today"')
