"""Templates become text. What has nothing to say takes its paragraph along, so there are no holes."""

import re
from collections.abc import Callable

from tracker.writing.letters import LetterFacts, Register, Template
from tracker.writing.places import PLACE_BY_NAME
from tracker.writing.saying import one_line

PLACEHOLDER = re.compile(r" ?\{([?!]?)([a-z_]+)\}")
# What somebody meant as one, however they wrote it: {Name}, {talking point}.
MEANT_AS_PLACEHOLDER = re.compile(r"\{[?!]?([^{}\n]{1,60})\}")
GOES_ON = "{+}"
PARAGRAPHS = re.compile(r"\n[ \t]*\n\s*")

Say = Callable[[str], str]


def fill(template: Template, facts: LetterFacts, register: Register = Register.NEUTRAL) -> Template:
    """`template` with the facts in their places. Placeholders nobody knows stay as they are.

    Facts are put in once and never read again, so braces within them stay braces.
    """
    said: dict[str, str] = {}

    def say(name: str) -> str:
        if name not in said:
            said[name] = PLACE_BY_NAME[name].says(facts, register)
        return said[name]

    body = "\n\n".join(filter(None, (written(paragraph, say) for paragraph in groups(template))))
    subject = one_line(put_in(template.subject, say))
    # "the Engineer role" may come first in a subject.
    return Template(re.sub("^the ", "The ", subject), body)


def groups(template: Template) -> list[list[str]]:
    """The paragraphs of a template, each with the parts that go on in it."""
    found: list[list[str]] = []
    for part in PARAGRAPHS.split(template.body.replace("\r\n", "\n")):
        if part.startswith(GOES_ON) and found:
            found[-1].append(part.removeprefix(GOES_ON))
        else:
            found.append([part])
    return found


def written(paragraph: list[str], say: Say) -> str:
    """What is left of a paragraph, with the facts in it."""
    return " ".join(put_in(part, say).strip() for part in paragraph if is_whole(part, say))


def is_whole(paragraph: str, say: Say) -> bool:
    """Whether everything that `paragraph` rests on has something to say."""
    return all(
        holds(mark, name, say)
        for mark, name in PLACEHOLDER.findall(paragraph)
        if name in PLACE_BY_NAME
    )


def holds(mark: str, name: str, say: Say) -> bool:
    """{name} and {?name} ask for something, {!name} for nothing; a soft place may be missing."""
    if mark == "!":
        return not say(name)
    return bool(say(name)) or (not mark and PLACE_BY_NAME[name].soft)


def put_in(text: str, say: Say) -> str:
    """`text` with what the places say; one that says nothing takes the space before it along."""

    def instead(found: re.Match[str]) -> str:
        mark, name = found.groups()
        if name not in PLACE_BY_NAME:
            return found[0]
        value = "" if mark else say(name)
        return (" " if value and found[0].startswith(" ") else "") + value

    return PLACEHOLDER.sub(instead, text)


def unknown_placeholders(template: Template) -> tuple[str, ...]:
    """Names in braces that no place bears, each once, in the order in which they stand."""
    names = MEANT_AS_PLACEHOLDER.findall(f"{template.subject}\n{template.body}")
    known = {"+", *PLACE_BY_NAME}
    return tuple(dict.fromkeys(name for name in names if name not in known))
