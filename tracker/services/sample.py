"""A sample search: a few applications at every stage, to be looked at and removed again.

All of it is marked: its companies say so in their names, nothing of it is mailed.
"""

from datetime import date, datetime, time
from typing import Any

from django.db import transaction

from tracker.models import Application, Company, Contact, Interview, Question, User
from tracker.planning.days import DAY
from tracker.planning.facts import Channel, ContactKind, Direction, Purpose, Stage
from tracker.services.applications import (
    change_stage,
    known_company,
    log_application,
)
from tracker.services.contacts import add_contact
from tracker.services.debriefs import Asked, Debrief, Met, Said, save_debrief
from tracker.services.holding import hold_owner
from tracker.services.interviews import schedule_interview
from tracker.services.messages import log_message
from tracker.services.rejections import log_rejection

MARK = "(sample)"


@transaction.atomic
def make_sample_search(owner: User, *, now: datetime) -> bool:
    """Add the sample search to what `owner` has; False, and nothing, if it is there already."""
    hold_owner(owner.pk)
    if owner.applications.filter(is_sample=True).exists():
        return False
    diary = _Diary(owner, now)
    for story in (
        _met_yesterday,
        _meets_tomorrow,
        _was_promised_an_answer,
        _waits_after_applying,
        _is_asked,
        _was_turned_down,
        _never_heard_back,
        _is_only_saved,
    ):
        story(diary)
    return True


class _Diary:
    """Writes down what happened, on working days before and after today."""

    def __init__(self, owner: User, now: datetime) -> None:
        self.owner = owner
        self.now = now
        self.zone = owner.preferences.zone
        self.today = now.astimezone(self.zone).date()

    def day(self, days: int) -> date:
        """The weekday so many weekdays after today, or before it."""
        day, step = self.today, 1 if days > 0 else -1
        for _ in range(abs(days)):
            day += step * DAY
            while day.weekday() > 4:
                day += step * DAY
        return day

    def at(self, days: int, hour: int = 10) -> datetime:
        """An hour of that day; of what has happened, never later than now."""
        moment = datetime.combine(self.day(days), time(hour), self.zone)
        return min(moment, self.now) if days <= 0 else moment

    def applied(self, company: str, role: str, days: int, **values: Any) -> Application:
        name = f"{company} {MARK}"
        if known_company(self.owner, name) is None:
            Company.objects.create(owner=self.owner, name=name, is_sample=True)
        facts = {"stage": Stage.APPLIED, "applied_on": self.day(days), "is_sample": True}
        return log_application(
            by=self.owner, company=name, values={"role": role} | facts | values, now=self.at(days)
        )

    def person(
        self, application: Application, name: str, kind: ContactKind, title: str, days: int
    ) -> Contact:
        address = f"{name.split(maxsplit=1)[0].lower()}@example.com"
        values = {"name": name, "kind": kind, "title": title, "email": address}
        return add_contact(application, values=values, now=self.at(days))

    def agreed(
        self, application: Application, days: int, hour: int, *people: Contact, agreed_on: int
    ) -> Interview:
        values = {
            "kind": "video",
            "date": self.day(days),
            "time": time(hour),
            "minutes": 60,
            "zone_name": self.owner.preferences.time_zone,
            "link": "https://meet.example.com/sample",
        }
        known = [person.pk for person in people]
        return schedule_interview(
            application, values=values, attendees=known, now=self.at(agreed_on)
        )

    def debriefed(self, interview: Interview, debrief: Debrief, days: int, hour: int) -> None:
        interview.refresh_from_db()
        now = self.at(days, hour)
        save_debrief(interview, debrief, version=interview.version, now=now)

    def wrote(
        self, application: Application, days: int, purpose: Purpose, to: Contact | None
    ) -> None:
        values = {"direction": Direction.OUT, "purpose": purpose, "contact": to}
        self._message(application, values, days, 16)

    def heard(
        self, application: Application, days: int, text: str, who: Contact | None, **values: Any
    ) -> None:
        facts = {"direction": Direction.IN, "contact": who, "text": text}
        self._message(application, facts | values, days, 9)

    def _message(
        self, application: Application, values: dict[str, Any], days: int, hour: int
    ) -> None:
        now = self.at(days, hour)
        log_message(application, values=values | {"at": now}, said=None, now=now)


def _met_yesterday(diary: _Diary) -> None:
    it = diary.applied("Larkspur Labs", "Data engineer", -12, source="A friend", interest=5)
    mira = diary.person(it, "Mira Sample", ContactKind.HIRING_MANAGER, "Head of data", -6)
    theo = diary.person(it, "Theo Sample", ContactKind.INTERVIEWER, "Data engineer", -6)
    interview = diary.agreed(it, -1, 10, mira, theo, agreed_on=-6)
    debrief = Debrief(
        met=[
            Met(mira.pk, 4, "moving from nightly jobs to streams", lead=True),
            Met(theo.pk, 5, "how they review each other's work"),
        ],
        said=Said("by the end of next week", latest=diary.day(7), by=mira.pk),
        asked=[Asked("two references", Channel.EMAIL, promised_for=diary.day(2))],
        interest=5,
    )
    diary.debriefed(interview, debrief, -1, 12)
    diary.wrote(it, -1, Purpose.THANK_YOU, theo)
    diary.wrote(it, -1, Purpose.PROMISE, mira)


def _meets_tomorrow(diary: _Diary) -> None:
    it = diary.applied("Brightwater Rail", "Analyst", -9, source="Company site", interest=4)
    ines = diary.person(it, "Ines Sample", ContactKind.HR, "People team", -3)
    diary.agreed(it, 1, 14, ines, agreed_on=-3)
    for text in ("What does the first month look like?", "Who would I work with every day?"):
        Question.objects.create(
            owner=diary.owner, application=it, text=text, entered_at=diary.at(-3)
        )


def _was_promised_an_answer(diary: _Diary) -> None:
    it = diary.applied("Quill and Ledger", "Backend developer", -20, source="Job board", interest=4)
    otto = diary.person(it, "Otto Sample", ContactKind.HIRING_MANAGER, "Team lead", -12)
    interview = diary.agreed(it, -8, 11, otto, agreed_on=-12)
    said = Said("within a week", latest=diary.day(-3), by=otto.pk)
    debrief = Debrief(
        met=[Met(otto.pk, 4, "their move to one shared library")], said=said, asked=[]
    )
    diary.debriefed(interview, debrief, -8, 13)
    diary.wrote(it, -8, Purpose.THANK_YOU, otto)


def _waits_after_applying(diary: _Diary) -> None:
    diary.applied("Harbour Health", "Product analyst", -4, source="LinkedIn", interest=3)


def _is_asked(diary: _Diary) -> None:
    it = diary.applied("Meridian Maps", "Geodata engineer", -7, source="Job board", interest=4)
    juno = diary.person(it, "Juno Sample", ContactKind.HR, "Recruiting", -1)
    text = "Could you do a first call next week? Which days would suit you?"
    diary.heard(it, 0, text, juno, wants_answer=True)


def _was_turned_down(diary: _Diary) -> None:
    it = diary.applied("Tallow Street Studio", "Web developer", -25, source="A friend")
    words = "We went with someone who had worked with our tools before. Thank you for your time."
    at = diary.at(-6)
    log_rejection(it, at=at, good_terms=True, words=words, now=at)
    diary.wrote(it, -5, Purpose.REPLY_TO_REJECTION, None)


def _never_heard_back(diary: _Diary) -> None:
    it = diary.applied("Pine and Pixel", "Data engineer", -45, source="LinkedIn")
    it.refresh_from_db()
    change_stage(it, Stage.NO_REPLY, now=diary.at(-8))


def _is_only_saved(diary: _Diary) -> None:
    diary.applied(
        "Ostrava Optics", "Platform engineer", -1, stage=Stage.SAVED, applied_on=None, interest=3
    )
