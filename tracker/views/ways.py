"""Quick ways: find anything, the keys that lead there, and the app's own card for a phone."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.http import require_safe

from tracker.queries.find import find as find_in
from tracker.text import clean_line
from tracker.views.access import owner_of

ICONS = (("img/icon-192.png", "192x192", "any"), ("img/icon-512.png", "512x512", "any maskable"))


@require_safe
def find(request: HttpRequest) -> HttpResponse:
    words = clean_line(request.GET.get("q", ""))[:200]
    context = {"found": find_in(owner_of(request), words), "words": words}
    return render(request, "find.html", context)


@require_safe
def shortcuts(request: HttpRequest) -> HttpResponse:
    return render(request, "shortcuts.html")


@require_safe
@login_not_required
def manifest(_request: HttpRequest) -> HttpResponse:
    """What a phone asks for before it puts Heardback on its home screen; the same for everybody."""
    card = {
        "name": "Heardback",
        "short_name": "Heardback",
        "description": "What to do next in your search, and when it is right to wait",
        "start_url": reverse("upcoming"),
        "scope": "/",
        "display": "standalone",
        "background_color": "#faf6ed",
        "theme_color": "#faf6ed",
        "icons": [
            {"src": static(name), "sizes": sizes, "type": "image/png", "purpose": purpose}
            for name, sizes, purpose in ICONS
        ],
        "shortcuts": [{"name": "Log an application", "url": reverse("application-new")}],
    }
    return JsonResponse(card, content_type="application/manifest+json")


@require_safe
def style_guide(request: HttpRequest) -> HttpResponse:
    """Every piece of a page, once; for those who work on Heardback (DEBUG)."""
    return render(request, "styleguide.html")
