"""Invitations: taken, followed when they move, and believed when they call it off.

Whatever the order in which the files of one meeting are brought, it ends the same: as the newest
that agrees says, and called off if something that is not older says so.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from tracker.models import Application, Interview, Invitation, InvitationDraft, User
from tracker.models.invitations import NEVER, Word
from tracker.planning.facts import InterviewStatus, Stage
from tracker.services.applications import log_application
from tracker.services.holding import hold_owner
from tracker.services.interviews import (
    call_off_interview,
    change_interview,
    reinstate_interview,
    schedule_interview,
)

DRAFTS_ARE_KEPT = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Place:
    """Where an interview belongs: to an application, or to a new one of this company and role."""

    application: Application | None = None
    company: str = ""
    role: str = ""


@dataclass(frozen=True, slots=True)
class Agreed:
    """What the interview is to be: its fields, all contacts that attend, and who is new."""

    values: Mapping[str, Any]
    attendees: Iterable[int] = ()
    newcomers: Iterable[Mapping[str, Any]] = ()


@transaction.atomic
def take_invitation(
    word: Word, agreed: Agreed, *, place: Place, by: User, now: datetime
) -> Interview:
    """Make the interview that `word` speaks of, or bring it up to date if it is there.

    What is no newer than what is known changes nothing.
    """
    hold_owner(by.pk)  # a file that is brought twice at once makes one interview
    row = by.invitations.taken_for(word, now)
    if row is None or row.interview is None:
        return _make(row, word, agreed, place, by, now)
    if row.is_moved_by(word):
        _move(row, row.interview, word, agreed, now)
    return row.interview


@transaction.atomic
def call_off_by_invitation(word: Word, *, by: User, now: datetime) -> list[Interview]:
    """Note that they called it off; a whole series, with all of its dates. Those that went.

    It is remembered even if nothing is known of the meeting: an older invitation may follow.
    """
    hold_owner(by.pk)
    row = by.invitations.about(word.uid, word.date) or _about(word, by)
    if word.version > (row.called_off_version or NEVER):
        row.called_off_sequence, row.called_off_stamped_at = word.version
    row.save()
    assert row.called_off_version
    rows = by.invitations.to_call_off(word, row.called_off_version, now=now)
    return [_call_off(each.interview, now) for each in rows if each.interview]


def keep_draft(
    said: Mapping[str, Any], *, application: Application | None, by: User, now: datetime
) -> InvitationDraft:
    """Keep what a file said until it is saved, for a day at most; older ones go."""
    InvitationDraft.objects.filter(made_at__lt=now - DRAFTS_ARE_KEPT).delete()
    return InvitationDraft.objects.create(owner=by, application=application, said=said, made_at=now)


def _everybody(by: User, agreed: Agreed) -> tuple[list[int], list[Mapping[str, Any]]]:
    """Who is there by number, and who is to be added: nobody whose address is known already."""
    known, new = list(agreed.attendees), list[Mapping[str, Any]]()
    for values in agreed.newcomers:
        address = values.get("email")
        contact = by.contacts.filter(email__iexact=address).first() if address else None
        if contact:
            known.append(contact.pk)
        else:
            new.append(values)
    return known, new


def _make(
    row: Invitation | None, word: Word, agreed: Agreed, place: Place, by: User, now: datetime
) -> Interview:
    application = place.application or log_application(
        by=by, company=place.company, values={"role": place.role, "stage": Stage.APPLIED}, now=now
    )
    known, new = _everybody(by, agreed)
    interview = schedule_interview(
        application, values=agreed.values, attendees=known, newcomers=new, now=now
    )
    row = row or _about(word, by)
    row.interview = interview
    _note(row, word)
    if by.invitations.says_off(word):
        _call_off(interview, now)
    return interview


def _move(row: Invitation, interview: Interview, word: Word, agreed: Agreed, now: datetime) -> None:
    is_other_date = row.recurrence_id != word.date
    _note(row, word)
    known, new = _everybody(row.owner, agreed)
    change_interview(
        interview,
        values=agreed.values,
        attendees=known,
        newcomers=new,
        version=interview.version,
        now=now,
    )
    was_off = interview.status == InterviewStatus.CANCELLED and interview.called_off_by_them
    is_off = row.owner.invitations.says_off(word)
    if is_off and is_other_date and row.takes_place:
        _call_off(interview, now)
    elif was_off and not is_off:
        reinstate_interview(interview, version=interview.version, now=now)


def _about(word: Word, by: User) -> Invitation:
    return Invitation(owner=by, uid=word.uid, recurrence_id=word.date)


def _note(row: Invitation, word: Word) -> None:
    """`word` is the newest that agrees; what called off the date that it moves to comes along."""
    there = row.owner.invitations.about(word.uid, word.date)
    if there and there != row:
        row.called_off_sequence = there.called_off_sequence
        row.called_off_stamped_at = there.called_off_stamped_at
        there.delete()
    row.recurrence_id, row.occurrence = word.date, word.occurrence
    row.sequence, row.stamped_at = word.version
    row.save()


def _call_off(interview: Interview, now: datetime) -> Interview:
    call_off_interview(
        interview,
        status=InterviewStatus.CANCELLED,
        by_them=True,
        version=interview.version,
        now=now,
    )
    return interview
