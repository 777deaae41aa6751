"""The text of a posting, as it was copied from a page: what it says, as far as it can be told.

Proposals only: a person looks at them before anything is kept. Pure, and no address is fetched.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from tracker.imports.posting_link import company_and_source
from tracker.imports.posting_markup import posting_in_markup

ADDRESS = re.compile(r"https?://[^\s<>\"']+")
LABELS = {
    "role": r"job title|title|position(?: title)?|role|vacancy|stelle|jobtitel",
    "company": r"(?:hiring )?company(?: name)?|employer|organi[sz]ation|unternehmen|arbeitgeber|firma",
    "place": r"(?:job |work )?locations?|place|office|based in|workplace|standort|arbeitsort|ort",
}
OTHERS = r"salary|pay|department|team|type|employment type|job type|contract|posted|deadline|start"
LABELLED = {
    name: re.compile(rf"^(?:{labels})(?:\s*:|\s+[–-])\s+(.+)$", re.I)
    for name, labels in LABELS.items()
}
# A label on a line of its own: what it names stands on the next.
BARE = {name: re.compile(rf"^(?:{labels})\s*:?$", re.I) for name, labels in LABELS.items()}
ANY_LABEL = "|".join((*LABELS.values(), OTHERS))
LABEL = re.compile(rf"^(?:{ANY_LABEL})\s*(?::|[–-]\s|$)", re.I)
NEXT_LABEL = re.compile(rf"[\s,;]+(?=(?:{ANY_LABEL})\s*:)", re.I)
ASIDE = re.compile(r"\s*[|•\t]\s*|\s+·\s+| {3,}")
MARKS = re.compile(r"^[\s>#*•·–-]+|\*\*|__")

NAME = r"[A-Z0-9][\w&.'’+-]*(?:[ ](?:&[ ]|of[ ]|and[ ]|und[ ])?[A-Z0-9&][\w&.'’+-]*){0,4}"
NOT_A_NAME = (
    r"(?!(?:This|That|These|It|There|Here|What|Who|We|You|They|He|She|The|Our|Your|My|Us|About|"
    r"Why|How|If|As|In|At|Team|Today|Remote|Die|Der|Das|Wir|Unsere?|Ihr|Sie)\b)"
)
LEGAL = r"GmbH|AG|SE|KG|Ltd\.?|Inc\.?|LLC|LLP|PLC|plc|B\.?V\.?|N\.?V\.?|S\.A\.|SAS|Oy|AB|ApS|A/S|Corp\.?|Limited"
COMPANY = (
    re.compile(rf"^{NOT_A_NAME}({NAME}) is (?:hiring|looking for|seeking|recruiting)\b"),
    re.compile(r"^(?:about|über) (?!us\b|uns\b|the\b|you\b|this\b|our\b)(.{2,60})$", re.I),
    re.compile(
        rf"\b(?:[Jj]oin|[Ww]ork(?:ing)? at|[Cc]areers? at|Karriere bei)\s+{NOT_A_NAME}({NAME})"
    ),
    re.compile(rf"\b(?:At|Here at|We at|Bei)\s+{NOT_A_NAME}({NAME}),? "),
    re.compile(rf"\b{NOT_A_NAME}({NAME} (?:{LEGAL}))(?!\w)"),
    re.compile(rf"^{NOT_A_NAME}({NAME}) is (?:an?|the|one of|building|making)\b"),
)
ROLE_AT = re.compile(r"^(.{3,80}?)\s+(?:at|@|bei|chez)\s+(.{2,60})$")
# What may follow a company's name on its line: where it is.
AFTER_NAME = re.compile(r"\s+[(–-]|,\s|\s+in\s+(?=[A-Z])")
HIRING = re.compile(r"^(.{2,60}?) is hiring (?:an? )?(.{3,80}?)[.!]?$")
# What the law has postings say of a role, and nobody says in a letter: (m/w/d), (f/m/x), (all genders).
GENDERS = re.compile(r"\s*[(\[](?:all genders|gn|[mwfdxi*](?:\s*[/|]\s*[mwfdxi*]){1,3})[)\]]", re.I)
# Words that stand above a posting and are neither a role nor a company.
NOISE = re.compile(
    r"^(?:apply|save|share|report|back|menu|home|jobs?|careers?|karriere|sign in|log ?in|search|"
    r"easy apply|(?:full|part)[- ]time|remote|hybrid|posted|new|skip to|over \d+|\d+ applicants?|"
    r"about the (?:job|role|position)|job (?:description|details|ad)|description|"
    r"jetzt bewerben|stellenanzeige|merken|teilen|vollzeit|teilzeit|\d)(?!\w)",
    re.I,
)
LONGEST_LINE, LONGEST_READ, LONGEST_VALUE = 120, 400, 60
HEAD = 8  # so many lines in, no title follows any more


@dataclass(frozen=True, slots=True)
class Posting:
    """What was found in it; empty where nothing was."""

    link: str = ""
    role: str = ""
    company: str = ""
    place: str = ""
    source: str = ""
    text: str = ""


def read_posting(pasted: str) -> Posting:
    """What `pasted` says: the address of a posting, its text, its page's source, or several of them."""
    if marked := posting_in_markup(pasted):
        company, source = company_and_source(marked["link"])
        return Posting(**marked | {"source": source, "company": marked["company"] or company})
    found = ADDRESS.search(pasted)
    link = found.group().rstrip(".,;)") if found else ""
    text = "" if pasted.strip() == link else pasted.strip()
    lines = _lines(text)
    short = [line for line in lines if len(line) <= LONGEST_LINE]
    role, company = _role_and_company(short)
    by_link, source = company_and_source(link)
    return Posting(
        link=link,
        role=role,
        company=company or _company(lines) or _as_written(by_link, lines) or by_link,
        place=_labelled("place", short),
        source=source,
        text=text,
    )


def _lines(text: str) -> list[str]:
    """Its lines without addresses and bullets; what stands side by side, one below the other."""
    read = (ADDRESS.sub("", line)[:LONGEST_READ] for line in text.splitlines())
    parts = (MARKS.sub("", part).strip() for line in read for part in ASIDE.split(line))
    apart = (NEXT_LABEL.split(part) if LABEL.match(part) else [part] for part in parts)
    return [part for parts in apart for part in parts if part]


def _role_and_company(lines: list[str]) -> tuple[str, str]:
    role, company = _labelled("role", lines), _labelled("company", lines)
    named = {role, company, _labelled("place", lines)} - {""}
    head = (line for line in lines[:HEAD] if not _stands_above(line))
    first = next((line for line in head if line not in named), "")
    if not role and (hiring := HIRING.match(first)):
        role, company = hiring.group(2), company or hiring.group(1)
    elif not role and (both := ROLE_AT.match(first)):
        role, company = both.group(1), company or AFTER_NAME.split(both.group(2))[0]
    elif not role and not first.endswith((".", "!", "?")):
        role = first
    return GENDERS.sub("", role).strip(), company.strip(" .,!")


def _stands_above(line: str) -> bool:
    return bool(line.startswith(("<", "{")) or NOISE.match(line) or LABEL.match(line))


def _labelled(name: str, lines: list[str]) -> str:
    for line, after in zip(lines, (*lines[1:], ""), strict=False):
        if (found := LABELLED[name].match(line)) and not _is_sentence(found.group(1)):
            return found.group(1).strip()
        if BARE[name].match(line) and after and not LABEL.match(after) and not _is_sentence(after):
            return after
    return ""


def _is_sentence(value: str) -> bool:
    return len(value) > LONGEST_VALUE or value.endswith((".", "?", "!", ":"))


def _company(lines: Iterable[str]) -> str:
    known = list(lines)
    found = (pattern.search(line) for pattern in COMPANY for line in known)
    return next((match.group(1).strip(" .,!:") for match in found if match), "")


def _as_written(name: str, lines: Iterable[str]) -> str:
    """The name that an address squeezes together, as the text spells it: Northwind Atlas."""
    letters = [letter for letter in name if letter.isalnum()]
    if len(letters) < 3:
        return ""
    pattern = re.compile(
        r"(?<!\w)" + r"[^\w\n]{0,2}".join(map(re.escape, letters)) + r"(?!\w)", re.I
    )
    found = (pattern.search(line) for line in lines)
    return next((match.group() for match in found if match), "")
