"""Notes on what was talked about, as people type them, and what of them stands in a letter."""

from itertools import product

import pytest

from tests.writing.story import drafted, found
from tracker.writing.findings import FindingKind
from tracker.writing.letters import Kind, Register
from tracker.writing.points import MARKED, is_own, left_unsaid, point_said
from tracker.writing.templates.thanks import OWN_TALK

# What follows "about" in the letter.
NAMES = [
    ("sailing", "sailing"),
    ("Sailing", "sailing"),
    ("Kubernetes", "Kubernetes"),
    ("Their move to Go.", "your move to Go"),
    ("her years at CERN", "your years at CERN"),
    ("Their CTO's talk at PyCon", "your CTO's talk at PyCon"),
    ("children and their parents", "children and their parents"),
    ("Remote work and flexible hours", "remote work and flexible hours"),
    ("Data quality, testing, and culture", "data quality, testing, and culture"),
    ("Machine Learning", "machine learning"),
    ("Spring Boot", "Spring Boot"),
    ("Python tooling", "Python tooling"),
    ("Berlin office", "Berlin office"),
    ("On-call rotation", "on-call rotation"),
    ("Scaling the data team", "scaling the data team"),
    ("C++ and Node.js", "C++ and Node.js"),
    ("SQL vs. NoSQL", "SQL vs. NoSQL"),
    ("the release in May", "the release in May"),
    ("- the new building", "the new building"),
    ("We talked about the garden", "the garden"),
    ("Discussed the roadmap for 2027", "the roadmap for 2027"),
    ("told me about the merger", "the merger"),
    ("how they deploy on Fridays", "how you deploy on Fridays"),
    ("what their customers expect", "what your customers expect"),
    ("how they treat their customers", "how you treat your customers"),
    ("how she got into data", "how you got into data"),
    ("that they ship weekly", "how you ship weekly"),
    ("They use Rust for the parser.", "how you use Rust for the parser"),
    ("they're moving to the cloud", "how you are moving to the cloud"),
    ("She runs the book club", "how you run the book club"),
    ("the way they test", "the way you test"),
    ("the tool she built for tests", "the tool she built for tests"),
    ("a team that is growing fast", "a team that is growing fast"),
    ("customer needs", "customer needs"),
    ("感谢您", "感谢您"),
    ("", ""),
]
OWN = [
    ("My thesis on bats", "my thesis on bats"),
    ("I told her about my PhD", "my PhD"),
    ("He asked how I handle conflict", "how I handle conflict"),
    ("How I would scale it", "how I would scale it"),
    ("The project I led at Acme", "the project I led at Acme"),
    ("Our shared love of climbing", "our shared love of climbing"),
]
SENTENCES = [
    "That I ran the migration at my old company",
    "I was late",
    "She has two dogs",
    "Has a dog named Rex. Also from Ohio.",
    "The team is growing fast",
    "Team uses Scrum",
    "Dana said the budget is tight",
    "They want to hire two more",
    "They don't use tests",
    "loves climbing",
    "Very friendly",
    "nice and open",
    "because the product is great",
    "Send her the paper on caching",
    "Why do they use Scala?",
    "Kubernetes - they hate it",
    "Sailing, she has a boat",
    "on-call: one week in six",
    "To be more patient",
    "GREAT TALK ABOUT DATABASES",
    "it",
    "sailing\nand she has a boat",
    "how they moved from one big release in each quarter to a small one on every single day of the week",
]


@pytest.mark.parametrize(("note", "said"), [*NAMES, *OWN])
def test_a_note_that_names_something_goes_into_the_sentence(note, said):
    assert point_said(note) == said


@pytest.mark.parametrize("note", SENTENCES)
def test_a_sentence_is_left_to_be_worded_and_the_check_points_at_it(note):
    draft = drafted(Kind.THANK_YOU, talking_point=note)
    finding = found(draft, talking_point=note)[FindingKind.UNFILLED]
    assert finding.is_error
    marked = draft.body[finding.start : finding.end]
    assert marked == f"[in your own words: {' '.join(note.split())}]"


@pytest.mark.parametrize("note", SENTENCES)
def test_worded_by_the_owner_it_is_found_no_more(note):
    draft = drafted(Kind.THANK_YOU, talking_point=note)
    body = MARKED.sub("the boat that you keep", draft.body)
    assert "[" not in body


def test_of_a_long_story_enough_is_kept_to_know_it_again():
    said = point_said("I told her that [at Acme] " + "we built it, " * 40)
    assert MARKED.fullmatch(said)
    assert len(said) < 150


@pytest.mark.parametrize(("note", "said"), OWN)
def test_nobody_is_told_to_have_enjoyed_hearing_about_what_is_mine(note, said):
    for register, place in product(Register, range(8)):
        body = drafted(Kind.THANK_YOU, register, talking_point=note, place=place).body
        assert sum(own.replace("{talking_point}", said) in body for own in OWN_TALK) == 1, body


def test_what_is_theirs_is_said_as_before():
    assert is_own("my thesis")
    assert not is_own("their move to Go")
    assert (
        "Our talk about sailing has stayed with me."
        in drafted(Kind.THANK_YOU, talking_point="Sailing").body
    )


def test_card_and_letter_to_one_person_share_no_sentence_about_it():
    for place in range(8):
        letter, card = (
            drafted(kind, talking_point="my thesis", place=place).body
            for kind in (Kind.THANK_YOU, Kind.CARD)
        )
        talks = {own.replace("{talking_point}", "my thesis") for own in OWN_TALK}
        assert not {each for each in talks if each in letter and each in card}


@pytest.mark.parametrize(
    ("note", "said"),
    [
        ("That I ran it", "I ran it"),
        ("I forgot to mention that I have a visa", "I have a visa"),
        ("to mention my visa status", "my visa status"),
        ("Visa status", "visa status"),
        ("I have led such a move before", "I have led such a move before"),
        ("Also that I speak Polish. And German.", "I speak Polish. And German."),
        ("About my PhD", "my PhD"),
        ("That is my wish", "that is my wish"),
    ],
)
def test_what_was_forgotten_follows_a_colon(note, said):
    assert left_unsaid(note) == said
    body = drafted(Kind.THANK_YOU, forgot=note, place=1).body
    assert f"There is something I left out when we spoke: {said.rstrip('.')}." in body


@pytest.mark.parametrize("register", [Register.NEUTRAL, Register.RELAXED])
@pytest.mark.parametrize(
    ("what", "said"),
    [("Two references.", "two references"), ("to see my code", "to see my code")],
)
def test_what_they_asked_for_stands_where_any_words_read_right(register, what, said):
    assert f"what you asked me for ({said})" in drafted(Kind.PROMISE, register, asked_for=what).body
