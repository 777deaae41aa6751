"""Phrases that push, plead, defend, bite or boast (B4, C13, C16, E2, E6)."""

from collections.abc import Iterator

from tracker.writing.findings import Finding, FindingKind
from tracker.writing.letters import THANKS
from tracker.writing.phrases import ADVICE, PHRASES, SAYS, Phrase, compiled
from tracker.writing.reading import Reading
from tracker.writing.shouting import begins_sentence

SEARCHED = tuple((phrase, compiled(phrase)) for phrase in PHRASES)


def tone(reading: Reading) -> Iterator[Finding]:
    """Each place of the body once, by the first phrase that is found there."""
    taken: list[tuple[int, int]] = []
    for phrase, pattern in SEARCHED:
        if phrase.kind is FindingKind.QUALIFICATIONS and reading.draft.kind not in THANKS:
            continue
        for found in pattern.finditer(reading.low):
            start, end = found.span()
            overlaps = any(start < last and first < end for first, last in taken)
            if not overlaps and not reading.named.holds(start, end):
                taken.append((start, end))
                yield finding(reading, phrase, start, end)


def finding(reading: Reading, phrase: Phrase, start: int, end: int) -> Finding:
    """The finding of a phrase, with the suggestion's first letter as large as it has to be."""
    suggestion, body = phrase.suggestion, reading.draft.body
    if suggestion and (
        begins_sentence(body, start) or (body[start].isupper() and body[start] != "I")
    ):
        suggestion = suggestion[0].upper() + suggestion[1:]
    return Finding(phrase.kind, SAYS[phrase.kind], start, end, ADVICE[phrase.kind], suggestion)
