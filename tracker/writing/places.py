"""The placeholders of templates: data, so that the page where templates are changed can list them."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from tracker.writing.letters import LetterFacts, Register
from tracker.writing.points import is_own, left_unsaid, lowered, point_said
from tracker.writing.saying import (
    clause,
    estimate_said,
    first_name,
    listed,
    long_day,
    one_line,
    past_day,
    sentence,
)

# From 3 of 5 on one is interested enough to say so; who has not said counts as interested.
INTERESTED, FIRST_CHOICE = 3, 5

GREETINGS = {
    Register.FORMAL: ("Dear {},", "Good day,"),
    Register.NEUTRAL: ("Hello {},", "Hello,"),
    Register.RELAXED: ("Hi {},", "Hi there,"),
}
CLOSES = {
    Register.FORMAL: "Yours sincerely,",
    Register.NEUTRAL: "Kind regards,",
    Register.RELAXED: "Best wishes,",
}


ANSWERED = re.compile(r"^(?:(?:re|aw|sv)\s*:\s*)+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Place:
    """A placeholder. A soft one that has nothing to say goes alone, without its paragraph."""

    name: str
    explains: str
    says: Callable[[LetterFacts, Register], str]
    soft: bool = False


def greeting(facts: LetterFacts, register: Register) -> str:
    """The first line: the whole name where the register is formal, else the first name."""
    named, nameless = GREETINGS[register]
    name = one_line(facts.contact_name)
    if register is not Register.FORMAL:
        name = first_name(name)
    return named.replace("{}", name) if name else nameless


def close(facts: LetterFacts, register: Register) -> str:
    """The last lines, with my name under them."""
    return f"{CLOSES[register]}\n{one_line(facts.my_name)}".rstrip()


def the_role(facts: LetterFacts, _register: Register) -> str:
    """the Backend Engineer role; of an unknown one: the role."""
    role = clause(facts.role)
    if role.casefold().endswith((" role", " position", " job")):
        return f"the {role}"
    return f"the {role} role" if role else "the role"


def estimate(facts: LetterFacts, _register: Register) -> str:
    """by Friday 27 November"""
    return estimate_said(facts.estimate_words, facts.estimate_day)


def estimate_told(facts: LetterFacts, _register: Register) -> str:
    """You mentioned, Dana mentioned, or I understood: whoever gave the estimate."""
    by, contact = one_line(facts.estimate_by), one_line(facts.contact_name)
    if not by:
        return "I understood"
    return "You mentioned" if by == contact else f"{first_name(by)} mentioned"


def when(facts: LetterFacts, _register: Register) -> str:
    """today, on Tuesday: seen from the day of writing."""
    return past_day(facts.interview_day, facts.written_on) if facts.interview_day else ""


def applied_when(facts: LetterFacts, _register: Register) -> str:
    """on 3 November"""
    return past_day(facts.applied_on, facts.written_on) if facts.applied_on else ""


def their_subject(facts: LetterFacts, _register: Register) -> str:
    """The subject that is answered, without the Re: that the answer brings."""
    return ANSWERED.sub("", one_line(facts.their_subject)) or "your message"


def said_if(holds: bool) -> str:  # noqa: FBT001  # one value, and it is the name
    """What a place says that is there only to be asked for by {?name} and {!name}."""
    return "yes" if holds else ""


def interested(facts: LetterFacts, _register: Register) -> str:
    """yes, unless the owner has noted little interest."""
    return said_if(facts.interest is None or facts.interest >= INTERESTED)


PLACES = (
    Place("greeting", "the first line: Dear Dana Miller, or Hi Dana,", greeting),
    Place("close", "the last lines, with your name", close),
    Place("my_name", "your name", lambda f, _: one_line(f.my_name)),
    Place(
        "contact",
        "the whole name of the person you write to",
        lambda f, _: one_line(f.contact_name),
    ),
    Place("first_name", "their first name", lambda f, _: first_name(f.contact_name)),
    Place("company", "the company", lambda f, _: clause(f.company)),
    Place(
        "the_company",
        "the company, or: your company",
        lambda f, _: clause(f.company) or "your company",
    ),
    Place(
        "at_company",
        "at Acme; may be missing",
        lambda f, _: f"at {clause(f.company)}" if clause(f.company) else "",
        soft=True,
    ),
    Place("role", "the role: Backend Engineer", lambda f, _: clause(f.role)),
    Place("the_role", "the Backend Engineer role, or: the role", the_role),
    Place("when", "the day of the interview: today, on Tuesday; may be missing", when, soft=True),
    Place(
        "met",
        "says yes where the person you write to was at the interview; for {?met}",
        lambda f, _: said_if(f.met),
    ),
    Place(
        "hr_asked",
        "says yes where HR has a check-in of yours; for {?hr_asked}",
        lambda f, _: said_if(f.hr_asked),
    ),
    Place(
        "talking_point",
        "what you talked about, to follow the word about",
        lambda f, _: point_said(f.talking_point),
    ),
    Place(
        "own_point",
        "says yes where what you talked about is yours, not theirs; for {?own_point}",
        lambda f, _: said_if(is_own(f.talking_point)),
    ),
    Place(
        "forgot",
        "what you forgot to say, to follow a colon",
        lambda f, _: sentence(left_unsaid(f.forgot)),
    ),
    Place("link", "the link to work of yours", lambda f, _: one_line(f.link)),
    Place("interested", "says yes from an interest of 3 on; for {?interested}", interested),
    Place(
        "first_choice",
        "says yes where your interest is 5; for {?first_choice}",
        lambda f, _: said_if(f.interest == FIRST_CHOICE),
    ),
    Place("questions", "your own questions, one a line", lambda f, _: listed(f.questions)),
    Place("roles", "the roles that one letter asks for, one a line", lambda f, _: listed(f.roles)),
    Place("asked_for", "what they asked you for", lambda f, _: lowered(clause(f.asked_for))),
    Place(
        "promised_day",
        "when you will send it: Tuesday 24 November",
        lambda f, _: long_day(f.promised_day) if f.promised_day else "",
    ),
    Place("estimate", "when they expect to decide: by Friday 27 November", estimate),
    Place(
        "estimate_told", "who said so: You mentioned, Dana mentioned, I understood", estimate_told
    ),
    Place(
        "other_interview",
        "when you have another interview, if one is truly coming: next week",
        lambda f, _: clause(f.other_interview),
    ),
    Place(
        "offer_deadline",
        "the day by which your other offer is to be answered",
        lambda f, _: long_day(f.offer_deadline) if f.offer_deadline else "",
    ),
    Place(
        "final_round",
        "the day of your final round elsewhere",
        lambda f, _: long_day(f.final_round) if f.final_round else "",
    ),
    Place(
        "start_day",
        "the day on which you can begin",
        lambda f, _: long_day(f.start_day) if f.start_day else "",
    ),
    Place(
        "applied_when",
        "the day on which you applied: on 3 November; may be missing",
        applied_when,
        soft=True,
    ),
    Place("news", "news of your own search, as a sentence", lambda f, _: sentence(f.news)),
    Place(
        "how_it_went", "how the interview went, as a sentence", lambda f, _: sentence(f.how_it_went)
    ),
    Place(
        "next_steps",
        "what they said comes next, as a sentence",
        lambda f, _: sentence(f.next_steps),
    ),
    Place(
        "their_subject", "the subject of the message you answer, or: your message", their_subject
    ),
    Place(
        "contract_work",
        "says yes where you offer contract work; for {?contract_work}",
        lambda f, _: said_if(f.contract_work),
    ),
    Place("recruiter", "your recruiter's name", lambda f, _: one_line(f.recruiter_name)),
)
PLACE_BY_NAME: Mapping[str, Place] = {place.name: place for place in PLACES}

# Shown beside the list, for whoever writes a template of their own.
MARKS = {
    "{+}": "at the beginning of a paragraph: it goes on in the paragraph before it",
    "{?link}": "keeps its paragraph only where the link is known, and prints nothing",
    "{!link}": "keeps its paragraph only where the link is missing, and prints nothing",
}
