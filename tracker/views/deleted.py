"""Deleting offers an undo, instead of asking whether one is sure."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from tracker.services.deleted import delete_kept, restore_deleted
from tracker.views.access import own_deleted


def delete_with_undo(
    request: HttpRequest, row: Any, delete: Callable[..., None], *, said: str, home: str, then: str
) -> HttpResponse:
    """Delete `row` by its service and go on to `then`; once brought back, it is seen at `home`."""
    kept = delete_kept(row, delete, home=home, now=timezone.now())
    if kept:
        messages.success(request, said, extra_tags=reverse("deleted-restore", args=[kept.pk]))
    else:
        messages.info(request, "Nothing was changed: that is deleted already.")
    return redirect(then)


@require_POST
def deleted_restore(request: HttpRequest, pk: int) -> HttpResponse:
    kept = own_deleted(request, pk)
    if restore_deleted(kept, now=timezone.now()):
        messages.success(request, "It is back.")
        return redirect(kept.home)
    messages.info(
        request,
        "Nothing was changed: that can be undone for an hour, and once, while nothing else has"
        " taken its place.",
    )
    return redirect("upcoming")
