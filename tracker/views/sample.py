"""The sample search: there in one click, gone in one click."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from tracker.services.sample import make_sample_search
from tracker.services.sample_removal import remove_sample_search
from tracker.views.access import owner_of


@require_POST
def sample_make(request: HttpRequest) -> HttpResponse:
    if make_sample_search(owner_of(request), now=timezone.now()):
        messages.success(request, "The example is here.", extra_tags=reverse("sample-remove"))
    return redirect("upcoming")


@require_POST
def sample_remove(request: HttpRequest) -> HttpResponse:
    home = reverse("upcoming")
    gone = remove_sample_search(owner_of(request), home=home, now=timezone.now())
    if gone.kept:
        said = "The example is removed. All that is yours is still here."
        if gone.stays:
            said += f" Of the example, what something of yours refers to stays: {', '.join(gone.stays)}."
        messages.success(request, said, extra_tags=reverse("deleted-restore", args=[gone.kept.pk]))
    return redirect(home)
