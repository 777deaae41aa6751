"""Taking an invitation in: its form, filled from what it says, and what is saved of it."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from tracker.calendars.filling import initial_of, name_of, newcomers_of, question_of_zone
from tracker.calendars.preview import Preview
from tracker.calendars.standing import Effect, word_of
from tracker.forms.invitations import NEW, InvitedFormSet, TakeForm, kept_values
from tracker.models import Application, Contact, Interview, InvitationDraft
from tracker.queries.companies import applied_before
from tracker.queries.invitations import Proposal, company_behind, contacts_at, proposals
from tracker.services.invitations import Agreed, Place, take_invitation
from tracker.views.access import own_application, owner_of
from tracker.views.answers import sent, show_form, take


@dataclass(frozen=True)
class TakePage:
    request: HttpRequest
    draft: InvitationDraft
    page: Preview

    def answer(self, context: dict[str, Any]) -> HttpResponse:
        form, invited = self._form(), self._invited()
        if self.request.method == "POST" and form.is_valid() and invited.is_valid():
            return take(self.request, form, lambda: self._save(form, kept_values(invited)))
        context |= {"form": form, "invited": invited, "is_open": form.is_bound or self._asks}
        context["question"] = question_of_zone(self.page.event)
        return show_form(self.request, "invitations/detail.html", context, form, invited)

    @property
    def _asks(self) -> bool:
        """Whether something has to be answered before it can be saved."""
        event = self.page.event
        return event.is_all_day or not event.zone

    def _form(self) -> TakeForm:
        event, interview = self.page.event, self.page.standing.interview
        zone = owner_of(self.request).preferences.time_zone
        people, attending = self._people(interview)
        initial = initial_of(event, interview, zone) | self._place | {"attendees": attending}
        return TakeForm(
            sent(self.request),
            initial=initial,
            people=people,
            places=self._places if interview is None else None,
            zone_is_asked=question_of_zone(event),
        )

    def _people(self, interview: Interview | None) -> tuple[list[Contact], list[int]]:
        """The contacts who may be there, and those of them who are expected."""
        called = {name_of(person).casefold() for person in self.page.event.people}
        named = {each.pk: each for each in self._known.values()} | {
            each.pk: each for each in self._theirs if each.name.casefold() in called
        }
        if interview is None:
            return list(named.values()), list(named)
        theirs = {each.pk: each for each in self._theirs}
        there = interview.attendances.values_list("contact", flat=True)
        return list((theirs | named).values()), [*{*there, *named}]

    def _invited(self) -> Any:
        at_hand = {each.name for each in self._theirs}
        known = {*self._known, owner_of(self.request).email, *at_hand}
        newcomers = newcomers_of(self.page.event, known)
        return InvitedFormSet(sent(self.request), initial=newcomers, prefix="new")

    @cached_property
    def _theirs(self) -> list[Contact]:
        """Of an interview that is there already, who may attend it."""
        interview = self.page.standing.interview
        return list(Contact.objects.who_may_attend(interview)) if interview else []

    @cached_property
    def _addresses(self) -> list[str]:
        mine = owner_of(self.request).email
        people = self.page.event.people
        return [each.address for each in people if each.address and each.address.lower() != mine]

    @cached_property
    def _known(self) -> dict[str, Contact]:
        return contacts_at(owner_of(self.request), self._addresses)

    @cached_property
    def _places(self) -> list[Proposal]:
        event = self.page.event
        text = "\n".join((event.summary, event.place, event.description))
        return proposals(owner_of(self.request), self._addresses, text)

    @property
    def _place(self) -> dict[str, object]:
        """Where it is proposed to belong."""
        if self.page.standing.effect is not Effect.NEW:
            return {}
        best = next((each.application.pk for each in self._places if each.reason), None)
        chosen = self.draft.application_id or best
        company = "" if chosen else company_behind(self._addresses)
        return {"application": str(chosen or NEW), "company": company}

    def _save(self, form: TakeForm, newcomers: list[dict[str, Any]]) -> str:
        now = timezone.now()
        agreed = Agreed(form.values, form.cleaned_data["attendees"], newcomers)
        word, place = word_of(self.page.event), self._chosen(form)
        interview = take_invitation(word, agreed, place=place, by=owner_of(self.request), now=now)
        self._tell(is_changed=interview.changed_at == now)
        if interview.application.entered_at == now:
            self._tell_of_others(interview.application, now)
        return reverse("interview", args=[interview.pk])

    def _tell(self, *, is_changed: bool) -> None:
        if not is_changed:  # something newer was taken in since this page was opened
            messages.info(self.request, "Nothing was changed: what you have is not older.")
        elif self.page.standing.effect is Effect.NEW:
            said = "The interview is logged, and what follows from it is planned."
            messages.success(self.request, said)
        else:
            messages.success(self.request, "Saved; what hangs on it has moved along.")

    def _tell_of_others(self, application: Application, now: datetime) -> None:
        if before := applied_before(application, timezone.localdate(now)):
            messages.warning(self.request, before)

    def _chosen(self, form: TakeForm) -> Place:
        chosen = form.cleaned_data.get("application", "")
        if chosen.isdecimal():
            return Place(own_application(self.request, int(chosen)))
        return Place(
            company=form.cleaned_data.get("company", ""), role=form.cleaned_data.get("role", "")
        )
