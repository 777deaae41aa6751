"""Reconcile the plan with the stored follow-ups, by key. What the user decided always wins."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from tracker.models import DECIDED, Application, Contact, FollowUp, FollowUpStatus
from tracker.planning.facts import LIVE_STAGES, Stage
from tracker.planning.heard import Word, last_word
from tracker.planning.mails import before_interviews
from tracker.planning.plan import plan
from tracker.planning.playbook import Action
from tracker.planning.rules import RULE_BY_KIND, RULES
from tracker.services.case_files import load_case, load_days, load_playbook, look_around
from tracker.services.events import keep_events
from tracker.services.reminders import arm

# Where a message that nobody asked for may be planned.
PACED_STAGES = {stage for rule in RULES if rule.unasked for stage in rule.stages}
# What is done for a person from one application only, and why another takes it over.
FROM_ONE_ONLY = {
    "linkedin-invitation": "they are invited from here now",
    "nurture": "they are kept in touch with from here now",
}
# What they wait for comes before what nobody asked for.
HELD = {
    "answer-offer": "their offer is to be answered first; it comes back if nothing comes of that",
    "answer-them": "they wait for your answer first; it comes back once you have written",
    "send-information": "they wait for what they asked you for; it comes back once they have it",
}
HELD["promise-information"] = HELD["send-information"]

# What a plan may change in a stored follow-up.
PLANNED_FIELDS = (
    "title",
    "channel",
    "opens",
    "due",
    "closes",
    "why",
    "advice",
    "contact_id",
    "interview_id",
    "request_id",
)
WRITTEN_FIELDS = (
    *(name.removesuffix("_id") for name in PLANNED_FIELDS),
    "status",
    "settled_by_fact",
    "decided_at",
    "snoozed_until",
    "withdrawn_at",
    "withdrawn_because",
    "changed_at",
    "version",
)


@transaction.atomic
def replan(application: Application, *, because: str, now: datetime) -> None:
    """Plan `application` again and bring its follow-ups and reminders in line.

    `because` is the fact that changed, as the end of the sentence "withdrawn: …"; it is kept with
    every follow-up whose reason is gone. Locks the application's row, so that two replans of one
    application come one after the other.
    """
    replan_locked(Application.objects.locked(application.pk), because=because, now=now)


def replan_locked(application: Application, *, because: str, now: datetime) -> None:
    """As `replan`, where the transaction holds `application` already, as `locked` fetches it."""
    around = look_around(application)
    rows = {row.key: row for row in around.follow_ups if row.application_id == application.pk}
    case = load_case(application, rows.values(), around)
    playbook, days = load_playbook(application.owner.preferences), load_days(application.owner)
    actions = {action.key: action for action in plan(case, playbook, days)}
    word = last_word(case, days)
    new = [
        _new_row(application, action, now) for action in actions.values() if action.key not in rows
    ]
    changed = [
        row
        for row in rows.values()
        if (
            _follow(row, actions[row.key], now)
            if row.key in actions
            else _withdraw(row, _reason(row, actions.values(), word, because), now)
        )
    ]
    FollowUp.objects.bulk_create(new)
    FollowUp.objects.bulk_update(changed, WRITTEN_FIELDS)
    follow_ups = [*rows.values(), *new]
    moments = {key: action.remind_at for key, action in actions.items()}
    before = before_interviews(case, days)
    if application.is_sample:  # nothing of it is mailed
        moments, before = {}, {}
    arm(application, follow_ups, moments, before, days=days, now=now)
    keep_events(application, case, around, follow_ups, now=now)
    _let_others_write(application, changed, now)


def _new_row(application: Application, action: Action, now: datetime) -> FollowUp:
    row = FollowUp(
        owner_id=application.owner_id,
        application=application,
        key=action.key,
        kind=action.kind,
        entered_at=now,
        changed_at=now,
    )
    _assign(row, _planned_values(action) | _standing(action))
    return row


def _follow(row: FollowUp, action: Action, now: datetime) -> bool:
    """Bring `row` in line with its action; whether anything changed."""
    if row.status in DECIDED and not row.settled_by_fact:
        return False
    values = _planned_values(action) | _standing(action)
    if row.status == FollowUpStatus.WITHDRAWN:
        values |= {"withdrawn_at": None, "withdrawn_because": ""}
    return _change(row, values, now)


def _withdraw(row: FollowUp, because: str, now: datetime) -> bool:
    """The reason for `row` is gone: say why, unless it is history already."""
    if row.status not in (FollowUpStatus.OPEN, FollowUpStatus.PASSED):
        return False
    values = {
        "status": FollowUpStatus.WITHDRAWN,
        "withdrawn_at": now,
        "withdrawn_because": because,
    }
    return _change(row, values, now)


def _reason(row: FollowUp, actions: Iterable[Action], word: Word | None, because: str) -> str:
    """Why `row` is planned no more: what is owed to them comes first, else the fact that changed."""
    if not RULE_BY_KIND[row.kind].unasked or not _comes_back(row, word):
        return because
    owed = (
        action
        for action in actions
        if action.kind in HELD and not (action.settled_at or action.passed)
    )
    first = min(owed, key=lambda action: action.window.due, default=None)
    return HELD[first.kind] if first else because


def _comes_back(row: FollowUp, word: Word | None) -> bool:
    """Whether what is owed holds it up only for a while: its key names what it followed from."""
    if row.kind == "application-check-in":
        return word is None
    about = row.key.partition(":")[2]
    return not about or word is None or f"{about}:".startswith(f"{word.key}:")


def _planned_values(action: Action) -> dict[str, Any]:
    return {
        "title": action.title[:500],
        "channel": action.channel,
        "opens": action.window.opens,
        "due": action.window.due,
        "closes": action.window.closes,
        "why": action.why,
        "advice": list(action.advice),
        "contact_id": action.contact,
        "interview_id": action.interview,
        "request_id": action.request,
    }


def _standing(action: Action) -> dict[str, Any]:
    """The status that the facts alone give to an action."""
    if action.settled_at:
        status = FollowUpStatus.DONE
    elif action.passed:
        status = FollowUpStatus.PASSED
    else:
        status = FollowUpStatus.OPEN
    return {
        "status": status,
        "settled_by_fact": action.settled_at is not None,
        "decided_at": action.settled_at,
    }


def _change(row: FollowUp, values: dict[str, Any], now: datetime) -> bool:
    if all(getattr(row, name) == value for name, value in values.items()):
        return False
    _assign(row, values | {"changed_at": now, "version": row.version + 1})
    return True


def _assign(row: FollowUp, values: dict[str, Any]) -> None:
    for name, value in values.items():
        setattr(row, name, value)


def replan_all(applications: Iterable[Application], *, because: str, now: datetime) -> None:
    """Plan each of `applications` again, each in a transaction of its own."""
    for application in applications:
        replan(application, because=because, now=now)


def others_with(
    application: Application, contacts: Iterable[int], stages: Iterable[Stage] = LIVE_STAGES
) -> list[Application]:
    """The applications beside it, as a rule live ones, in which one of `contacts` is among the people."""
    known = list(contacts)
    theirs = Q(company__contacts__in=known) | Q(recruiter__in=known)
    rows = Application.objects.filter(theirs, owner=application.owner_id, stage__in=stages)
    return list(rows.exclude(pk=application.pk).order_by("pk").distinct())


def replan_met(application: Application, *, because: str, now: datetime) -> None:
    """Plan again where somebody was met: those are told of an offer here (decision 20)."""
    others = (
        Application.objects.filter(owner=application.owner_id).live().exclude(pk=application.pk)
    )
    met = others.filter(interviews__isnull=False).order_by("pk").distinct()
    replan_all(met, because=because, now=now)


def _let_others_write(application: Application, changed: Iterable[FollowUp], now: datetime) -> None:
    """Who is invited, or kept in touch with, from one application only, where that is withdrawn
    here, is planned for from another.
    """
    for kind, because in FROM_ONE_ONLY.items():
        free = {
            row.contact_id
            for row in changed
            if row.kind == kind and row.status == FollowUpStatus.WITHDRAWN and row.contact_id
        }
        if free:
            stages = RULE_BY_KIND[kind].stages
            replan_all(others_with(application, free, stages), because=because, now=now)


def replan_others(application: Application, contact: int | None, *, now: datetime) -> None:
    """Plan again where the same person is among the people: they are not written to too often."""
    if contact is None:
        return
    if others := others_with(application, [contact], PACED_STAGES):
        name = Contact.objects.values_list("name", flat=True).get(pk=contact)
        replan_all(others, because=f"you wrote to {name} elsewhere", now=now)
