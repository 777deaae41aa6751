"""Invitations: brought as a file or as text, looked at, and only then taken in."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from tracker.calendars.invitation import Event, Invitation, UnreadableError, read_invitation
from tracker.calendars.preview import Preview, coming_first, preview_of, say_when
from tracker.calendars.reading.limits import MOST_BYTES
from tracker.calendars.standing import Effect, date_to_look_at, dated, word_of
from tracker.forms.invitations import BringForm, CallOffForm
from tracker.models import InvitationDraft
from tracker.services.invitations import call_off_by_invitation, keep_draft
from tracker.text import number_of
from tracker.uploads import file_was_too_large
from tracker.views.access import own_application, own_invitation_draft, owner_of
from tracker.views.answers import sent, show_form, take
from tracker.views.taking import TakePage

NONE = -1


@require_http_methods(["GET", "HEAD", "POST"])
def invitation_new(request: HttpRequest) -> HttpResponse:
    """Bring one; what it says is kept for a day, so that it can be looked at."""
    number = _number(request, "for")
    application = own_application(request, number) if number != NONE else None
    form = BringForm(
        sent(request), request.FILES or None, was_too_large=file_was_too_large(request)
    )
    if request.method == "POST" and form.is_valid():
        now, zone = timezone.now(), owner_of(request).preferences.time_zone
        try:
            said = read_invitation(form.brought, now=now, zone=zone)
        except UnreadableError as error:
            form.add_error(form.source, str(error))
        else:
            draft = keep_draft(
                said.as_json(), application=application, by=owner_of(request), now=now
            )
            return redirect("invitation", draft.pk)
    context = {"form": form, "application": application, "most_bytes": MOST_BYTES}
    return show_form(request, "invitations/new.html", context, form)


@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, pk: int) -> HttpResponse:
    """What one of its events says and would change; a list of them first, if there are several."""
    draft = own_invitation_draft(request, pk)
    said, now = Invitation.from_json(draft.said), timezone.now()
    number = 0 if len(said.events) == 1 else _number(request, "event")
    if not 0 <= number < len(said.events):
        return _choose(request, draft, said, now)
    series, date = said.events[number], _number(request, "date")
    if not 0 <= date < len(series.dates):
        date = date_to_look_at(owner_of(request), series, now)
    page = preview_of(owner_of(request), dated(series, date), now)
    context = {"page": page, "draft": draft, "said": said, "number": number, "date": date}
    context["dates"] = _dates(series, date, now)
    if page.standing.effect in (Effect.NEW, Effect.MOVES):
        return TakePage(request, draft, page).answer(context)
    return _other(request, page, context)


def _choose(
    request: HttpRequest, draft: InvitationDraft, said: Invitation, now: datetime
) -> HttpResponse:
    rows = [
        {"number": number, "event": event, "when": say_when(event, now)}
        for number, event in coming_first(said.events, now)
    ]
    context = {"rows": rows, "draft": draft, "said": said}
    return render(request, "invitations/choose.html", context)


def _other(request: HttpRequest, page: Preview, context: dict[str, Any]) -> HttpResponse:
    """What calls an interview off, or changes nothing."""
    known = page.standing.interview
    if request.method == "POST" and page.standing.effect is Effect.NOTHING and known:
        return redirect("interview", known.pk)  # a second press: the first has done it
    if page.standing.effect is Effect.NOTHING:
        return render(request, "invitations/detail.html", context)
    form = CallOffForm(sent(request))
    if request.method == "POST" and form.is_valid():
        return take(request, form, lambda: _call_off(request, page))
    return show_form(request, "invitations/detail.html", context | {"form": form}, form)


def _call_off(request: HttpRequest, page: Preview) -> str:
    gone = call_off_by_invitation(word_of(page.event), by=owner_of(request), now=timezone.now())
    if not gone:
        messages.success(request, "Noted: should its invitation turn up, it is known to be off.")
        return reverse("upcoming")
    undo = reverse("interview-reinstate", args=[gone[0].pk])
    messages.success(
        request, "Noted; what hung on it is withdrawn.", extra_tags=undo if len(gone) == 1 else ""
    )
    return reverse("interview", args=[gone[0].pk])


def _dates(series: Event, chosen: int, now: datetime) -> list[dict[str, Any]]:
    """The dates of a series, to choose another of them."""
    if len(series.dates) < 2:
        return []
    return [
        {
            "number": number,
            "when": say_when(dated(series, number), now),
            "is_chosen": number == chosen,
        }
        for number in range(len(series.dates))
    ]


def _number(request: HttpRequest, name: str) -> int:
    """The number that the address gives, or NONE."""
    number = number_of(request.GET.get(name, ""))
    return NONE if number is None else number
