"""The letter on its desk: the text with what the check found in it, and the ways in which it leaves."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote

from tracker.models import FollowUp
from tracker.planning.facts import Channel
from tracker.planning.guides import ADVICE, Advice
from tracker.queries.letters import draft_of, kind_of, letter_facts, others_of, register_of
from tracker.writing.counting import count_words
from tracker.writing.findings import Finding
from tracker.writing.letters import LIMIT, THANK_YOU_LIMIT, THANKS, Draft, Kind, OtherLetter, Script
from tracker.writing.reviewing import review
from tracker.writing.speaking import SPOKEN, phone_script

# Longer ones are cut by some mail programs; copying always works.
LONGEST_MAILTO = 1_900
EXCERPT = 60

LEFT = {
    Channel.EMAIL: "Sent",
    Channel.PHONE: "Called",
    Channel.LINKEDIN: "Sent",
    Channel.POST: "Posted",
    Channel.IN_PERSON: "Handed over",
}


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the text; marked where something was found in it."""

    text: str
    number: int = 0  # of the finding, from 1
    css: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    number: int
    css: str
    says: str
    excerpt: str
    advice: tuple[Advice, ...]
    suggestion: str
    can_be_mended: bool


@dataclass(frozen=True, slots=True)
class Check:
    """What the check says of the text as it stands now."""

    pieces: tuple[Piece, ...]
    found: tuple[Found, ...]
    words: int
    limit: int
    mailto: str  # empty where it is too long for a link, or nobody to write to is known

    @property
    def is_worth_a_look(self) -> bool:
        """Whether there is more than hints: then the findings are shown unasked."""
        return any(each.css != "is-hint" for each in self.found)

    @property
    def is_too_long(self) -> bool:
        return self.words > self.limit


@dataclass(frozen=True, slots=True)
class Desk:
    kind: Kind
    draft: Draft
    register: str
    is_own: bool  # the owner has changed it
    check: Check
    others: tuple[OtherLetter, ...]
    script: Script | None
    left_label: str
    channel: str


def desk_of(follow_up: FollowUp, now: datetime, draft: Draft | None = None) -> Desk | None:
    """The desk with the letter as it stands, or with `draft`; None where nothing is written."""
    kind = kind_of(follow_up)
    draft = draft or draft_of(follow_up, now)
    if kind is None or draft is None:
        return None
    facts, others = letter_facts(follow_up, now), others_of(follow_up, now)
    return Desk(
        kind=kind,
        draft=draft,
        register=register_of(follow_up),
        is_own=bool(follow_up.draft_body),
        check=_check(draft, kind, review(draft, facts, others)),
        others=others,
        script=phone_script(kind, facts) if kind in SPOKEN else None,
        left_label=LEFT.get(Channel(follow_up.channel), "Sent"),
        channel=follow_up.channel,
    )


def _check(draft: Draft, kind: Kind, findings: tuple[Finding, ...]) -> Check:
    return Check(
        pieces=tuple(_pieces(draft.body, findings)),
        found=tuple(_found(n, each, draft) for n, each in enumerate(findings, start=1)),
        words=count_words(draft.body),
        limit=THANK_YOU_LIMIT if kind in THANKS else LIMIT,
        mailto=mailto_of(draft),
    )


def _pieces(body: str, findings: tuple[Finding, ...]) -> list[Piece]:
    """The text cut at what was found; where two overlap, the first is marked."""
    pieces: list[Piece] = []
    end = 0
    numbered = [(each, n) for n, each in enumerate(findings, start=1) if not each.in_subject]
    for each, number in sorted(numbered, key=lambda pair: (pair[0].start, pair[1])):
        if each.start < end or each.end <= each.start:
            continue
        pieces.append(Piece(body[end : each.start]))
        pieces.append(Piece(body[each.start : each.end], number, f"is-{each.weight}"))
        end = each.end
    return [*pieces, Piece(body[end:])]


def _found(number: int, finding: Finding, draft: Draft) -> Found:
    text = draft.subject if finding.in_subject else draft.body
    excerpt = text[finding.start : finding.end].strip()
    return Found(
        number=number,
        css=f"is-{finding.weight}",
        says=finding.says,
        excerpt=excerpt if len(excerpt) <= EXCERPT else f"{excerpt[:EXCERPT]}…",
        advice=tuple(ADVICE[name] for name in finding.advice if name in ADVICE),
        suggestion=finding.suggestion or "",
        can_be_mended=finding.suggestion is not None,
    )


def mended(draft: Draft, finding: Finding) -> Draft:
    """`draft` with the finding's suggestion in its place."""
    if finding.suggestion is None:
        return draft
    name = "subject" if finding.in_subject else "body"
    text: str = getattr(draft, name)
    text = text[: finding.start] + finding.suggestion + text[finding.end :]
    subject, body = (text, draft.body) if finding.in_subject else (draft.subject, text)
    return Draft(draft.kind, subject, body, draft.to, draft.cc)


def mailto_of(draft: Draft) -> str:
    """The link that opens the mail program with everything in it (RFC 6068: CRLF, percent signs).

    Empty without an address, and where the link would be longer than mail programs take.
    """
    if not draft.to:
        return ""
    fields = {"subject": draft.subject, "body": draft.body.replace("\n", "\r\n")}
    if draft.cc:
        fields["cc"] = ",".join(draft.cc)
    query = "&".join(f"{name}={quote(value, safe='')}" for name, value in fields.items())
    link = f"mailto:{quote(draft.to, safe='@')}?{query}"
    return link if len(link) <= LONGEST_MAILTO else ""
