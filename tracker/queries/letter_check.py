"""What the check found, as a page shows it: at its place in the text, with what would mend it."""

from dataclasses import dataclass, replace

from tracker.planning.guides import ADVICE, Advice
from tracker.queries.mailto import mailto_of
from tracker.writing.anatomy import core, core_span
from tracker.writing.counting import characters, count_words
from tracker.writing.findings import Finding, FindingKind, Weight
from tracker.writing.letters import (
    LIMIT,
    LINKEDIN_LIMIT,
    THANK_YOU_LIMIT,
    THANKS,
    Draft,
    Kind,
)

EXCERPT = 60


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the text; marked where something was found in it."""

    text: str
    number: int = 0  # of the finding, from 1
    css: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    number: int
    key: str  # says which, even after the text has changed
    css: str
    says: str
    excerpt: str
    advice: tuple[Advice, ...]
    mend: str  # what the button says that mends it; empty where no click could


@dataclass(frozen=True, slots=True)
class LetterCheck:
    """What the check says of the text as it stands now."""

    summary: str
    is_too_long: bool
    pieces: tuple[Piece, ...]  # none where nothing has a place of its own
    found: tuple[Found, ...]
    hints: tuple[Found, ...]
    mailto: str  # empty where it is too long for a link, or nobody to write to is known


def check_of(draft: Draft, findings: tuple[Finding, ...]) -> LetterCheck:
    counted, limit, unit = _length(draft)
    found = [_found(number, each, draft) for number, each in enumerate(findings, start=1)]
    hint = f"is-{Weight.HINT}"
    things = sum(each.css != hint for each in found)
    said = f"{things} thing{'' if things == 1 else 's'} to look at" if things else "Reads well"
    return LetterCheck(
        summary=f"{said}. {counted} of {limit} {unit}.",
        is_too_long=counted > limit,
        pieces=tuple(_pieces(draft.body, findings)),
        found=tuple(each for each in found if each.css != hint),
        hints=tuple(each for each in found if each.css == hint),
        mailto=mailto_of(draft),
    )


def _length(draft: Draft) -> tuple[int, int, str]:
    if draft.kind is Kind.LINKEDIN:
        return characters(draft.body), LINKEDIN_LIMIT, "characters"
    limit = THANK_YOU_LIMIT if draft.kind in THANKS else LIMIT
    return count_words(core(draft.body)), limit, "words"


def _pieces(body: str, findings: tuple[Finding, ...]) -> list[Piece]:
    """The text cut at what was found. Where two overlap, the shorter is marked; what is said of
    the letter as a whole has no mark.
    """
    marks: list[tuple[int, int, int, str]] = []
    numbered = [(n, each) for n, each in enumerate(findings, start=1) if _has_place(each, body)]
    for number, each in sorted(numbered, key=lambda pair: pair[1].end - pair[1].start):
        if all(each.end <= start or end <= each.start for start, end, *_ in marks):
            marks.append((each.start, each.end, number, f"is-{each.weight}"))
    pieces, last = [], 0
    for start, end, number, css in sorted(marks):
        pieces += [Piece(body[last:start]), Piece(body[start:end], number, css)]
        last = end
    return [*pieces, Piece(body[last:])] if marks else []


def _has_place(finding: Finding, body: str) -> bool:
    span = finding.start, finding.end
    return not finding.in_subject and span[0] < span[1] and span != tuple(core_span(body))


def _found(number: int, finding: Finding, draft: Draft) -> Found:
    text = draft.subject if finding.in_subject else draft.body
    is_whole = not finding.in_subject and not _has_place(finding, text)
    excerpt = "" if is_whole else _short(text[finding.start : finding.end].strip())
    return Found(
        number=number,
        key=key_of(finding),
        css=f"is-{finding.weight}",
        says=finding.says,
        excerpt=excerpt,
        advice=tuple(ADVICE[name] for name in finding.advice if name in ADVICE),
        mend=_mend(finding, excerpt),
    )


def key_of(finding: Finding) -> str:
    """Names a finding by what and where it is."""
    return f"{finding.kind.value}:{finding.start}:{finding.end}:{int(finding.in_subject)}"


def can_be_mended(finding: Finding) -> bool:
    """Whether a click could; whom to copy is no matter of the text."""
    return finding.suggestion is not None and finding.kind is not FindingKind.NOT_COPIED


def _mend(finding: Finding, excerpt: str) -> str:
    if finding.suggestion is None or not can_be_mended(finding):
        return ""
    suggestion = _short(finding.suggestion.strip())
    if not suggestion:
        return "Leave it out"
    return f"Write “{suggestion}”" if excerpt else f"Add {suggestion}"


def _short(text: str) -> str:
    return text if len(text) <= EXCERPT else f"{text[:EXCERPT]}…"


def mended(draft: Draft, finding: Finding) -> Draft:
    """`draft` with the finding's suggestion in its place."""
    if finding.suggestion is None or not can_be_mended(finding):
        return draft
    text = draft.subject if finding.in_subject else draft.body
    text = text[: finding.start] + finding.suggestion + text[finding.end :]
    return replace(draft, subject=text) if finding.in_subject else replace(draft, body=text)


def with_added(draft: Draft, text: str) -> Draft:
    """`draft` with a paragraph more, before its close."""
    end = core_span(draft.body).end
    before, after = draft.body[:end].rstrip(), draft.body[end:].lstrip("\n")
    return replace(draft, body="\n\n".join(filter(None, (before, text, after))))
