"""Sorting applications by hand: many at once, by tags, and under names."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from django.db import transaction
from django.db.models import F, Value
from django.db.models.functions import Lower

from tracker.models import Application, SavedView, Tag, User
from tracker.planning.facts import Stage
from tracker.services.applications import change_stage
from tracker.services.holding import hold_owner
from tracker.services.stages import take_back_stage


class Move(NamedTuple):
    """An application that was moved, and from where to where."""

    application: int
    before: str
    after: str


def move_applications(
    applications: Iterable[Application], stage: Stage, *, because: str = "", now: datetime
) -> list[Move]:
    """Bring each to `stage`, each in a transaction of its own; those that were not there before."""
    moves = []
    for application in applications:
        before = application.stage
        if before != stage:
            change_stage(application, stage, because=because, now=now)
            moves.append(Move(application.pk, before, stage.value))
    return moves


def take_back_moves(owner: User, moves: Sequence[Move], *, now: datetime) -> int:
    """Bring each back to where it was, unless it has moved on; how many came back."""
    rows = {row.pk: row for row in owner.applications.filter(pk__in=[move[0] for move in moves])}
    return sum(
        take_back_stage(rows[pk], Stage(before), Stage(after), now=now)
        for pk, before, after in moves
        if pk in rows
    )


@transaction.atomic
def set_tags(application: Application, names: Iterable[str]) -> None:
    """These tags and no others; a tag that nothing bears any more goes."""
    hold_owner(application.owner_id)
    application.tags.set([_tag_named(application.owner, name) for name in names])
    for tag in application.owner.tags.filter(applications=None):
        if not _may_come_back(tag):
            tag.delete()


def _may_come_back(tag: Tag) -> bool:
    """Whether an application that bore it can be brought back."""
    written = f'"tag": {tag.pk}}}'  # as Django writes down who bears it
    return tag.owner.deleted.filter(rows__contains=written).exists()


@transaction.atomic
def tag_applications(owner: User, applications: Iterable[Application], name: str) -> Tag:
    """Let all of these bear the tag of that name; it is made if it is new."""
    hold_owner(owner.pk)
    tag = _tag_named(owner, name)
    # Some may have been deleted in another tab since.
    known = owner.applications.filter(pk__in=[row.pk for row in applications])
    new = list(known.exclude(tags=tag))
    tag.applications.add(*new)
    # A form that was opened before does not take it away again.
    owner.applications.filter(pk__in=[row.pk for row in new]).update(version=F("version") + 1)
    return tag


def _tag_named(owner: User, name: str) -> Tag:
    """The tag of that name, however it is capitalised; made if it is new. The owner is held."""
    known = owner.tags.alias(lower=Lower("name")).filter(lower=Lower(Value(name))).first()
    return known or Tag.objects.create(owner=owner, name=name)


@transaction.atomic
def keep_view(owner: User, name: str, query: str) -> tuple[SavedView, str]:
    """Keep the query of the list's address under `name`; a view of that name shows this from now.

    With it comes the query that it showed before, if that was another one.
    """
    hold_owner(owner.pk)
    known = owner.saved_views.alias(lower=Lower("name")).filter(lower=Lower(Value(name))).first()
    view = known or SavedView(owner=owner)
    before = view.query if view.query != query else ""
    view.name, view.query = name, query
    view.save()
    return view, before


def delete_view(view: SavedView, *, now: datetime) -> None:  # noqa: ARG001 - as all deletions
    """Forget the name; what it showed is as it was."""
    view.delete()
