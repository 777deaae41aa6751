"""Applications as a list and as a board, and what is done to several at once."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.views.decorators.http import require_POST, require_safe

from tracker.forms.lists import ChosenForm, ViewForm
from tracker.models.applications import STAGE_CHOICES
from tracker.planning.facts import Stage
from tracker.planning.words import count
from tracker.queries.applications import PAGE, application_rows, board, choosable
from tracker.queries.filters import LONGEST_SILENCE, SORTS, Filter
from tracker.services.lists import (
    Move,
    delete_view,
    keep_view,
    move_applications,
    tag_applications,
    take_back_moves,
)
from tracker.views.access import own_application, owner_of
from tracker.views.answers import first_page, page_number, query_of
from tracker.views.deleted import delete_with_undo
from tracker.views.moved import fact_behind, moves_of, undo_of_moves

PAGES = {"list": "application-list", "board": "application-board"}


@require_safe
def application_list(request: HttpRequest) -> HttpResponse:
    asked, number = Filter.of(request.GET.dict()), page_number(request)
    first = (number - 1) * PAGE
    rows, more = application_rows(owner_of(request), asked, timezone.now(), first=first)
    if number > 1 and not rows:
        return first_page(request)
    context = {"rows": rows, "more": more, "number": number, "shown": "list"}
    return render(request, "applications/list.html", context | _around(request, asked))


@require_safe
def application_board(request: HttpRequest) -> HttpResponse:
    asked = Filter.of(request.GET.dict())
    columns, more = board(owner_of(request), asked, timezone.now())
    context = {"columns": columns, "more": more, "shown": "board"}
    return render(request, "applications/board.html", context | _around(request, asked))


def _around(request: HttpRequest, asked: Filter) -> dict[str, object]:
    return {
        "asked": asked,
        "query": query_of(request),
        "stages": STAGE_CHOICES,
        "sorts": [(name, said) for name, (said, _) in SORTS.items()],
        "longest_silence": LONGEST_SILENCE,
        "choosable": choosable(owner_of(request)),
    }


@require_POST
def application_move(request: HttpRequest, pk: int) -> HttpResponse:
    """One card to another stage: by its menu, or by being dragged there."""
    row, stage = own_application(request, pk), request.POST.get("stage", "")
    if stage not in dict(STAGE_CHOICES):
        raise Http404
    moves = move_applications([row], Stage(stage), now=timezone.now())
    _say_moved(request, moves, fact_behind(row, Stage(stage)))
    return _back(request)


@require_POST
def applications_chosen(request: HttpRequest) -> HttpResponse:
    """What was ticked in the list, to a stage or under a tag."""
    owner, form = owner_of(request), ChosenForm(request.POST)
    form.fields["chosen"].queryset = owner.applications.all()  # type: ignore[attr-defined]  # a choice of models
    if not form.is_valid():
        for errors in form.errors.values():
            messages.error(request, " ".join(map(str, errors)))
        return _back(request)
    rows = form.cleaned_data["chosen"]
    if tag := form.cleaned_data["tag"]:
        tag_applications(owner, rows, tag)
        messages.success(request, f"{count(len(rows), 'application').capitalize()} tagged {tag}.")
    if stage := form.cleaned_data["stage"]:
        _say_moved(request, move_applications(rows, Stage(stage), now=timezone.now()))
    return _back(request)


@require_POST
def moves_undo(request: HttpRequest, moves: str) -> HttpResponse:
    shown, query, known = moves_of(request, moves)
    came_back = take_back_moves(owner_of(request), known, now=timezone.now())
    if came_back == len(known):
        messages.success(request, "Back where it was.")
    else:
        messages.info(request, f"{came_back} of {len(known)} came back: the rest has moved on.")
    return redirect(_list_or_board(shown, query))


def _say_moved(request: HttpRequest, moves: Sequence[Move], missing: str = "") -> None:
    if not moves:
        messages.info(request, "Nothing was changed: that is where it was.")
        return
    said = f"{count(len(moves), 'application').capitalize()}: {moves[0].after}."
    undo = undo_of_moves(request, moves, request.POST.get("shown", ""), _query(request))
    messages.success(request, format_html("{}{}", said, missing), extra_tags=undo)


@require_POST
def view_keep(request: HttpRequest) -> HttpResponse:
    form = ViewForm(request.POST)
    if form.is_valid():
        view, before = keep_view(owner_of(request), form.cleaned_data["name"], _query(request))
        said = format_html("Kept as {}{}.", view.name, _in_place_of(request, before))
        messages.success(request, said)
    else:
        messages.error(request, "Give it a name of up to 50 characters.")
    return _back(request)


@require_POST
def view_forget(request: HttpRequest, pk: int) -> HttpResponse:
    view = get_object_or_404(owner_of(request).saved_views, pk=pk)
    said = f"{view} is forgotten; its applications are as they were."
    then = _address(request, _query(request))
    home = reverse("application-list")
    return delete_with_undo(request, view, delete_view, said=said, home=home, then=then)


def _in_place_of(request: HttpRequest, before: str) -> SafeString:
    """The way to the filter that had the name before; empty where none had."""
    if not before:
        return SafeString()
    link = ', in place of <a href="{}">what it showed before</a>'
    return format_html(link, _address(request, before))


def _back(request: HttpRequest) -> HttpResponse:
    """To list or board, filtered as it was."""
    return redirect(_address(request, _query(request)))


def _address(request: HttpRequest, query: str) -> str:
    return _list_or_board(request.POST.get("shown", ""), query)


def _list_or_board(shown: str, query: str) -> str:
    page = PAGES.get(shown, "application-list")
    return reverse(page) + (f"?{query}" if query else "")


def _query(request: HttpRequest) -> str:
    return QueryDict(request.POST.get("query", "")[:2_000]).urlencode()
