"""Offers, and what they change for every other application."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from tracker.models import Application, Offer
from tracker.planning.facts import OfferStatus, Stage
from tracker.services.applications import change_stage
from tracker.services.lists import Move, move_applications
from tracker.services.replan import replan, replan_met
from tracker.services.stages import take_back_stage
from tracker.services.versions import claim_version

BEFORE_AN_OFFER = (
    Stage.SAVED,
    Stage.APPLIED,
    Stage.SCREENING,
    Stage.INTERVIEWING,
    Stage.NO_REPLY,
    Stage.REJECTED,  # they thought better of it
    Stage.WITHDRAWN,
)

# Whoever declines has withdrawn; nobody asks them how things stand any more.
ENDS = {OfferStatus.ACCEPTED: Stage.ACCEPTED, OfferStatus.DECLINED: Stage.WITHDRAWN}


@transaction.atomic
def log_offer(application: Application, *, values: Mapping[str, Any], now: datetime) -> Offer:
    """Enter an offer: this application gets its stage, the others are to be told."""
    offer = Offer.objects.create(
        owner=application.owner, application=application, entered_at=now, **values
    )
    because = f"{application.company} made you an offer"
    if application.stage in BEFORE_AN_OFFER:
        change_stage(application, Stage.OFFER, because=because, now=now)
    else:
        replan(application, because=because, now=now)
    replan_met(application, because=because, now=now)
    return offer


@transaction.atomic
def change_offer(offer: Offer, *, values: Mapping[str, Any], version: int, now: datetime) -> None:
    """Correct an offer; what hangs on its deadline moves along, here and elsewhere.

    StaleError if it is no longer at `version`.
    """
    Application.objects.hold(offer.application_id)
    claim_version(offer, version)
    for name, value in values.items():
        setattr(offer, name, value)
    offer.save(update_fields=list(values))
    because = f"the offer of {offer.application.company} was changed"
    replan(offer.application, because=because, now=now)
    replan_met(offer.application, because=because, now=now)


@transaction.atomic
def delete_offer(offer: Offer, *, now: datetime) -> None:
    """Take an offer out again; with the last one, its application goes back to where it was."""
    application = offer.application
    Application.objects.hold(application.pk)
    offer.delete()
    because = "the offer behind it was deleted"
    came_with_it = () if application.offers.exists() else (Stage.ACCEPTED, Stage.OFFER)
    for stage in came_with_it:
        take_back_stage(application, None, stage, because=because, now=now)
    replan(application, because=because, now=now)
    replan_met(application, because=because, now=now)


@transaction.atomic
def decide_offer(offer: Offer, status: OfferStatus, *, now: datetime) -> bool:
    """Accept or decline it, or note that it lapsed; whether it was open.

    Accepting and declining move the application to its end. The rest of the search is asked about on a page of
    its own, and nothing of it is touched here but what rested on the open offer.
    """
    Application.objects.hold(offer.application_id)
    open_offers = Offer.objects.filter(pk=offer.pk, status=OfferStatus.OPEN)
    decided_at = max(now, offer.received_at)
    if not open_offers.update(status=status, decided_at=decided_at, version=F("version") + 1):
        return False
    because = f"the offer of {offer.application.company} was {status.value}"
    if status in ENDS:
        change_stage(offer.application, ENDS[status], because=because, now=now)
    else:
        replan(offer.application, because=because, now=now)
    replan_met(offer.application, because=because, now=now)
    return True


@transaction.atomic
def reopen_offer(offer: Offer, *, now: datetime) -> bool:
    """Undo a decision about it; whether there was one."""
    Application.objects.hold(offer.application_id)
    offer.refresh_from_db(fields=["status"])
    ended = ENDS.get(OfferStatus(offer.status))
    decided = Offer.objects.filter(pk=offer.pk).exclude(status=OfferStatus.OPEN)
    if not decided.update(status=OfferStatus.OPEN, decided_at=None, version=F("version") + 1):
        return False
    because = "the offer is open again"
    if not (ended and take_back_stage(offer.application, None, ended, because=because, now=now)):
        replan(offer.application, because=because, now=now)
    replan_met(offer.application, because="an offer is open again", now=now)
    return True


@transaction.atomic
def withdraw_applications(applications: Iterable[Application], *, now: datetime) -> list[Move]:
    """End these, because an offer was accepted elsewhere; what `take_back_moves` needs for it."""
    because = "you accepted an offer elsewhere"
    return move_applications(applications, Stage.WITHDRAWN, because=because, now=now)
