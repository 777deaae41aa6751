"""The playbook: read it, try other numbers, change to them."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from tracker.forms.playbook import PlaybookForm
from tracker.forms.playbook_page import preset_choices, rule_groups
from tracker.models import User
from tracker.planning.playbook import Playbook
from tracker.queries.playbook import Preview, preview_page
from tracker.services.case_files import load_playbook
from tracker.services.errors import StaleError
from tracker.services.playbooks import change_playbook, preview, tidied
from tracker.views.access import owner_of
from tracker.views.answers import show_form
from tracker.views.works import go_on


@require_http_methods(["GET", "HEAD", "POST"])
def playbook(request: HttpRequest) -> HttpResponse:
    """A POST shows what would change; with `apply`, it changes it."""
    owner = owner_of(request)
    current = load_playbook(owner.preferences)
    if request.method != "POST":
        form = PlaybookForm.of(current, owner.preferences.version)
        return _page(request, form, current)
    form = PlaybookForm(request.POST)
    if not form.is_valid():
        return _page(request, form, current)
    if "apply" in request.POST:
        return _apply(request, owner, form)
    return _preview(request, owner, form)


def _preview(request: HttpRequest, owner: User, form: PlaybookForm) -> HttpResponse:
    now, other = timezone.now(), tidied(form.playbook)
    shown = preview_page(preview(owner, other, now), now)
    # Filled anew: what follows another preset shows its numbers.
    filled = PlaybookForm.of(other, form.cleaned_data["version"])
    return _page(request, filled, other, shown)


def _apply(request: HttpRequest, owner: User, form: PlaybookForm) -> HttpResponse:
    other, version, now = form.playbook, form.cleaned_data["version"], timezone.now()
    try:
        work = change_playbook(owner, other.preset, other.changed, version, now)
    except StaleError:
        owner.preferences.refresh_from_db()
        form.refuse_stale(owner.preferences.version, request.path)
        return _page(request, form, load_playbook(owner.preferences))
    return go_on(request, work, "The playbook is changed.", "playbook")


def _page(
    request: HttpRequest, form: PlaybookForm, shown: Playbook, found: Preview | None = None
) -> HttpResponse:
    context = {
        "form": form,
        "groups": rule_groups(form, shown),
        "presets": preset_choices(form),
        "preview": found,
    }
    return show_form(request, "playbook.html", context, form)
