"""What to say on the phone: the letter's message, in a breath, and the questions (A2, C10, C14, D7)."""

from tracker.writing.filling import fill
from tracker.writing.letters import Kind, LetterFacts, Register, Script, Template
from tracker.writing.saying import one_line

TIMING = "When do you expect to decide?"
STANDING = "Where do things stand, and what is the next step?"
AGAIN = "When would be a good time for me to ask again?"
STILL_OPEN = "Is the position still open, and am I being considered for it?"

HELLO = "Hello, this is {my_name}.\n\n{!my_name}Hello."
MET = (
    "{?met}We spoke {when} about {the_role} {at_company}.\n\n"
    "{!met}{?when}I had an interview {when} for {the_role} {at_company}.\n\n"
    "{!met}{!when}I am calling about {the_role} {at_company}.\n\n"
    "Do you have two minutes?"
)
THANKS = "Thank you, that helps. Have a good day."

# What is said first, what is asked, and what is said last.
SPOKEN: dict[Kind, tuple[str, tuple[str, ...], str]] = {
    Kind.MID_TIMELINE: (
        f"{HELLO}\n\n{MET}\n\nI know that the decision takes time, so I am not asking for it.",
        (),
        "I only want to say that I am still interested, and have time if questions come up or you"
        " would like to meet again. Thank you.",
    ),
    Kind.CHECK_IN: (
        f"{HELLO}\n\n{MET}\n\n{{estimate_told}} that a decision was expected {{estimate}}.",
        (STANDING, TIMING, AGAIN),
        f"{{?first_choice}}It remains my first choice.\n\n{THANKS}",
    ),
    Kind.SECOND_CHECK_IN: (f"{HELLO}\n\n{MET}", (STILL_OPEN, TIMING, AGAIN), THANKS),
    Kind.ESCALATE: (
        f"{HELLO}\n\n{MET}\n\nI still think back with pleasure to what we said about"
        " {talking_point}.",
        (STANDING, TIMING, "Is there someone else I should turn to?"),
        "Thank you. I would be glad to work with you.",
    ),
    Kind.STILL_INTERESTED: (
        f"{HELLO}\n\n{MET}",
        (),
        "I know that it takes time, and only want to say that I am still interested. There is"
        " nothing you need to tell me now. Thank you.",
    ),
    Kind.APPLICATION_CHECK_IN: (
        f"{HELLO}\n\nI applied for {{the_role}} {{at_company}} {{applied_when}}, and would like to"
        " make sure that it has reached you. Do you have two minutes?",
        ("Is the position still open?", "When do you expect to choose whom to meet?", AGAIN),
        THANKS,
    ),
}


def phone_script(kind: Kind, facts: LetterFacts) -> Script:
    """The script for a call of a kind in SPOKEN; the owner's own questions come last (C15)."""
    opening, questions, closing = SPOKEN[kind]
    own = tuple(filter(None, map(one_line, facts.questions)))
    return Script(
        opening=spoken(opening, facts),
        questions=questions + own if questions else (),
        closing=spoken(closing, facts),
    )


def spoken(text: str, facts: LetterFacts) -> str:
    """`text` with the facts in it, as one passage."""
    return fill(Template("", text), facts, Register.NEUTRAL).body.replace("\n\n", " ")
