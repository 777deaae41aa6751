import pytest

from tests.writing.story import DANA
from tracker.writing.filling import fill, unknown_placeholders
from tracker.writing.letters import LetterFacts, Template
from tracker.writing.places import MARKS, PLACES


def filled(body, **facts):
    return fill(Template("", body), LetterFacts(**facts)).body


def test_a_paragraph_with_nothing_to_say_is_left_out():
    assert filled("One.\n\nSee {link}.\n\nTwo.") == "One.\n\nTwo."


def test_a_soft_placeholder_goes_alone():
    assert filled("The job {at_company}, of course.") == "The job, of course."


def test_paragraphs_can_ask_for_a_fact_or_its_absence():
    body = "{?link}You know it.\n\n{!link}You do not know it."
    assert filled(body, link="https://example.org") == "You know it."
    assert filled(body) == "You do not know it."


def test_a_part_goes_on_in_what_is_left_of_its_paragraph():
    body = "Hello.\n\n{company} is good.\n\n{+}So is {role}.\n\n{+}And so am I."
    assert filled(body, role="Cook") == "Hello.\n\nSo is Cook. And so am I."


@pytest.mark.parametrize("name", ["{role}", "{?link}", "{", "}{", "{{company}}", "{my_name"])
def test_braces_in_facts_stay_what_they_are(name):
    said = filled("I am {my_name} of {company}.", my_name=name, company="Acme")
    assert said == f"I am {name} of Acme."


def test_line_breaks_in_facts_cannot_begin_a_paragraph_or_a_header():
    said = fill(Template("To {company}", "{company}"), LetterFacts(company="A\r\nBcc: x@y\x00"))
    assert said == Template("To A Bcc: x@y", "A Bcc: x@y")


def test_unknown_placeholders_are_named_once_and_stay():
    template = Template("{Role}", "{talking point} {role} {nmae} {nmae} {?link} {+}")
    assert unknown_placeholders(template) == ("Role", "talking point", "nmae")
    assert "{nmae}" in fill(Template("", "{nmae}"), DANA).body


def test_every_placeholder_is_explained_in_one_line():
    assert all(place.explains and "\n" not in place.explains for place in PLACES)
    assert len({place.name for place in PLACES}) == len(PLACES)
    assert all(MARKS.values())
