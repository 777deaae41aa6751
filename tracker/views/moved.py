"""Applications that were moved: how it is taken back, and which fact belongs to their new stage."""

from collections.abc import Sequence

from django.core import signing
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from tracker.models import Application
from tracker.planning.facts import OfferStatus, Stage
from tracker.services.lists import Move
from tracker.views.access import owner_of

SALT = "tracker.moves"
OFFERED = "Write down what they offered, and until when."
ACCEPTED = "Put down that you accepted the offer."
REJECTED = "Write down when they said no, and how."


def undo_of_moves(
    request: HttpRequest, moves: Sequence[Move], shown: str = "", query: str = ""
) -> str:
    """The address that takes them back, and then shows the list or the board of that query."""
    known = [owner_of(request).pk, shown, query, moves]
    return reverse("moves-undo", args=[signing.dumps(known, salt=SALT, compress=True)])


def moves_of(request: HttpRequest, signed: str) -> tuple[str, str, list[Move]]:
    """What `undo_of_moves` wrote down; 404 for what it did not, or not for this owner."""
    try:
        pk, shown, query, known = signing.loads(signed, salt=SALT)
    except signing.BadSignature:
        raise Http404 from None
    if pk != owner_of(request).pk:
        raise Http404
    return shown, query, [Move(*move) for move in known]


def fact_behind(application: Application, stage: Stage) -> SafeString:
    """The link to the form for what brought it to `stage`; empty where nothing is missing."""
    if stage is Stage.REJECTED:
        return _link(reverse("rejection", args=[application.pk]), REJECTED)
    if stage not in (Stage.OFFER, Stage.ACCEPTED):
        return SafeString()
    offers = set(application.offers.values_list("status", flat=True))
    if stage is Stage.ACCEPTED and OfferStatus.OPEN in offers:
        return _link(reverse("application", args=[application.pk]) + "#offers", ACCEPTED)
    if offers & {OfferStatus.OPEN, OfferStatus.ACCEPTED}:
        return SafeString()
    return _link(reverse("offer-new", args=[application.pk]), OFFERED)


def _link(href: str, words: str) -> SafeString:
    return format_html(' <a href="{}">{}</a>', href, words)
