"""Two entries for one company, or for one person, become one, with all that hangs on either."""

from datetime import datetime

from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction
from django.db.models import F, Q

from tracker.models import (
    Application,
    Attendance,
    Company,
    Contact,
    Estimate,
    FollowUp,
    InformationRequest,
    Message,
)
from tracker.services.applications import give_name
from tracker.services.errors import NotTheirsError
from tracker.services.holding import hold_owner
from tracker.services.kept import name_in_kept, renamed_key
from tracker.services.renaming import rename_in_words
from tracker.services.replan import replan_all

# What a contact keeps of the other where it has nothing itself.
FILLED = ("title", "email", "phone", "linkedin", "register", "away_until")
# What two people have one of each: of one person who has two, it is kept in the notes.
NOTED = ("email", "phone", "linkedin", "title")


@transaction.atomic
def rename_company(company: Company, name: str, *, now: datetime) -> Company:
    """Give it another name; return it, or the owner's company that has the name already."""
    hold_owner(company.owner_id)
    before = company.name
    known = give_name(company, name, now=now)
    if known != company:
        return known
    because = f"{before} is called {name} now"
    replan_all(company.applications.order_by("pk"), because=because, now=now)
    return company


def delete_company(company: Company, *, now: datetime) -> None:  # noqa: ARG001 - as all deletions
    """Take out one with which nothing is left; ProtectedError where something is."""
    company.delete()


@transaction.atomic
def merge_companies(keep: Company, gone: Company, *, now: datetime) -> bool:
    """Everything at `gone` is at `keep` from now on; whether both were still there.

    NotTheirsError if they have two owners.
    """
    if not _hold_both(keep, gone):
        return False
    touched = list(Application.objects.filter(company__in=(keep, gone)).order_by("pk"))
    for application in touched:
        Application.objects.hold(application.pk)
    theirs = FollowUp.objects.filter(application__company=gone)
    rename_in_words(theirs, gone.name, keep.name, now=now)
    Application.objects.filter(company=gone).update(company=keep, version=F("version") + 1)
    Contact.objects.filter(company=gone).update(company=keep)
    name_in_kept(keep, gone)
    if not gone.is_sample and keep.is_sample:
        Company.objects.filter(pk=keep.pk).update(is_sample=False)
    gone.delete()
    because = f"{gone.name} and {keep.name} are one company"
    replan_all(touched, because=because, now=now)
    return True


@transaction.atomic
def merge_contacts(keep: Contact, gone: Contact, *, now: datetime) -> bool:
    """Everything that was said to, by and of `gone` is `keep`'s from now on, as are its empty fields.

    Where both have an address, a number or a title, those of `gone` stand in the notes of the
    newest application that either is named in, if there is one. Whether both were still there;
    NotTheirsError if they have two owners.
    """
    if not _hold_both(keep, gone):
        return False
    both = (keep, gone)
    theirs = Q(recruiter__in=both) | Q(interviews__attendances__contact__in=both)
    theirs |= Q(company__in=(keep.company_id, gone.company_id)) | Q(follow_ups__contact__in=both)
    touched = list(
        Application.objects.filter(theirs, owner=keep.owner_id).order_by("pk").distinct()
    )
    for application in touched:
        Application.objects.hold(application.pk)
    rename_in_words(gone.follow_ups.all(), gone.name, keep.name, now=now)
    if touched:
        _note(touched[-1], keep, gone)
    _fill(keep, gone)
    _attend_once(keep, gone)
    _carry_over(keep, gone)
    _rename_keys(keep, gone)
    name_in_kept(keep, gone)
    gone.delete()
    because = f"{gone.name} and {keep.name} are one person"
    replan_all(touched, because=because, now=now)
    return True


def _hold_both(keep: Company | Contact, gone: Company | Contact) -> bool:
    """Hold their owner, and see them as they are then; whether another tab has left both there."""
    if keep.owner_id != gone.owner_id or keep.pk == gone.pk:
        raise NotTheirsError
    hold_owner(keep.owner_id)
    try:
        for row in (keep, gone):
            row.refresh_from_db()
    except ObjectDoesNotExist:
        return False
    return True


def _note(application: Application, keep: Contact, gone: Contact) -> None:
    pairs = [(getattr(keep, name), getattr(gone, name)) for name in NOTED]
    differing = [its for own, its in pairs if own and its and own.casefold() != its.casefold()]
    if differing:
        said = f"{gone.name}, another entry of {keep.name}, had: {', '.join(differing)}"
        rows = Application.objects.filter(pk=application.pk)
        notes = f"{application.notes}\n\n{said}".strip()
        rows.update(notes=notes, version=F("version") + 1)


def _fill(keep: Contact, gone: Contact) -> None:
    for name in FILLED:
        if not getattr(keep, name):
            setattr(keep, name, getattr(gone, name))
    keep.connected = keep.connected or gone.connected
    keep.version = F("version") + 1
    keep.save()
    keep.refresh_from_db()


def _attend_once(keep: Contact, gone: Contact) -> None:
    """Who stands twice at one interview stands there once, with what was said of either."""
    known = {row.interview_id: row for row in keep.attendances.all()}
    for row in gone.attendances.all():
        other = known.get(row.interview_id)
        if other is None:
            Attendance.objects.filter(pk=row.pk).update(contact=keep)
            continue
        other.rapport = other.rapport or row.rapport
        points = dict.fromkeys(filter(None, (other.talking_point, row.talking_point)))
        other.talking_point = " and ".join(points)[:500]
        other.lead = other.lead or row.lead
        other.save()


def _carry_over(keep: Contact, gone: Contact) -> None:
    Application.objects.filter(recruiter=gone).update(recruiter=keep)
    Message.objects.filter(contact=gone).update(contact=keep)
    Estimate.objects.filter(said_by=gone).update(said_by=keep)
    InformationRequest.objects.filter(asked_by=gone).update(asked_by=keep)
    FollowUp.objects.filter(contact=gone).update(contact=keep)


def _rename_keys(keep: Contact, gone: Contact) -> None:
    """What was done or skipped for one of them was done for both: its key names who stays.

    Where both have it, the decision goes over what is still open, then a letter that was begun; the
    letters of the other are put aside with it.
    """
    rows = FollowUp.objects.filter(owner=keep.owner_id, key__contains=f"contact-{gone.pk}")
    for row in rows:
        key = renamed_key(row.key, keep.pk, gone.pk)
        if key == row.key:  # another's number begins like it
            continue
        other = FollowUp.objects.filter(application=row.application_id, key=key).first()
        stays, goes = row, other
        if other and _weight(other) >= _weight(row):
            stays, goes = other, row
        if goes:
            stays.put_aside = list(dict.fromkeys((*stays.earlier_letters, *goes.letters)))
            goes.delete()
        stays.key = key
        stays.save(update_fields=["key", "put_aside"])


def _weight(row: FollowUp) -> tuple[bool, ...]:
    """What of it is the owner's own, the weightiest first."""
    return bool(row.decided_at), bool(row.draft_body), bool(row.snoozed_until)
