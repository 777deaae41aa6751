"""The playbook by which someone's follow-ups are planned: try another one, and change to it."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime

from django.db import transaction

from tracker.models import DECIDED, Application, Preferences, User, Work
from tracker.planning.comparison import Change, compare
from tracker.planning.days import Days
from tracker.planning.plan import plan
from tracker.planning.playbook import Playbook
from tracker.planning.rules import RULES
from tracker.services.case_files import load_case, load_days, load_playbook
from tracker.services.versions import claim_version
from tracker.services.work import planned_applications, start_work, take_up


def tidied(playbook: Playbook) -> Playbook:
    """Without numbers that equal the preset's, or that belong to no rule."""
    plain = replace(playbook, changed={})
    return replace(
        playbook,
        changed={
            place: playbook.changed[place]
            for rule in RULES
            for number in rule.numbers
            if (place := f"{rule.kind}.{number.name}") in playbook.changed
            and playbook.changed[place] != plain.number(rule, number)
        },
    )


def preview(owner: User, playbook: Playbook, now: datetime) -> Iterator[tuple[Application, Change]]:
    """What `playbook` would change of all that is still to be done. Writes and locks nothing."""
    current, days = load_playbook(owner.preferences), load_days(owner)
    for application in planned_applications(owner).for_planning():
        for change in _changes(application, current, playbook, days, now):
            yield application, change


def _changes(
    application: Application, current: Playbook, other: Playbook, days: Days, now: datetime
) -> Iterator[Change]:
    rows = list(application.follow_ups.all())
    case = load_case(application, rows)
    return compare(
        plan(case, current, days),
        plan(case, other, days),
        decided={row.key for row in rows if row.status in DECIDED and not row.settled_by_fact},
        put_off={row.key: row.snoozed_until for row in rows if row.snoozed_until},
        now=now,
    )


def change_playbook(
    owner: User, preset: str, numbers: Mapping[str, int], version: int, now: datetime
) -> Work | None:
    """Change preset and numbers, and plan everything by them; None where nothing is to be planned.

    Raises StaleError, and writes nothing, if the preferences are no longer at `version`.
    """
    work = _write(owner, tidied(Playbook(preset, numbers)), version, now)
    if work:
        take_up(work, now=now)
    return work


@transaction.atomic
def _write(owner: User, playbook: Playbook, version: int, now: datetime) -> Work | None:
    preferences = Preferences.objects.get(user=owner)
    claim_version(preferences, version)
    if playbook == tidied(load_playbook(preferences)):
        return None
    Preferences.objects.filter(user=owner).update(
        preset=playbook.preset, numbers=dict(playbook.changed)
    )
    return start_work(
        owner,
        name="Planning by the changed playbook",
        because="the playbook was changed",
        back="playbook",
        now=now,
    )
