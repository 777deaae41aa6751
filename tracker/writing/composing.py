"""A draft of each kind from the facts. The same facts give the same draft."""

from dataclasses import replace
from typing import Any

from tracker.planning.facts import Channel
from tracker.writing.counting import characters, cut
from tracker.writing.filling import fill
from tracker.writing.letters import (
    LINKEDIN_LIMIT,
    NOT_MAILED,
    Draft,
    Kind,
    LetterFacts,
    Register,
    Template,
)
from tracker.writing.saying import one_line
from tracker.writing.templates import template_for

# What an invitation does without, one after the other, until it fits.
DISPENSABLE = ("talking_point", "role", "company", "my_name", "contact_name")


def compose(
    kind: Kind, facts: LetterFacts, register: Register, *, own: Template | None = None
) -> Draft:
    """The draft of `kind`, by the owner's `own` template or the house's.

    A LinkedIn invitation holds 300 characters at most, whatever the facts are. Where a recruiter
    is known, they are copied on what is mailed to others (A7); their own report goes to them (A6).
    """
    facts = towards_recruiter(facts) if kind is Kind.RECRUITER_DEBRIEF else facts
    template = own or template_for(kind, register, facts.place)
    if kind is Kind.LINKEDIN:
        return Draft(kind, subject="", body=invitation(template, facts, register))
    filled = fill(template, facts, register)
    mailed = is_mailed(kind, facts)
    return Draft(
        kind,
        subject=filled.subject,
        body=filled.body,
        to=one_line(facts.contact_address) if mailed else "",
        cc=copies(facts) if mailed else (),
    )


def towards_recruiter(facts: LetterFacts) -> LetterFacts:
    """The same facts in a letter to the recruiter."""
    return replace(
        facts,
        contact_name=facts.recruiter_name or facts.contact_name,
        contact_address=facts.recruiter_address or facts.contact_address,
    )


def is_mailed(kind: Kind, facts: LetterFacts) -> bool:
    """Whether it leaves by mail: only then it has addresses."""
    return kind not in NOT_MAILED and facts.channel is Channel.EMAIL


def copies(facts: LetterFacts) -> tuple[str, ...]:
    """The recruiter's address, unless the letter is to them."""
    address = one_line(facts.recruiter_address)
    return (address,) if address and not facts.to_recruiter else ()


def invitation(template: Template, facts: LetterFacts, register: Register) -> str:
    """The text within LinkedIn's limit: first without what can be spared, cut at the very last."""
    body = fill(template, facts, register).body
    for spared in DISPENSABLE:
        if characters(body) <= LINKEDIN_LIMIT:
            break
        without: dict[str, Any] = {spared: ""}
        facts = replace(facts, **without)
        # A template may rest on what was spared; then what is there is cut.
        body = fill(template, facts, register).body or body
    return cut(body, LINKEDIN_LIMIT)
