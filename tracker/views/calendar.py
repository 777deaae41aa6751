"""The calendar page, its feeds, and what can be taken along as a file."""

from datetime import date, datetime

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tracker.calendars.feed import body_of
from tracker.forms.calendar import FeedChangeForm, FeedForm
from tracker.ical.calendar import CONTENT_TYPE, calendar_of
from tracker.models import CalendarFeed
from tracker.planning.words import LONG_WEEKDAYS
from tracker.qr import qr_code
from tracker.queries.agenda import calendar_page
from tracker.queries.calendar import Choice, midnight
from tracker.queries.feeds import feed_row
from tracker.services.feeds import change_feed, make_feed, renew_feed, restore_feed, revoke_feed
from tracker.services.submissions import take_once
from tracker.site import Reach, reach_of
from tracker.views.access import owner_of
from tracker.views.answers import changed, sent, show_form

MADE_ALREADY = "It is made already, and its address was shown that once. Give it a new address below to see one."


@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    return _page(request, FeedForm(), first=_first_day(request.GET.get("month", "")))


@require_POST
def feed_make(request: HttpRequest) -> HttpResponse:
    form = FeedForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    owner, now, made = owner_of(request), timezone.now(), list[str]()

    def make() -> str:
        _, token = make_feed(owner, form.cleaned_data["name"], options=form.options, now=now)
        made.append(token)
        return reverse("calendar")

    back = take_once(owner, form.cleaned_data["form_token"], make, now=now)
    # Shown in this answer and nowhere else: a redirect would have to keep the secret somewhere.
    if made:
        return _page(request, FeedForm(), token=made[0])
    messages.info(request, MADE_ALREADY)
    return redirect(back)


@require_http_methods(["GET", "HEAD", "POST"])
def feed_change(request: HttpRequest, pk: int) -> HttpResponse:
    feed = _own_feed(request, pk)
    form = FeedChangeForm(request.POST) if sent(request) is not None else FeedChangeForm.of(feed)

    def change() -> None:
        values = {"name": form.cleaned_data["name"]} | form.options
        version = form.cleaned_data["version"]
        change_feed(feed, values=values, version=version, now=timezone.now())

    if request.method == "POST" and form.is_valid() and changed(request, form, feed, change):
        messages.success(request, "Saved. Calendars that subscribe have it when they next ask.")
        return redirect("calendar")
    return show_form(request, "calendar/form.html", {"form": form, "feed": feed}, form)


@require_http_methods(["GET", "HEAD", "POST"])
def feed_renew(request: HttpRequest, pk: int) -> HttpResponse:
    """A new address, once it was said what the old one's end means: that cannot be undone."""
    feed = _own_feed(request, pk)
    if request.method == "POST":
        return _page(request, FeedForm(), token=renew_feed(feed, now=timezone.now()))
    context = {"feed": feed_row(feed, timezone.now())}
    return render(request, "calendar/renew.html", context)


@require_POST
def feed_revoke(request: HttpRequest, pk: int) -> HttpResponse:
    feed = _own_feed(request, pk)
    revoke_feed(feed, now=timezone.now())
    said = f"“{feed.name}” is revoked: its address leads nowhere any more."
    messages.success(request, said, extra_tags=reverse("feed-restore", args=[pk]))
    return redirect("calendar")


@require_POST
def feed_restore(request: HttpRequest, pk: int) -> HttpResponse:
    feed = get_object_or_404(owner_of(request).feeds, pk=pk)
    restore_feed(feed, now=timezone.now())
    messages.success(request, f"“{feed.name}” can be fetched again, at the address that it had.")
    return redirect("calendar")


@require_safe
def calendar_download(request: HttpRequest) -> HttpResponse:
    owner = owner_of(request)
    today = midnight(timezone.now(), owner.preferences.zone)
    # Imported, it stays as it is: what is off would only stand in the way there.
    choice = Choice(with_cancelled=False)
    return _file("heardback", body_of("Heardback", owner.pk, choice, today))


@require_safe
def calendar_event(request: HttpRequest, pk: int) -> HttpResponse:
    event = get_object_or_404(owner_of(request).calendar_events, pk=pk)
    if not event.full:
        raise Http404
    return _file(event.key, calendar_of("Heardback", [bytes(event.full)]))


def _file(name: str, body: bytes) -> HttpResponse:
    disposition = f'attachment; filename="{name}.ics"'
    return HttpResponse(
        body, content_type=CONTENT_TYPE, headers={"Content-Disposition": disposition}
    )


def _own_feed(request: HttpRequest, pk: int) -> CalendarFeed:
    return get_object_or_404(owner_of(request).feeds.filter(revoked_at=None), pk=pk)


def _first_day(month: str) -> date | None:
    """Of a month such as 2026-11; None for what is none."""
    try:
        first = datetime.strptime(month, "%Y-%m").date()  # noqa: DTZ007  # a month, no moment
    except ValueError:
        return None
    return first if 2000 <= first.year <= 2100 else None


def _page(
    request: HttpRequest,
    form: FeedForm,
    *,
    first: date | None = None,
    token: str = "",
    status: int = 200,
) -> HttpResponse:
    address = f"{settings.SITE_URL}{reverse('calendar-feed', args=[token])}" if token else ""
    webcal_address = f"webcal://{address.partition('://')[2]}"
    begins = owner_of(request).preferences.week_starts
    reach = reach_of(settings.SITE_URL)
    context = {
        "form": form,
        "page": calendar_page(owner_of(request), first, timezone.now()),
        "address": address,
        "webcal_address": webcal_address,
        "qr": qr_code(webcal_address) if token and reach is not Reach.MACHINE else None,
        "weekdays": (*LONG_WEEKDAYS[begins:], *LONG_WEEKDAYS[:begins]),
        "reach": reach,
        "site_url": settings.SITE_URL,
    }
    return render(request, "calendar/detail.html", context, status=status)
