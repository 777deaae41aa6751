"""What was talked about, noted in haste, as it stands in a letter after the word "about".

A note that names something goes into the sentence, turned to whoever reads the letter: "Their move to
Go." is "your move to Go". A sentence would not fit there; it stays as it is in a marked place, and the
check asks for words of the owner's own.
"""

import re

from tracker.writing.point_words import (
    ABBREVIATIONS,
    ADJECTIVES,
    BASE_VERBS,
    BEGIN_NO_NAME,
    COMMON,
    CONJUNCTIONS,
    FINITE,
    NAMES_LIKE,
    PAST,
    PRONOUNS,
    RELATIVE,
    SUFFIXES,
)
from tracker.writing.saying import clause, latin, one_line

MARKED = re.compile(r"\[in your own words: [^\[\]\n]*\]")
LONGEST_NAME = 16  # words; what is longer is a story
LONGEST_MARKED = 120  # characters: enough to know it again

BULLET = re.compile(r"^[\s\-\u2013\u2014*\u2022\u00b7>]+(?=\S)")
_SAID = "(?:(?:we|i|she|he|they|you) )?(?:(?:also|briefly|mostly|mainly|really|just|then) )*"
# How a note begins that says first that something was said.
LEAD_INS = tuple(
    re.compile(f"^{pattern} ", re.IGNORECASE)
    for pattern in (
        f"{_SAID}(?:talk(?:ed|ing)?|spoken?|speaking|chat(?:ted|ting)?|discussion|conversation|"
        "(?:told|asked) (?:her|him|them|me|us)|asked|heard|learn(?:ed|t)|laughed|joked|bonded|debated)"
        "(?: a (?:bit|lot|little)| briefly| at length)?(?: with (?:her|him|them|me))? (?:about|over|on|of)",
        f"{_SAID}(?:discussed|discussing|covered|mentioned|described|explained|compared|touched on|"
        "went over|walked (?:me )?through|showed me|told me|asked(?: me)?)",
        "(?:the topic of|re:|about)",
    )
)
UNSAID = re.compile(
    "^(?:also )?(?:(?:i )?(?:forgot|wanted|meant|should have|did not|didn't) )?"
    "(?:(?:to )?(?:say|said|mention|mentioned|add|added) )?"
    "(?:that (?=(?:i|we|my|our|the|they|there|it|a)\\b)|about )?",
    re.IGNORECASE,
)
_ASKING = "how|why|what|where|when|whether|which|who"
ASKING = re.compile(f"^(?:{_ASKING}) ", re.IGNORECASE)
ASKED_OUTRIGHT = re.compile(
    f"^(?:{_ASKING}) (?:do|does|did|is|are|was|were|would|should|can|could|will|has|have)\\b",
    re.IGNORECASE,
)
SENTENCES = re.compile(
    r"[.!?;:\u2026](?:\s|$)|\s[-\u2013\u2014]+\s|->|[,\u2013\u2014] ?(?:and )?(?:i|we|she|he|they|it) "
)
CONTRACTED = re.compile(
    r"\b(?:\w+n't|\w+'(?:re|ve|ll|d|m)|(?:it|that|there|she|he|what|who|here)'s)\b"
)
DOING = re.compile(r"^(?:that )?they(?:'re| are) (?=\w+ing\b)", re.IGNORECASE)
DO = re.compile(rf"^(?:({_ASKING}|that) )?(they|she|he) ([a-z]+)\b", re.IGNORECASE)
THEIRS = re.compile(rf"^((?:{_ASKING}|the way) )?(?:their|her|his) ", re.IGNORECASE)
THEY_AS_SUBJECT = re.compile(rf"^({_ASKING}|the way) they\b", re.IGNORECASE)
TURNED = (("their", "your"), ("they", "you"), ("them", "you"), ("themselves", "yourselves"))
OWN = re.compile(
    rf"^(?:(?:my|our)\b|(?:{_ASKING}|the way|the \w+) (?:i|we|my|our)\b)", re.IGNORECASE
)


def point_said(note: str) -> str:
    """The talking point as it follows "about"; in a marked place, where it would not read right."""
    said = turned(led_in(note))
    if not said or is_name(said, several_lines="\n" in note.strip()):
        return lowered(said)
    return f"[in your own words: {shortened(note)}]"


def is_own(note: str) -> bool:
    """Whether it is about the writer: nobody enjoys hearing about that."""
    return bool(OWN.match(turned(led_in(note))))


def left_unsaid(note: str) -> str:
    """What was forgotten, without the words that it was: "That I ran it." is "I ran it."."""
    return lowered(UNSAID.sub("", BULLET.sub("", one_line(note))))


def led_in(note: str) -> str:
    """The note without a bullet, a full stop, and "we talked about"."""
    said = BULLET.sub("", clause(note).replace("\u2019", "'"))
    for pattern in LEAD_INS:
        said = pattern.sub("", said)
    return said


def turned(said: str) -> str:
    """Towards them: "how they deploy" is "how you deploy", and so is "they deploy"."""
    said = DOING.sub("how you are ", said)
    if (found := DO.match(said)) and (verb := verb_to_them(found[2].lower(), found[3].lower())):
        asking = found[1] if found[1] and found[1].lower() != "that" else "how"
        said = f"{asking} you {verb}{said[found.end() :]}"
    if THEY_AS_SUBJECT.match(said):
        for theirs, yours in TURNED:
            said = re.sub(rf"\b{theirs}\b", yours, said)
        return said
    return THEIRS.sub(lambda found: f"{found[1] or ''}your ", said)


def verb_to_them(subject: str, verb: str) -> str:
    """run, of "she runs"; empty where we do not know the verb, or how it would sound."""
    if subject != "they" and (verb in PAST or verb.endswith("ed")):
        return verb
    base = verb if subject == "they" else verb.removesuffix("s")
    return base if base in BASE_VERBS and (subject == "they" or verb != base) else ""


def is_name(said: str, *, several_lines: bool = False) -> bool:
    """Whether it can stand after "about": it names something, or is a question told by the way."""
    if not latin(said):
        return True  # of other scripts we do not judge the words
    low = ABBREVIATIONS.sub(" ", said.lower())
    words = re.findall(r"[\w'&/.+#-]+", low)
    if several_lines or len(words) > LONGEST_NAME or SENTENCES.search(low) or not words:
        return False
    if shouts(said) or CONJUNCTIONS.intersection(words[1:]) or ADJECTIVES.issuperset(words):
        return False
    if ASKING.match(low):
        return not ASKED_OUTRIGHT.match(low) and len(words) > 1
    return not begins_sentence(words) and not has_predicate(words)


def shouts(said: str) -> bool:
    """Whether all of it is in capitals, and more than abbreviations."""
    words = said.split()
    return said.isupper() and len(words) > 2 and max(map(len, words)) > 4


def begins_sentence(words: list[str]) -> bool:
    """Whether its first words are a subject, a verb, or what hangs on something before it."""
    first, second = words[0], (words[1:] or [""])[0]
    if first in ("that", "this", "these", "those", "it"):
        return not second or second in PRONOUNS | FINITE | {"the", "a", "an", "my", "their", "your"}
    return first in BEGIN_NO_NAME or first in PRONOUNS or bool(CONTRACTED.match(first))


def has_predicate(words: list[str]) -> bool:
    """Whether one of the words makes a sentence of it: "the team is small", not "a team that is"."""
    for nth, word in enumerate(words):
        before = words[:nth]
        if word not in FINITE and not CONTRACTED.fullmatch(word):
            continue
        if RELATIVE.intersection(before):
            return False
        if not (nth > 1 and before[-1] in PRONOUNS and before[-2] not in ("and", "or", "but")):
            return True
    return False


def lowered(said: str) -> str:
    """Without the capital that only a beginning has: "Remote work" is "remote work", Kafka is Kafka."""
    words = said.split(" ")
    title = all(word[:1].isupper() for word in words)
    return " ".join(
        word[:1].lower() + word[1:] if is_common(word) and (title or nth == 0) else word
        for nth, word in enumerate(words)
    )


def is_common(word: str) -> bool:
    """Whether it is known to be no name, written with a capital."""
    bare = word.rstrip(",").lower()
    if not word[:1].isupper() or not (word[1:].islower() or bare == "a"):
        return False
    parts = {bare, bare.split("-")[0]}
    return bool(parts & COMMON) or (bare.endswith(SUFFIXES) and bare not in NAMES_LIKE)


def shortened(note: str) -> str:
    """The note as it is, on one line, without brackets of its own."""
    said = one_line(note).replace("[", "(").replace("]", ")")
    return said if len(said) <= LONGEST_MARKED else f"{said[:LONGEST_MARKED].rstrip()}\u2026"
