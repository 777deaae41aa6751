"""Random sequences of what users do: what they decided is never undone, and no constraint breaks."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories import ApplicationFactory, ContactFactory
from tests.services.doings import agreed, at, debrief, schedule, they_write, you_write
from tracker.models import Application, Contact, FollowUp, Interview, Reminder
from tracker.planning.facts import InterviewStatus, Purpose, Stage
from tracker.planning.old import OLD_KEY
from tracker.services.applications import change_stage
from tracker.services.debriefs import Asked, Said
from tracker.services.follow_ups import complete, reopen, skip, snooze
from tracker.services.interviews import call_off_interview, change_interview, reinstate_interview
from tracker.services.messages import delete_message
from tracker.services.replan import replan

A_DAY = timedelta(days=1)
Pick = Callable[[Any], Any]


class Search:
    """One application, what is done about it hour by hour, and what its owner decided."""

    def __init__(self, owner: Any) -> None:
        self.application: Application = ApplicationFactory(owner=owner)
        of = {"owner": owner, "company": self.application.company}
        self.people: list[Contact] = [ContactFactory(**of, name=name) for name in ("Dana", "Max")]
        self.now: datetime = at(2, 9)
        self.decided: dict[int, tuple[Any, ...]] = {}
        self.put_off: dict[int, datetime] = {}

    def interview(self, number: int) -> Interview | None:
        rows = list(self.application.interviews.order_by("pk"))
        return rows[number % len(rows)] if rows else None

    def agree(self, number: int) -> None:
        schedule(self.application, *self.people[: number % 3], day=3 + number, now=self.now)

    def move(self, number: int) -> None:
        if interview := self.interview(number):
            values, to = agreed(3 + number, 8 + number), [who.pk for who in self.people]
            version = interview.version
            change_interview(interview, values=values, attendees=to, version=version, now=self.now)

    def call_off(self, number: int) -> None:
        if interview := self.interview(number):
            status = [InterviewStatus.CANCELLED, InterviewStatus.MISSED][number % 2]
            call_off_interview(
                interview,
                status=status,
                by_them=number % 3 > 0,
                version=interview.version,
                now=self.now,
            )

    def reinstate(self, number: int) -> None:
        if interview := self.interview(number):
            reinstate_interview(interview, version=interview.version, now=self.now)

    def debrief(self, number: int) -> None:
        if interview := self.interview(number):
            day = interview.ends_at.date() + timedelta(days=number)
            said = [None, Said("not yet"), Said("soon", day)][number % 3]
            asked = [Asked("references", "email")] * (number % 2)
            debrief(interview, met=self.people[number % 2 :], said=said, asked=asked, now=self.now)

    def hear(self, number: int) -> None:
        they_write(self.application, now=self.now)

    def write(self, number: int) -> None:
        purpose, to = list(Purpose)[number % 4], self.people[number % 2]
        you_write(self.application, purpose, to, now=self.now)

    def delete_a_message(self, number: int) -> None:
        rows = list(self.application.messages.order_by("pk"))
        if rows:
            delete_message(rows[number % len(rows)], now=self.now)

    def enter_stage(self, number: int) -> None:
        change_stage(self.application, list(Stage)[number % len(Stage)], now=self.now)

    def plan_again(self, number: int) -> None:
        replan(self.application, because="a whim", now=self.now)

    def follow_up(self, number: int) -> FollowUp | None:
        rows = list(self.application.follow_ups.order_by("pk"))
        return rows[number % len(rows)] if rows else None

    def do(self, number: int) -> None:
        self.decide(complete, number)

    def leave_out(self, number: int) -> None:
        self.decide(skip, number)

    def decide(self, how: Callable[..., bool], number: int) -> None:
        row = self.follow_up(number)
        if row and how(row, now=self.now) and not row.settled_by_fact:
            self.decided[row.pk] = decision_of(row)

    def put_one_off(self, number: int) -> None:
        row, until = self.follow_up(number), self.now + timedelta(days=number)
        if row and snooze(row, until=until, now=self.now):
            self.put_off[row.pk] = until

    def take_back(self, number: int) -> None:
        row = self.follow_up(number)
        if row and reopen(row, now=self.now):
            undone = self.decided if row.pk in self.decided else self.put_off
            undone.pop(row.pk, None)

    def nothing_is_undone(self) -> None:
        rows = {row.pk: row for row in self.application.follow_ups.all()}
        for pk, decision in self.decided.items():
            assert decision_of(rows[pk]) == decision
        for pk, until in self.put_off.items():
            assert rows[pk].snoozed_until == until

    def mails_fit(self) -> None:
        for row in self.application.follow_ups.prefetch_related("reminders"):
            assert row.opens <= row.due <= row.closes
            if row.status != "open":
                assert not row.reminders.all()
            if row.status == "withdrawn":
                assert row.withdrawn_because

    def nothing_is_forgotten(self) -> None:
        """What is open for another day is mailed yet, or was; planned again, at the same times."""
        rows = self.application.follow_ups.filter(status="open", closes__gt=self.now + A_DAY)
        assert all(row.reminders.exists() for row in rows.exclude(kind=OLD_KEY))
        before = self.mailed()
        self.now += timedelta(seconds=1)
        self.plan_again(0)
        assert self.mailed() == before

    def mailed(self) -> set[tuple[Any, ...]]:
        rows = Reminder.objects.filter(follow_up__application=self.application)
        return set(rows.values_list("follow_up", "send_at", "state"))


def decision_of(row: FollowUp) -> tuple[Any, ...]:
    return row.status, row.decided_at, row.opens, row.due, row.closes, row.title, row.key


DOINGS = [
    Search.agree,
    Search.move,
    Search.call_off,
    Search.reinstate,
    Search.debrief,
    Search.hear,
    Search.write,
    Search.delete_a_message,
    Search.enter_stage,
    Search.plan_again,
    Search.do,
    Search.leave_out,
    Search.put_one_off,
    Search.take_back,
]
steps = st.tuples(st.sampled_from(DOINGS), st.integers(0, 11), st.integers(0, 60))


@pytest.mark.django_db
@given(first=st.integers(0, 11), then=st.lists(steps, max_size=12))
@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_whatever_happens_nothing_that_was_decided_is_undone(alice, first, then):
    search = Search(alice)
    search.agree(first)
    for doing, number, hours in then:
        search.now += timedelta(hours=hours)
        doing(search, number)
        search.nothing_is_undone()
        search.mails_fit()
    search.nothing_is_forgotten()
