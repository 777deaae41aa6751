"""Letters that could be had back: what another took the place of, and what was written for a follow-up
that has been withdrawn (decision 23).
"""

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef

from tracker.models import FollowUp, FollowUpStatus
from tracker.models.letters import LetterText
from tracker.planning.rules import RULE_BY_KIND

UNASKED = frozenset(kind for kind, rule in RULE_BY_KIND.items() if rule.unasked)


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """A letter of the owner's own for a follow-up that stands no more."""

    title: str
    letter: LetterText


def letters_of_withdrawn(follow_up: FollowUp) -> tuple[Withdrawn, ...]:
    """What was written for others of its application that were withdrawn, the latest first.

    What nobody asked for takes the place of each other; all else is for one person. Only the next
    one is offered it: when that has left, so have the words.
    """
    same: dict[str, Any] = {"kind__in": UNASKED}
    if follow_up.kind not in UNASKED:
        same = {"kind": follow_up.kind, "contact": follow_up.contact_id}
    rows = FollowUp.objects.filter(application=follow_up.application_id, **same)
    later = rows.filter(status=FollowUpStatus.DONE, decided_at__gt=OuterRef("withdrawn_at"))
    withdrawn = rows.filter(~Exists(later), status=FollowUpStatus.WITHDRAWN)
    withdrawn = withdrawn.exclude(draft_body="", put_aside=[]).exclude(pk=follow_up.pk)
    return tuple(
        Withdrawn(row.title, letter)
        for row in withdrawn.order_by("-withdrawn_at", "-pk")
        for letter in dict.fromkeys(reversed(row.letters))
    )


def letters_to_use(follow_up: FollowUp) -> list[LetterText]:
    """All that could take the place of its letter."""
    withdrawn = (each.letter for each in letters_of_withdrawn(follow_up))
    return [*follow_up.earlier_letters, *withdrawn]
