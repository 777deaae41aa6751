"""What a letter must have and must not have, apart from its tone (A7, B4, C2, C3, C4, C10, E1, E4)."""

import re
from collections.abc import Iterator

from rapidfuzz import fuzz

from tracker.writing.anatomy import core, greeting_of
from tracker.writing.composing import is_mailed
from tracker.writing.counting import characters, content_stems, count_words
from tracker.writing.findings import Finding, FindingKind, Weight
from tracker.writing.letters import (
    ASKING,
    LIMIT,
    LINKEDIN_LIMIT,
    THANK_YOU_LIMIT,
    THANKS,
    Kind,
)
from tracker.writing.names import may_be, names_in
from tracker.writing.points import MARKED
from tracker.writing.reading import Cover, Reading, mostly_latin, small
from tracker.writing.saying import one_line

UNFILLED = re.compile(
    r"\{[^{}\n]{1,60}\}"
    r"|\[(?:your|my|their|his|her|insert|add|fill|name|company|role|position|job|date|day|contact|"
    r"interviewer|recruiter|manager|first|last|topic|something|link)\b[^\]\n]{0,40}\]"
    r"|<(?:name|company|role|position|date|contact|first name|your name|topic)>"
    r"|\b(?:todo|fixme|xxx+)\b|_{4,}"
)
UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
WEB = re.compile(r"\bhttps?://|\bwww\.|\b[\w-]+\.(?:com|org|net|io|dev|me|example)/")
ADDRESSES = re.compile(r"\S*://\S*")
QUESTION_MARKS = ("?", "？", "؟", "\u037e", "՞")
ASKS = re.compile(
    r"\b(?:could|can|would|will) you (?:please |kindly )?(?:tell|let|say|share|give)\b"
    r"|\b(?:like|love|glad|grateful|pleased|happy|interested|want|wanted|wish) to "
    r"(?:know|hear|learn|ask)\b"
    r"|\b(?:wonder|wondered|wondering|ask|asking) (?:if|whether|when|where|how|what)\b"
    r"|\bplease (?:tell|let) me(?: know)?\b"
)
TWIN, READ_AT_MOST = 80, 20_000
ENOUGH = 0.5  # of the talking point's content words


def sendable(reading: Reading) -> Iterator[Finding]:
    """What keeps a letter from being sent as it is: nothing in it, no address, an unsafe header."""
    draft = reading.draft
    mailed = is_mailed(draft.kind, reading.facts)
    if not draft.body.strip():
        yield Finding(FindingKind.EMPTY, "There is nothing in it yet.", weight=Weight.ERROR)
    elif not reading.core:
        yield Finding(FindingKind.EMPTY, "A greeting and a close: the letter itself is missing.")
    if mailed and not draft.subject.strip():
        yield Finding(FindingKind.EMPTY, "It has no subject yet.", in_subject=True)
    if mailed and not draft.to.strip():
        yield Finding(FindingKind.NO_ADDRESS, "We do not know their address; add it, or call.")
    yield from unsafe_headers(reading)


def unsafe_headers(reading: Reading) -> Iterator[Finding]:
    """Line breaks and control characters could smuggle in another header."""
    says = "A line break or control character does not belong here."
    draft, error = reading.draft, Weight.ERROR
    for found in UNSAFE.finditer(draft.subject):
        yield Finding(
            FindingKind.HEADER, says, *found.span(), suggestion=" ", in_subject=True, weight=error
        )
    if any(UNSAFE.search(address) for address in (draft.to, *draft.cc)):
        yield Finding(FindingKind.HEADER, f"In an address: {says.lower()}", weight=error)


def unfilled(reading: Reading) -> Iterator[Finding]:
    """Placeholders that stayed. What came with the facts is not one, whatever it looks like."""
    says = "This placeholder still waits for its words."
    for text, in_subject in ((reading.draft.subject, True), (reading.draft.body, False)):
        low = small(text)
        given = Cover.of(reading.given, low)
        for found in UNFILLED.finditer(low):
            start, end = found.span()
            if not (given.holds(start, start + 1) or given.holds(end - 1, end)):
                yield Finding(
                    FindingKind.UNFILLED,
                    says,
                    *found.span(),
                    in_subject=in_subject,
                    weight=Weight.ERROR,
                )


def unworded(reading: Reading) -> Iterator[Finding]:
    """A note that stands in a draft as it was taken."""
    says = "This stands as you noted it: put it into words of your own, or take the sentence out."
    for found in MARKED.finditer(reading.draft.body):
        yield Finding(FindingKind.UNFILLED, says, *found.span(), ("E1",), weight=Weight.ERROR)


def too_long(reading: Reading) -> Iterator[Finding]:
    """B4, C2, E1: 150 words of thanks, 120 of others; LinkedIn takes 300 characters."""
    draft = reading.draft
    if draft.kind is Kind.LINKEDIN:
        if (length := characters(draft.body)) > LINKEDIN_LIMIT:
            says = f"LinkedIn takes {LINKEDIN_LIMIT} characters; these are {length}."
            place = (LINKEDIN_LIMIT, len(draft.body))
            yield Finding(FindingKind.TOO_LONG, says, *place, weight=Weight.ERROR)
        return
    limit = THANK_YOU_LIMIT if draft.kind in THANKS else LIMIT
    if (words := count_words(reading.core)) > limit:
        says = f"These are {words} words; up to {limit} are read with pleasure."
        yield Finding(FindingKind.TOO_LONG, says, *reading.core_span, ("B4", "C2", "E1"))


def nothing_specific(reading: Reading) -> Iterator[Finding]:
    """E1, C2: half of the talking point's content words are there (decision 31)."""
    point = reading.facts.talking_point
    wanted = content_stems(point)
    if reading.draft.kind not in THANKS or not wanted or not reading.core:
        return
    if not (reading.is_latin and mostly_latin(point)):
        return
    if len(wanted & content_stems(reading.core)) < ENOUGH * len(wanted):
        says = f"It could go to anyone: say a word about {one_line(point)[:80]}."
        yield Finding(FindingKind.NOTHING_SPECIFIC, says, *reading.core_span, ("E1", "C2"))


def no_link(reading: Reading) -> Iterator[Finding]:
    """C3: a link to work that fits is suggested, never demanded."""
    if reading.draft.kind is not Kind.THANK_YOU or not reading.core or WEB.search(reading.low):
        return
    link, end = one_line(reading.facts.link), reading.core_span.end
    says = "A link to work of yours that fits what you spoke of would do it good."
    suggestion = f"\n\n{link}\n" if link else None
    yield Finding(FindingKind.NO_LINK, says, end, end, ("C3",), suggestion, weight=Weight.HINT)


def twins(reading: Reading) -> Iterator[Finding]:
    """C4: more than 80 % alike with a letter to someone else of the same interview."""
    mine = reading.core[:READ_AT_MOST]
    for other in reading.others if mine else ():
        alike = fuzz.ratio(mine, core(other.body)[:READ_AT_MOST], score_cutoff=TWIN)
        if alike > TWIN:
            whom = one_line(other.recipient) or "someone else"
            says = f"{alike:.0f} % the same as your letter to {whom}; they may compare."
            yield Finding(FindingKind.TWIN, says, *reading.core_span, ("C4",))


def not_copied(reading: Reading) -> Iterator[Finding]:
    """A7: the recruiter is copied on what is mailed to the company."""
    draft, facts = reading.draft, reading.facts
    theirs = facts.recruiter_address.strip().casefold()
    written_to = {address.strip().casefold() for address in (draft.to, *draft.cc)}
    is_theirs = draft.kind is Kind.RECRUITER_DEBRIEF or facts.to_recruiter
    if is_theirs or not facts.has_recruiter or not is_mailed(draft.kind, facts):
        return
    # Without their address we can only see whether anyone is copied.
    if theirs in written_to if theirs else draft.cc:
        return
    whom = one_line(facts.recruiter_name) or "Your recruiter"
    says = f"{whom} brought you here: copy them."
    yield Finding(
        FindingKind.NOT_COPIED, says, advice=("A7",), suggestion=facts.recruiter_address or None
    )


def no_question(reading: Reading) -> Iterator[Finding]:
    """C10, E4: a check-in asks something; of other scripts we do not judge how."""
    if reading.draft.kind not in ASKING or not reading.core or not reading.is_latin:
        return
    asked = ADDRESSES.sub(" ", small(reading.core))
    if not any(mark in asked for mark in QUESTION_MARKS) and not ASKS.search(asked):
        says = "It asks nothing: where do things stand, and when do they expect to decide?"
        yield Finding(FindingKind.NO_QUESTION, says, *reading.core_span, ("C10", "C14", "E4"))


def wrong_name(reading: Reading) -> Iterator[Finding]:
    """C4: the name in the greeting is the contact's, or a form of it."""
    greeting, contact = greeting_of(reading.draft.body), names_in(reading.facts.contact_name)
    greeted = names_in(greeting["names"]) if greeting else frozenset[str]()
    if not greeting or not greeted or not contact:
        return
    someone_else = any(greeted & names_in(other.recipient) - contact for other in reading.others)
    if may_be(greeted, contact) and not (someone_else and not greeted & contact):
        return
    whom = one_line(reading.facts.contact_name)
    says = f"This letter is to {whom}, and greets someone else."
    start, end = greeting.span("names")
    end = start + len(greeting["names"].rstrip())
    yield Finding(FindingKind.WRONG_NAME, says, start, end, ("C4",), whom)
