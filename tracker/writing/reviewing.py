"""The check of a draft: pure, and never the last word. What it finds, the owner may keep."""

from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from tracker.writing import checks
from tracker.writing.composing import towards_recruiter
from tracker.writing.findings import Finding, Weight
from tracker.writing.letters import Draft, Kind, LetterFacts, OtherLetter
from tracker.writing.reading import Reading
from tracker.writing.shouting import shouting
from tracker.writing.tone import tone

Check = Callable[[Reading], Iterator[Finding]]

CHECKS: tuple[Check, ...] = (
    checks.sendable,
    checks.unfilled,
    checks.unworded,
    checks.wrong_name,
    checks.not_copied,
    checks.too_long,
    checks.no_question,
    checks.nothing_specific,
    checks.twins,
    tone,
    shouting,
    checks.no_link,
)
# Of one check; nobody reads more, and a long text could have thousands.
MOST_FINDINGS = 20
ORDER = tuple(Weight)


def review(
    draft: Draft, facts: LetterFacts, others: Sequence[OtherLetter] = ()
) -> tuple[Finding, ...]:
    """What is to be looked at in `draft`, errors first, then as it stands in body or subject.

    `others` are the letters to the other people of the same interview (C4).
    """
    if draft.kind is Kind.RECRUITER_DEBRIEF:
        facts = towards_recruiter(facts)
    reading = Reading(draft, facts, tuple(others))
    found = [each for check in CHECKS for each in islice(check(reading), MOST_FINDINGS)]
    return tuple(sorted(found, key=lambda finding: (ORDER.index(finding.weight), finding.start)))
