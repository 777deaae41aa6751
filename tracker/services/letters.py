"""Letters: kept while they are written, and logged once the owner says that they have left."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from tracker.models import Application, FollowUp, FollowUpStatus, LetterTemplate, Message, User
from tracker.planning.facts import Channel, Direction, Purpose
from tracker.services.follow_ups import complete, reopen
from tracker.services.messages import delete_message, log_message
from tracker.writing.letters import Kind, Register, Template

PURPOSES = {purpose.value for purpose in Purpose}
PURPOSE_OF_KIND = {
    "second-check-in": Purpose.CHECK_IN,
    "application-check-in": Purpose.CHECK_IN,
}


def save_draft(follow_up: FollowUp, *, subject: str, body: str, register: str) -> None:
    """Keep the letter as it stands; a plan made anew never changes it."""
    FollowUp.objects.filter(pk=follow_up.pk).update(
        draft_subject=subject, draft_body=body, draft_register=register
    )


def keep_letter(
    follow_up: FollowUp, words: tuple[str, str], *, register: str, is_ours: bool
) -> None:
    """Keep what was typed; where it `is_ours` still, it goes on following the facts."""
    subject, body = ("", "") if is_ours else words
    save_draft(follow_up, subject=subject, body=body, register=register)


def discard_draft(follow_up: FollowUp, *, register: str = "") -> None:
    """Back to the letter that is composed from the facts, in `register` if one is given."""
    save_draft(follow_up, subject="", body="", register=register)


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

    What was `asked` with it is ticked off the list. None where the follow-up was no longer open: a
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
    message = log_message(follow_up.application, values=values, said=None, now=now)
    if asked:
        to_ask = follow_up.application.questions.filter(asked_at=None)
        to_ask.filter(text__in=asked).update(asked_at=now)
    follow_up.refresh_from_db()
    if follow_up.status == FollowUpStatus.OPEN:
        complete(follow_up, now=now)
    return message


@transaction.atomic
def unsend_letter(follow_up: FollowUp, message: Message, *, now: datetime) -> None:
    """Undo of "sent": the message goes, and what it had completed or ticked is open again."""
    follow_up.application.questions.filter(asked_at=message.at).update(asked_at=None)
    delete_message(message, now=now)
    follow_up.refresh_from_db()
    if follow_up.status == FollowUpStatus.DONE:
        reopen(follow_up, now=now)


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


def reset_template(owner: User, kind: Kind, register: Register) -> bool:
    """Back to ours; whether there was one of the owner's own."""
    deleted, _ = owner.letter_templates.filter(kind=kind, register=register).delete()
    return bool(deleted)
