"""Each guide as a preset: its own numbers, and Blend's for what it says nothing of. Decision 24."""

import pytest

from tests.planning.story import DANA, PRESETS, estimate, interview, lines, plan_of
from tracker.planning.guides import ADVICE, GUIDES
from tracker.planning.playbook import BLEND, Playbook
from tracker.planning.rules import RULE_BY_KIND, RULES
from tracker.planning.rules.whole_search import keep_searching

TALK = interview("Tue 17 Nov 14:00", met=[DANA], on_site=True)
# Check-in without a date, and with Fri 27 Nov; the day of the card.
DAYS = {
    "Blend": ("Tue 24 Nov", "Mon 30 Nov > Tue 1 Dec", "Wed 18 Nov"),
    "A": ("Mon 23 Nov", "Mon 30 Nov > Mon 30 Nov", "Tue 17 Nov"),  # A8 a day of grace, A9 four
    "B": ("Tue 24 Nov", "Tue 1 Dec > Tue 1 Dec", "Wed 18 Nov"),  # B5 two days past it
    "C": ("Tue 24 Nov", "Mon 30 Nov > Tue 1 Dec", "Wed 18 Nov"),  # C5 a week
    "D": ("Tue 24 Nov", "Mon 30 Nov > Tue 1 Dec", "Wed 18 Nov"),  # D7 a week
    "E": ("Tue 24 Nov", "Mon 30 Nov > Tue 1 Dec", "Wed 18 Nov"),
}


@pytest.mark.parametrize("preset", PRESETS)
def test_a_preset_has_its_guides_days(preset):
    def window(kind, *facts):
        [action] = plan_of(TALK, *facts, only=kind, playbook=Playbook(preset))
        return lines([action])[0].split(" | ")[1].split(" > ")

    silence, dated, card = DAYS[preset]
    assert window("check-in")[1] == silence
    assert " > ".join(window("check-in", estimate("Fri 27 Nov"))[:2]) == dated
    assert window("thank-you-card")[1] == card


def test_every_number_lies_within_its_bounds_in_every_preset():
    for rule in RULES:
        for number in rule.numbers:
            for preset in PRESETS:
                assert number.lowest <= Playbook(preset).number(rule, number) <= number.highest
            assert set(number.guides) <= set(GUIDES)


def test_the_owners_number_goes_over_the_presets():
    numbers = Playbook("A", {"check-in.silence": 9}).numbers(RULE_BY_KIND["check-in"])
    assert (numbers["silence"], numbers["opens"]) == (9, 1)


def test_a_preset_that_is_unknown_is_blend():
    for rule in RULES:
        assert Playbook("Z").numbers(rule) == BLEND.numbers(rule)


def test_each_rule_can_be_told_with_its_numbers_and_cites_what_there_is():
    for rule in RULES:
        places = {number.name: str(number.value) for number in rule.numbers}
        assert "{" not in rule.sentence.format(**places)
        assert set(rule.advice) <= set(ADVICE)


def test_the_house_rules_are_these():
    assert {rule.kind for rule in RULES if rule.is_house_rule} == {
        "debrief",
        "answer-them",
        "application-check-in",
        "answer-offer",
        "tell-of-availability",
    }


def test_what_is_of_the_whole_search_plans_nothing_for_one_application():
    assert list(keep_searching(None, {})) == []
    assert plan_of(TALK, only="keep-searching pace") == []
