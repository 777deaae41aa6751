"""Letters: kept while they are written, and logged once the owner says that they have left."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from django.db import transaction

from tracker.models import Application, FollowUp, FollowUpStatus, LetterTemplate, Message, User
from tracker.models.letters import LetterText
from tracker.planning.facts import Channel, Direction, Purpose
from tracker.planning.sent import PURPOSE_OF_KIND
from tracker.services.follow_ups import complete, reopen
from tracker.services.holding import hold_owner
from tracker.services.messages import delete_message, log_message
from tracker.writing.letters import Kind, Register, Template

# What such a letter did is kept with the follow-up: a message alone does not say what was sent or
# promised, or of which final round it tells.
KEPT_BY_DECISION = ("send-information", "promise-information", "tell-of-final-round")
PURPOSES = {purpose.value for purpose in Purpose}


def save_letter(
    follow_up: FollowUp, letter: LetterText, *, put_aside: Iterable[LetterText] = ()
) -> bool:
    """Keep the letter as it stands; a plan made anew never changes it.

    False, and nothing is written, where it no longer is as in `follow_up`: another tab was quicker.
    """
    aside = dict.fromkeys((*follow_up.earlier_letters, *put_aside))
    as_it_was = FollowUp.objects.filter(
        pk=follow_up.pk,
        draft_subject=follow_up.draft_subject,
        draft_body=follow_up.draft_body,
        draft_register=follow_up.draft_register,
    )
    kept = as_it_was.update(
        draft_subject=letter.subject,
        draft_body=letter.body,
        draft_register=letter.register,
        put_aside=list(aside),
    )
    return bool(kept)


def exchange_letter(
    follow_up: FollowUp, letter: LetterText, *, typed: LetterText | None = None
) -> LetterText | None:
    """Put `letter` in the place of the one that is there, or was `typed` there and not kept yet.

    That one is put aside, and returned, so that it can be had back. None where it could not be, as
    `save_letter` says it.
    """
    before = typed or follow_up.letter
    return before if save_letter(follow_up, letter, put_aside=[before]) else None


def purpose_of(follow_up: FollowUp) -> Purpose:
    """What a message that this follow-up asks for is logged as."""
    if follow_up.kind in PURPOSE_OF_KIND:
        return PURPOSE_OF_KIND[follow_up.kind]
    return Purpose(follow_up.kind) if follow_up.kind in PURPOSES else Purpose.OTHER


@transaction.atomic
def send_letter(
    follow_up: FollowUp,
    *,
    text: str,
    channel: Channel,
    now: datetime,
    asked: Collection[str] = (),
) -> Message | None:
    """The owner says that it has left: log the message, complete the follow-up, plan on.

    What they had asked for is delivered with it, as by `complete` alone. What was `asked` with it
    is ticked off the list. None where the follow-up was no longer open: a
    second click logs nothing twice.
    """
    Application.objects.locked(follow_up.application_id)  # as planning does, and before it
    if not FollowUp.objects.open().filter(pk=follow_up.pk).exists():
        return None
    values = {
        "contact": follow_up.contact,
        "direction": Direction.OUT,
        "channel": channel,
        "purpose": purpose_of(follow_up),
        "at": now,
        "text": text,
    }
    if asked:
        to_ask = follow_up.application.questions.filter(asked_at=None)
        to_ask.filter(text__in=asked).update(asked_at=now)
    if follow_up.kind in KEPT_BY_DECISION:  # before the message, which would settle it alone
        complete(follow_up, now=now)
    message = log_message(follow_up.application, values=values, said=None, now=now)
    follow_up.refresh_from_db()
    if follow_up.status == FollowUpStatus.OPEN:
        complete(follow_up, now=now)
    return message


@transaction.atomic
def send_letters(
    follow_ups: Sequence[FollowUp], *, text: str, channel: Channel, now: datetime
) -> list[Message]:
    """One letter that asks for several: logged with each of them that was still open.

    The first is the one that it was written for: nothing is logged where that was not.
    """
    hold_owner(follow_ups[0].owner_id)
    sent = []
    for each in follow_ups:
        message = send_letter(each, text=text, channel=channel, now=now)
        if message:
            sent.append(message)
        elif not sent:
            break
    return sent


@transaction.atomic
def unsend_letter(follow_up: FollowUp, message: Message, *, now: datetime) -> None:
    """Undo of "sent": the message goes, and what it had completed or ticked is open again.

    Where one letter was sent for several, it is taken out of each.
    """
    hold_owner(follow_up.owner_id)
    for other in _same_letter(message):
        rows = other.application.follow_ups.filter(contact=other.contact_id, decided_at=other.at)
        done = list(rows.filter(status=FollowUpStatus.DONE))
        delete_message(other, now=now)
        for row in done:  # those that the message alone had settled are open again already
            reopen(row, now=now)
    follow_up.application.questions.filter(asked_at=message.at).update(asked_at=None)
    delete_message(message, now=now)
    follow_up.refresh_from_db()
    if follow_up.status == FollowUpStatus.DONE:
        reopen(follow_up, now=now)


def _same_letter(message: Message) -> list[Message]:
    """The other messages that were logged with it, in the same moment."""
    if message.contact_id is None:
        return []
    rows = Message.objects.filter(
        owner=message.owner_id,
        contact=message.contact_id,
        direction=Direction.OUT,
        at=message.at,
        entered_at=message.entered_at,
        text=message.text,
    )
    rows = rows.exclude(application=message.application_id).select_related("application__owner")
    return list(rows.order_by("pk"))


def change_template(
    owner: User, kind: Kind, register: Register, template: Template, *, now: datetime
) -> None:
    """Write letters of this kind by the owner's own template from now on."""
    LetterTemplate.objects.update_or_create(
        owner=owner,
        kind=kind,
        register=register,
        defaults={"subject": template.subject, "body": template.body, "changed_at": now},
    )


def delete_template(template: LetterTemplate, *, now: datetime) -> None:  # noqa: ARG001 - as all that is deleted with undo
    """Back to ours."""
    template.delete()
