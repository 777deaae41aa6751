"""Whatever the facts are, writing never fails, and what is read keeps its place."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.hostile import HOSTILE
from tests.writing.story import TEXT_FIELDS
from tracker.writing.composing import compose
from tracker.writing.counting import characters
from tracker.writing.filling import fill, unknown_placeholders
from tracker.writing.letters import (
    LINKEDIN_LIMIT,
    Draft,
    Kind,
    LetterFacts,
    OtherLetter,
    Register,
    Template,
)
from tracker.writing.points import MARKED
from tracker.writing.registers import propose_register
from tracker.writing.reviewing import review
from tracker.writing.speaking import SPOKEN, phone_script

ODD = ["{role}", "{}", "{{", "}{!link}", "\ud800", "İ", "ß", "\u202e{x}", "a\r\nb", "!!", "DEAR"]
texts = st.text() | st.sampled_from([*HOSTILE, *ODD]) | st.lists(st.sampled_from(ODD)).map("".join)
days = st.none() | st.dates()


@st.composite
def letter_facts(draw: Any) -> LetterFacts:
    said = {name: draw(texts) for name in TEXT_FIELDS}
    return LetterFacts(
        **said,
        written_on=draw(days),
        interview_day=draw(days),
        estimate_day=draw(days),
        promised_day=draw(days),
        place=draw(st.integers(-3, 50)),
        interest=draw(st.none() | st.integers(1, 5)),
        questions=tuple(draw(st.lists(texts, max_size=3))),
    )


@settings(deadline=None)
@given(letter_facts(), st.sampled_from(Kind), st.sampled_from(Register))
def test_any_facts_make_a_draft_that_can_be_reviewed(facts, kind, register):
    draft = compose(kind, facts, register)
    assert draft == compose(kind, facts, register)
    assert draft.body.strip()
    assert "\n" not in draft.subject
    assert kind is not Kind.LINKEDIN or characters(draft.body) <= LINKEDIN_LIMIT
    errors = [each for each in review(draft, facts) if each.is_error]
    assert all(MARKED.fullmatch(draft.body[each.start : each.end]) for each in errors)


@settings(deadline=None)
@given(letter_facts(), st.sampled_from(Kind), texts, texts, texts)
def test_any_text_can_be_reviewed_and_findings_lie_within_it(facts, kind, subject, body, other):
    draft = Draft(kind, subject, body, subject, (other,))
    for finding in review(draft, facts, [OtherLetter(other, body), OtherLetter("", other)]):
        text = draft.subject if finding.in_subject else draft.body
        assert 0 <= finding.start <= finding.end <= len(text)
        assert finding.says


@given(letter_facts(), texts, texts)
def test_any_template_can_be_filled(facts, subject, body):
    template = Template(subject, body)
    fill(template, facts)
    unknown_placeholders(template)


@given(letter_facts(), st.sampled_from(sorted(SPOKEN)), texts)
def test_any_facts_can_be_spoken_of(facts, kind, text):
    assert phone_script(kind, facts).opening
    propose_register(text)


@pytest.mark.parametrize(
    "huge", ["x" * 100_000, "!" * 100_000, "DEAR " * 20_000, "{a} " * 25_000, "\n" * 100_000]
)
def test_a_huge_text_is_read_to_its_end(huge):
    facts = LetterFacts(company=huge, talking_point=huge, contact_name=huge)
    review(Draft(Kind.THANK_YOU, huge, huge), facts, [OtherLetter("", huge + "y")])
    review(compose(Kind.THANK_YOU, facts, Register.NEUTRAL), facts)
    propose_register(huge)
