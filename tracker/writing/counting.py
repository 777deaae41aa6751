"""Counting words in any script, and characters as others count them."""

import re
import unicodedata
from functools import lru_cache

# Scripts that are written without spaces, with how many characters make a word of English.
WITHOUT_SPACES = (
    (2, re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")),
    (5, re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")),
)
# A dash parts words even without spaces around it; a hyphen and an apostrophe join them.
DASHES = re.compile("[\u2012-\u2015\u2026]")


def count_words(text: str) -> int:
    """How many words a reader of English would say `text` has; an address counts as one."""
    count = 0
    for characters_a_word, script in WITHOUT_SPACES:
        text, found = script.subn(" ", text)
        count += -(-found // characters_a_word)
    return count + sum(map(is_word, DASHES.sub(" ", text).split()))


def is_word(chunk: str) -> bool:
    """Whether there is a letter or a digit in it."""
    return any(character.isalnum() for character in chunk)


def characters(text: str) -> int:
    """How many characters LinkedIn counts: an emoji is two."""
    return len(text) + sum(character > "\uffff" for character in text)


def cut(text: str, limit: int) -> str:
    """`text`, or its beginning with an ellipsis, at a space where one is near."""
    if characters(text) <= limit:
        return text
    kept = text[: limit - 1]
    while characters(kept) > limit - 1:
        kept = kept[:-1]
    space = max(kept.rfind(" "), kept.rfind("\n"))
    return (kept[:space] if space > limit // 2 else kept).rstrip() + "…"


# Words that say nothing of what was talked about.
_FUNCTION_WORDS = """a about after all also an and any are as at be because been before being between both but by
    can could did do does doing for from had has have having he her here him his how i if in into
    is it its itself just like many me more most much my new no not of off on once one ones only or other our
    out over own she should so some such than that the their them then there these they this those
    through to too under until up us very was we were what when where which while who whom why will
    with would you your talk talked talking spoke speak discussed mentioned said asked told"""
FUNCTION_WORDS = frozenset(_FUNCTION_WORDS.split())
ENDINGS = (
    "ations",
    "ation",
    "ings",
    "ing",
    "edly",
    "ness",
    "ment",
    "ies",
    "ied",
    "ers",
    "er",
    "ed",
)
LETTERS = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
SHORTEST_STEM = 3


def content_stems(text: str) -> frozenset[str]:
    """The stems of the words in `text` that carry its meaning."""
    words = (found[0].replace("’", "'") for found in LETTERS.finditer(text.casefold()))
    said = (word.removesuffix("'s") for word in words)
    return frozenset(stem(word) for word in said if word not in FUNCTION_WORDS)


@lru_cache(maxsize=4096)
def stem(word: str) -> str:
    """`word` without a common English ending and its marks: migrating, migration: migrat."""
    plain = "".join(
        each for each in unicodedata.normalize("NFKD", word) if not unicodedata.combining(each)
    )
    for ending in ENDINGS:
        if plain.endswith(ending) and len(plain) - len(ending) >= SHORTEST_STEM:
            return single(plain.removesuffix(ending))
    for ending in ("es", "e", "s", "y"):
        if plain.endswith(ending) and len(plain) - len(ending) >= SHORTEST_STEM:
            return plain.removesuffix(ending)
    return plain


def single(begun: str) -> str:
    """plan of "plann", as it is before an ending."""
    doubled = len(begun) > SHORTEST_STEM and begun[-1] == begun[-2] and begun[-1] not in "ls"
    return begun[:-1] if doubled else begun
