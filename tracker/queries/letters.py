"""From rows to what a letter is written from, and the letter as it stands."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any, NamedTuple

from django.urls import reverse
from django.utils import timezone

from tracker.models import Contact, FollowUp, Interview
from tracker.planning.facts import Channel
from tracker.planning.words import say_day
from tracker.queries.letter_sources import Around, Sources, sources_of
from tracker.queries.letter_together import STILL_INTERESTED
from tracker.writing.composing import compose
from tracker.writing.letters import ONE_EACH, Draft, Kind, LetterFacts, OtherLetter, Register
from tracker.writing.registers import propose_register

KINDS = {kind.value for kind in Kind}


class Words(NamedTuple):
    """A letter as somebody typed it."""

    subject: str
    body: str


def kinds_of(follow_up: FollowUp) -> tuple[Kind, ...]:
    """Which letters would do, the likely one first; none where nothing is to be written."""
    if follow_up.kind == "check-in" and STILL_INTERESTED in follow_up.advice:
        return (Kind.STILL_INTERESTED,)
    if follow_up.kind == "thank-you" and follow_up.contact_id is None:
        return ()  # it asks whom to thank
    if follow_up.kind == "answer-offer":
        return (Kind.ACCEPT_OFFER, Kind.DECLINE_OFFER)
    return (Kind(follow_up.kind),) if follow_up.kind in KINDS else ()


def draft_of(follow_up: FollowUp, now: datetime, sources: Sources | None = None) -> Draft | None:
    """The letter as the owner left it, or as it is composed from the facts.

    Whoever has read its `sources` already, for many at once, says them.
    """
    kinds = kinds_of(follow_up)
    if not kinds:
        return None
    sources = sources or sources_of(follow_up, kinds, now, one_each=False)
    return as_left(follow_up, composed(follow_up, kinds[0], sources))


def composed(
    follow_up: FollowUp,
    kind: Kind,
    sources: Sources,
    register: Register | None = None,
    roles: tuple[str, ...] = (),
) -> Draft:
    """The letter as it follows from the facts, in the tone that is theirs or in `register`."""
    tone = register or register_of(follow_up, sources)
    own = sources.own.get((kind.value, tone.value))
    facts = replace(letter_facts(follow_up, sources), roles=roles)
    return compose(kind, facts, tone, own=own)


def as_left(follow_up: FollowUp, draft: Draft) -> Draft:
    """`draft`, or what the owner made of it."""
    if not follow_up.draft_body:
        return draft
    return replace(draft, subject=follow_up.draft_subject, body=follow_up.draft_body)


def register_of(follow_up: FollowUp, sources: Sources) -> Register:
    """The owner's choice for this letter or this person; else the tone of their last message."""
    contact = follow_up.contact
    chosen = follow_up.draft_register or (contact.register if contact else "")
    if chosen:
        return Register(chosen)
    return propose_register(sources.heard.get(follow_up.contact_id, "") if contact else "")


def letter_facts(follow_up: FollowUp, sources: Sources) -> LetterFacts:
    """All that may stand in the letter."""
    application, request = follow_up.application, follow_up.request
    preferences = follow_up.owner.preferences
    return LetterFacts(
        my_name=follow_up.owner.name,
        company=application.company.name,
        role=application.role,
        channel=Channel(follow_up.channel),
        written_on=timezone.localdate(sources.now),
        link=preferences.work_link,
        interest=application.interest,
        asked_for=request.what if request else "",
        promised_day=(request.promised_for or request.can_send_on) if request else None,
        applied_on=application.applied_on,
        news=preferences.news,
        contract_work=preferences.contract_work,
        questions=sources.questions,
        **_person("contact", follow_up.contact),
        **_person("recruiter", application.recruiter),
        **_met(follow_up, sources),
        **_around(sources.around),
    )


def _person(part: str, contact: Contact | None) -> dict[str, Any]:
    if contact is None:
        return {}
    return {f"{part}_name": contact.name, f"{part}_address": contact.email}


def _met(follow_up: FollowUp, sources: Sources) -> dict[str, Any]:
    """The interview that the letter follows, and what was spoken of with this person."""
    everyone = list(sources.attendances)
    of_this = [row for row in everyone if row.interview_id == follow_up.interview_id]
    attendances = of_this or everyone
    theirs = [row for row in attendances if row.contact_id == follow_up.contact_id]
    interview = (theirs or attendances)[-1].interview if attendances else follow_up.interview
    return {
        "interview_day": _local_day(interview),
        "met": bool(theirs),
        "place": attendances.index(theirs[-1]) if theirs else 0,
        "talking_point": theirs[-1].talking_point if theirs else "",
        # Of another interview it has been said by now, or was another's to hear.
        "forgot": own.forgot_to_say if (own := follow_up.interview or interview) else "",
    }


def _local_day(interview: Interview | None) -> date | None:
    return timezone.localtime(interview.starts_at).date() if interview else None


def _around(around: Around) -> dict[str, Any]:
    facts: dict[str, Any] = {
        "offer_deadline": around.offer_by,
        "final_round": around.final_round,
        "start_day": around.start_day,
        "hr_asked": around.hr_asked,
    }
    if around.interview_at:
        day = timezone.localtime(around.interview_at).date()
        facts["other_interview"] = f"on {say_day(day)}"
    if said := around.estimate:
        facts["estimate_words"] = said.words
        facts["estimate_day"] = said.latest
        facts["estimate_by"] = said.said_by.name if said.said_by else ""
    return facts


def debrief_first(follow_up: FollowUp, now: datetime) -> str:
    """Where to write down the interview for which a thank-you is written, if nobody has yet.

    Without a word of what was spoken of, the letter can only be a general one.
    """
    interview = follow_up.interview
    if follow_up.kind != "thank-you" or interview is None or interview.debriefed_at:
        return ""
    debriefs = FollowUp.objects.open().filter(kind="debrief", interview=interview)
    is_next = interview.ends_at <= now and debriefs.exists()
    return reverse("interview-debrief", args=[interview.pk]) if is_next else ""


def goes_to_each(follow_up: FollowUp) -> bool:
    """Whether each person of the interview gets one, so that no two may be the same (C4)."""
    return any(kind in ONE_EACH for kind in kinds_of(follow_up))


def others_of(sources: Sources) -> tuple[OtherLetter, ...]:
    """The letters to the other people of the same interview, sent or still drafts (C4)."""
    return tuple(
        OtherLetter(row.contact.name, sources.sent.get(row.contact_id) or _body(row, sources))
        for row in sources.beside
        if row.contact
    )


def _body(follow_up: FollowUp, sources: Sources) -> str:
    kinds = kinds_of(follow_up)
    return as_left(follow_up, composed(follow_up, kinds[0], sources)).body if kinds else ""
