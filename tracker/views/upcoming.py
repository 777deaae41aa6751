from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from tracker.queries.upcoming import upcoming as load_upcoming
from tracker.views.access import owner_of
from tracker.views.health import up_for


@require_safe
def upcoming(request: HttpRequest) -> HttpResponse:
    page = load_upcoming(owner_of(request), timezone.now(), up_for=up_for())
    return render(request, "upcoming.html", {"page": page})
