"""Letters in a few words: one interview at Acme on a Tuesday, and what may be said about it."""

from dataclasses import fields, replace
from datetime import date
from typing import Any

from tracker.writing.composing import compose
from tracker.writing.findings import Finding, FindingKind
from tracker.writing.letters import Draft, Kind, LetterFacts, OtherLetter, Register
from tracker.writing.reviewing import review

DANA = LetterFacts(
    my_name="Alex Example",
    contact_name="Dana Miller",
    contact_address="dana@acme.example",
    company="Acme",
    role="Backend Engineer",
    written_on=date(2026, 11, 17),
    interview_day=date(2026, 11, 17),
    met=True,
    talking_point="their move from one database to many small ones",
)
EVERYTHING = replace(
    DANA,
    forgot="I have led such a move before, at a smaller company",
    link="https://example.org/moving-databases",
    interest=5,
    questions=("How large is the team?", "Who would I work with most?"),
    roles=("Backend Engineer at Acme", "Developer at Initech"),
    asked_for="two references",
    hr_asked=True,
    promised_day=date(2026, 11, 20),
    estimate_words="by the end of next week",
    estimate_day=date(2026, 11, 27),
    estimate_by="Dana Miller",
    other_interview="next week",
    offer_deadline=date(2026, 11, 30),
    start_day=date(2027, 1, 4),
    applied_on=date(2026, 11, 3),
    news="I have finished a course on databases",
    how_it_went="We got on well, and the questions were to the point",
    next_steps="a second round with the team",
    their_subject="Re: Your availability",
    contract_work=True,
    recruiter_name="Rita Fischer",
    recruiter_address="rita@agency.example",
)
NOTHING = LetterFacts()
TEXT_FIELDS = tuple(each.name for each in fields(LetterFacts) if each.type is str)


def drafted(kind: Kind, register: Register = Register.NEUTRAL, **facts: Any) -> Draft:
    return compose(kind, replace(DANA, **facts), register)


def letter(*paragraphs: str, kind: Kind = Kind.CHECK_IN, **more: Any) -> Draft:
    """A letter to Dana with these paragraphs between greeting and close."""
    body = "\n\n".join(("Hello Dana,", *paragraphs, "Kind regards,\nAlex Example"))
    told: dict[str, Any] = {"subject": "The role", "to": "dana@acme.example", **more}
    return Draft(kind, body=body, **told)


def found(
    draft: Draft, *, others: tuple[OtherLetter, ...] = (), **facts: Any
) -> dict[FindingKind, Finding]:
    """The first finding of each kind."""
    findings = review(draft, replace(DANA, **facts), others)
    return {each.kind: each for each in reversed(findings)}
