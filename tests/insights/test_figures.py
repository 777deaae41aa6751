"""The figures, from plain courses: no database."""

from datetime import date, timedelta

import pytest

from tracker.insights.courses import Course, Silence, Stay, stays_of
from tracker.insights.figures import activity, by_source, effect, funnel, share, time_in_stage
from tracker.planning.facts import Stage

MONDAY = date(2026, 9, 7)
DAY = timedelta(days=1)


def course(stage=Stage.APPLIED, answered_after=None, applied=MONDAY, **values):
    answered = None if answered_after is None else MONDAY + answered_after * DAY
    return Course(stage, applied, answered=answered, **values)


def test_the_funnel_counts_whoever_came_at_least_so_far():
    courses = [
        course(),
        course(answered_after=3),
        course(answered_after=4, interviewed=True),
        course(Stage.ACCEPTED, answered_after=2, interviewed=True, offered=True),
        course(Stage.SAVED, applied=None),
        course(Stage.WITHDRAWN, applied=None),
    ]
    assert [step.number for step in funnel(courses)] == [4, 3, 2, 1, 1]


def test_sources_are_one_however_they_are_capitalised():
    courses = [course(source="LinkedIn", answered_after=2), course(source="linkedin")]
    (figures,) = by_source(courses)
    assert (figures.source, figures.sent, figures.answered, figures.days) == ("LinkedIn", 2, 1, 2)


def test_half_of_the_answers_is_the_middle_one():
    (figures,) = by_source([course(answered_after=days) for days in (1, 4, 30)])
    assert figures.days == 4


def test_a_source_that_never_answered_has_no_days():
    assert by_source([course()])[0].days is None


def test_the_most_used_source_comes_first():
    rows = by_source([course(source="Board"), course(source="Friend"), course(source="Friend")])
    assert [row.source for row in rows] == ["Friend", "Board"]


def test_a_stay_ends_where_the_next_begins():
    changes = [(Stage.APPLIED, MONDAY), (Stage.SCREENING, MONDAY + 9 * DAY)]
    assert list(stays_of(changes)) == [
        Stay(Stage.APPLIED, MONDAY, MONDAY + 9 * DAY),
        Stay(Stage.SCREENING, MONDAY + 9 * DAY, None),
    ]


def test_an_application_without_any_change_has_no_stay():
    assert list(stays_of([])) == []


def test_time_in_a_stage_is_counted_of_those_that_left_it():
    left = course(stays=(Stay(Stage.APPLIED, MONDAY, MONDAY + 6 * DAY),))
    there = course(stays=(Stay(Stage.APPLIED, MONDAY, None),))
    (figures,) = time_in_stage([left, there])
    assert (figures.stage, figures.left, figures.days, figures.there) == (Stage.APPLIED, 1, 6, 1)


def test_weeks_without_anything_are_weeks_too():
    sent = [MONDAY, MONDAY + 15 * DAY]
    weeks = activity([sent, [], []], MONDAY, MONDAY + 20 * DAY)
    assert [week.counts[0] for week in weeks] == [1, 0, 1]


@pytest.mark.parametrize(("days", "answered"), [(0, 1), (7, 1), (8, 0)])
def test_an_answer_counts_to_the_question_for_a_week(days, answered):
    silence = Silence(MONDAY, MONDAY + days * DAY, asked=True)
    assert effect([silence], asked=True, today=MONDAY + 60 * DAY) == (1, answered)


@pytest.mark.parametrize(("answered", "counted"), [(None, 0), (MONDAY + 2 * DAY, 1)])
def test_a_question_that_is_still_young_is_left_out_answered_or_not(answered, counted):
    """Quick answers alone would else be counted, and asking would seem to help most just then."""
    silence = Silence(MONDAY, answered, asked=True)
    assert effect([silence], asked=True, today=MONDAY + 7 * DAY) == (0, 0)
    assert effect([silence], asked=True, today=MONDAY + 8 * DAY) == (1, counted)


def test_what_was_left_out_is_counted_by_itself():
    silences = [Silence(MONDAY, MONDAY, asked=True), Silence(MONDAY, None, asked=False)]
    assert effect(silences, asked=False, today=MONDAY + 60 * DAY) == (1, 0)


def test_decision_33_no_percentage_is_said_of_fewer_than_ten():
    assert share(2, 9) == "2 of 9"
    assert share(4, 12) == "4 of 12 (33\N{NO-BREAK SPACE}%)"
