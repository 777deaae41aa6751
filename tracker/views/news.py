"""News of the owner's own search, and whom it is told."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from tracker.forms.news import NewNewsForm, NewsForm
from tracker.models import Application, News
from tracker.planning.facts import NewsKind
from tracker.planning.words import count
from tracker.queries.news import to_tell
from tracker.services.news import change_news, delete_news, log_news
from tracker.views.access import own_application, own_news, owner_of
from tracker.views.answers import changed, sent, show_form, take
from tracker.views.deleted import delete_with_undo

HEADINGS = {
    NewsKind.FINAL_ROUND: "A final round: tell the others",
    NewsKind.AVAILABILITY: "My availability changed",
}


def _for_form(request: HttpRequest, kind: NewsKind, row: News | None = None) -> dict[str, Any]:
    owner, now = owner_of(request), timezone.now()
    live = owner.applications.live().select_related("company")
    return {
        "kind": kind,
        "known": to_tell(owner, now, row),
        "live": live.order_by("company__name", "role", "pk"),
        "today": timezone.localdate(now),
    }


@require_http_methods(["GET", "HEAD", "POST"])
def news_new(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    application = own_application(request, pk)
    if kind not in {each.value for each in NewsKind}:
        raise Http404
    of = _for_form(request, NewsKind(kind))
    its_own = pk if kind == NewsKind.FINAL_ROUND else None
    told = [each for each, _ in of["known"] if each != its_own]
    initial = {"application": its_own, "told": told, "day": request.GET.get("day", "")[:10]}
    form = NewNewsForm(sent(request), initial=initial, **of)
    if request.method == "POST" and form.is_valid():
        return take(request, form, lambda: _log(request, application, form))
    return _page(request, form, {"application": application})


def _log(request: HttpRequest, application: Application, form: NewNewsForm) -> str:
    values, told = form.values | {"kind": form.kind}, form.cleaned_data["told"]
    row = log_news(owner_of(request), values=values, told=told, now=timezone.now())
    undo = reverse("news-delete", args=[row.pk])
    said = f"Logged; it is to be told in {count(len(told), 'application')}."
    messages.success(request, said, extra_tags=undo)
    return reverse("application", args=[application.pk])


@require_http_methods(["GET", "HEAD", "POST"])
def news_change(request: HttpRequest, pk: int) -> HttpResponse:
    row = own_news(request, pk)
    initial = {name: getattr(row, name) for name in ("application", "day", "until", "version")}
    initial["told"] = list(row.told.values_list("pk", flat=True))
    form = NewsForm(sent(request), initial=initial, **_for_form(request, NewsKind(row.kind), row))
    if request.method == "POST" and form.is_valid():
        told, version = form.cleaned_data["told"], form.cleaned_data["version"]

        def change() -> None:
            change_news(row, values=form.values, told=told, version=version, now=timezone.now())

        if changed(request, form, row, change):
            messages.success(request, "Saved; what hangs on it has moved along.")
            return redirect(_home(row))
    return _page(request, form, {"row": row, "application": row.application})


@require_POST
def news_delete(request: HttpRequest, pk: int) -> HttpResponse:
    row = own_news(request, pk)
    home = _home(row)
    said = "Deleted: nobody is to be told of it any more."
    return delete_with_undo(request, row, delete_news, said=said, home=home, then=home)


def _home(row: News) -> str:
    if row.application_id is None:
        return reverse("upcoming")
    return reverse("application", args=[row.application_id])


def _page(request: HttpRequest, form: NewNewsForm | NewsForm, more: dict[str, Any]) -> HttpResponse:
    context = {"form": form, "heading": HEADINGS[form.kind], **more}
    return show_form(request, "news/form.html", context, form)
