"""Letters without their accents, one for one, as both databases and Heardback itself compare them."""

import unicodedata
from collections.abc import Iterator

# Latin, Greek and Cyrillic letters, and Latin Extended Additional: what comes apart into a letter
# and its marks. SQLite's own index (`unicode61 remove_diacritics 2`) folds the same ones.
RANGES = ((0xC0, 0x250), (0x370, 0x530), (0x1E00, 0x2000))
MARKS = "".join(map(chr, range(0x300, 0x370)))


def _pairs() -> Iterator[tuple[str, str]]:
    for first, end in RANGES:
        for letter in map(chr, range(first, end)):
            base, *marks = list(unicodedata.normalize("NFD", letter))
            if marks:
                yield letter, base.lower()


FOLDED = dict(_pairs())
TABLE = str.maketrans(FOLDED)


def fold(text: str) -> str:
    """`text` in small letters without accents; letter by letter, so that places stay places."""
    folded = text.translate(TABLE)
    lower = folded.lower()
    return lower if len(lower) == len(folded) else folded
