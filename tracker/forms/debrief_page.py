"""The four parts of the debrief's page, filled from what is known or from what was typed."""

from dataclasses import replace
from typing import Any

from tracker.forms.base import offer_people
from tracker.forms.debriefs import AskedFormSet, DebriefForm
from tracker.forms.estimates import initial_estimate
from tracker.forms.people import MetFormSet, NewMetFormSet
from tracker.models import Attendance, Contact, InformationRequest, Interview
from tracker.services.case_files import load_days
from tracker.services.debriefs import Debrief


class DebriefPage:
    def __init__(self, data: Any, row: Interview) -> None:
        self.row = row
        people = Contact.objects.people_of(row.application)
        self.days = load_days(row.owner)
        self.said_on = self.days.day_of(row.ends_at)
        self.main = DebriefForm(data, initial=self._initial(), said_on=self.said_on)
        offer_people(self.main, "said_by", people)
        there = {each.contact_id: each for each in row.attendances.all()}
        self.met = MetFormSet(
            data,
            initial=[_initial_met(person, there.get(person.pk)) for person in people],
            prefix="met",
            form_kwargs={"names": {person.pk: person.name for person in people}},
        )
        self.new = NewMetFormSet(data, prefix="new")
        requests = list(row.information_requests.all())
        self.asked = AskedFormSet(
            data,
            initial=[_initial_asked(each) for each in requests if not each.delivered_at],
            prefix="asked",
            form_kwargs={"asked_on": self.said_on, "known": {each.pk for each in requests}},
        )

    def _initial(self) -> dict[str, object]:
        estimate = getattr(self.row, "estimate", None)
        return initial_estimate(estimate) | {
            "version": self.row.version,
            "notes": self.row.notes,
            "forgot_to_say": self.row.forgot_to_say,
            "interest": self.row.application.interest,
            "said_by": estimate.said_by_id if estimate else None,
        }

    @property
    def parts(self) -> tuple[Any, ...]:
        return self.main, self.met, self.new, self.asked

    def is_valid(self) -> bool:
        """Whether all parts are; each is looked at, so that all that is wrong is said at once."""
        verdicts = [part.is_valid() for part in self.parts]
        return all(verdicts)

    def debrief(self) -> Debrief:
        """What was typed, as the service takes it."""
        values = self.main.cleaned_data
        said = self.main.said_when(self.said_on, self.days)
        if said and values["said_by"]:
            said = replace(said, by=values["said_by"].pk)
        return Debrief(
            met=[form.met for form in self.met if form.cleaned_data.get("there")],
            newcomers=[form.newcomer for form in self.new if form.cleaned_data.get("name")],
            said=said,
            asked=[form.asked for form in self.asked if form.cleaned_data.get("what")],
            notes=values["notes"],
            forgot_to_say=values["forgot_to_say"],
            interest=values["interest"],
        )


def _initial_met(person: Contact, row: Attendance | None) -> dict[str, object]:
    return {
        "contact": person.pk,
        "there": row is not None,
        "rapport": row.rapport if row else None,
        "talking_point": row.talking_point if row else "",
        "lead": row.lead if row else False,
    }


def _initial_asked(row: InformationRequest) -> dict[str, object]:
    return {
        "request": row.pk,
        "what": row.what,
        "channel": row.channel,
        "can_send_on": row.can_send_on,
        "promised_for": row.promised_for,
        "needed_by": row.needed_by,
    }
