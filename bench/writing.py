"""Review of a thank-you of 150 words against five others: goal 5 ms. `python -m bench.writing`"""

from dataclasses import replace
from datetime import date
from statistics import median
from time import perf_counter

from tracker.writing.composing import compose
from tracker.writing.counting import count_words
from tracker.writing.letters import Kind, LetterFacts, OtherLetter, Register
from tracker.writing.reviewing import review

ROUNDS = 400
FACTS = LetterFacts(
    my_name="Alex Example",
    contact_name="Dana Miller",
    contact_address="dana@acme.example",
    company="Acme",
    role="Backend Engineer",
    interview_day=date(2026, 11, 17),
    talking_point="their move from one database to many small ones",
    link="https://example.org/moving-databases",
)
MORE = (
    "I also thought about the question of how to move a table while people are writing to it, and"
    " remembered that we once let both copies run side by side for a week before we dared to switch"
)


def letters():
    """Six letters of 150 words."""
    for place in range(6):
        facts = replace(FACTS, place=place, forgot=MORE)
        draft = compose(Kind.THANK_YOU, facts, Register.NEUTRAL)
        missing = 150 - count_words(draft.body)
        head, close = draft.body.rsplit("\n\n", 1)
        spare = " ".join(f"{MORE}. {MORE}. {MORE}".split()[place : place + missing])
        yield replace(draft, body=f"{head}\n\n{spare}.\n\n{close}")


def nothing(_draft, _facts, _others):
    """The floor: what calling anything costs."""


def milliseconds(function, *given):
    taken = []
    for _ in range(ROUNDS):
        begun = perf_counter()
        function(*given)
        taken.append((perf_counter() - begun) * 1000)
    return median(taken)


def main():
    draft, *rest = letters()
    others = [OtherLetter(f"Person {nth}", each.body) for nth, each in enumerate(rest)]
    floor = milliseconds(nothing, draft, FACTS, others)
    taken = milliseconds(review, draft, FACTS, others)
    print(f"{count_words(draft.body)} words against {len(others)} letters, {ROUNDS} rounds, median")
    print(f"  review          {taken:8.4f} ms (goal 5 ms)")
    print(f"  empty function  {floor:8.4f} ms")


if __name__ == "__main__":
    main()
