"""Send information: D1 the same day, D2 or when it was promised, D3 as they asked for it."""

import pytest

from tests.planning.story import DANA, HANNA, MAX, interview, lines, plan_of, request
from tracker.planning.facts import Channel, InformationRequest

ROWS = [
    (
        "D1: the same day, two hours after they asked",
        request("references", "Tue 17 Nov 15:00"),
        "Tue 17 Nov > Tue 17 Nov > Wed 18 Nov | Tue 17 Nov 17:00, Wed 18 Nov 09:00",
    ),
    (
        "asked in the evening: at 20:30 at the latest (decision 10)",
        request("references", "Tue 17 Nov 19:10"),
        "Tue 17 Nov > Tue 17 Nov > Wed 18 Nov | Tue 17 Nov 20:30, Wed 18 Nov 09:00",
    ),
    (
        "asked at night: in the morning; the second mail is more than an hour later",
        request("references", "Tue 17 Nov 22:00"),
        "Tue 17 Nov > Tue 17 Nov > Wed 18 Nov | Wed 18 Nov 07:30, Wed 18 Nov 09:00",
    ),
    (
        "asked on a Saturday: it does not wait for Monday (decision 9)",
        request("references", "Sat 21 Nov 15:00"),
        "Sat 21 Nov > Sat 21 Nov > Sun 22 Nov | Sat 21 Nov 17:00, Sun 22 Nov 09:00",
    ),
    (
        "D2: promised for a day: it opens then, and is due",
        request("references", "Tue 17 Nov 15:00", promised="Fri 20 Nov"),
        "Fri 20 Nov > Fri 20 Nov > Sat 21 Nov | Fri 20 Nov 09:00, Sat 21 Nov 09:00",
    ),
    (
        "promised for a Sunday: a promise is a promise",
        request("references", "Tue 17 Nov 15:00", promised="Sun 22 Nov"),
        "Sun 22 Nov > Sun 22 Nov > Mon 23 Nov | Sun 22 Nov 09:00, Mon 23 Nov 09:00",
    ),
    (
        "promised for the same day",
        request("references", "Tue 17 Nov 15:00", promised="Tue 17 Nov"),
        "Tue 17 Nov > Tue 17 Nov > Wed 18 Nov | Tue 17 Nov 17:00, Wed 18 Nov 09:00",
    ),
    (
        "promised before it was asked for, which cannot be: the same day",
        request("references", "Tue 17 Nov 15:00", promised="Mon 16 Nov"),
        "Tue 17 Nov > Tue 17 Nov > Wed 18 Nov | Tue 17 Nov 17:00, Wed 18 Nov 09:00",
    ),
    (
        "sent",
        request("references", "Tue 17 Nov 15:00", delivered="Tue 17 Nov 18:00"),
        "Tue 17 Nov > Tue 17 Nov > Wed 18 Nov | Tue 17 Nov 17:00, Wed 18 Nov 09:00 | done",
    ),
    (
        "entered the next day: at once",
        request("references", "Tue 17 Nov 15:00", entered="Wed 18 Nov 10:30"),
        "Tue 17 Nov > Tue 17 Nov > Wed 18 Nov | Wed 18 Nov 09:00, Wed 18 Nov 10:30",
    ),
]


@pytest.mark.parametrize(("what", "fact", "expected"), ROWS, ids=[row[0] for row in ROWS])
def test_send_information(what, fact, expected):
    window, reminders, *standing = expected.split(" | ")
    whole = " | ".join(["send-information Max", window, reminders, "D1 D2 D3", *standing])
    assert lines(plan_of(fact, only="send-information")) == [whole]


def test_each_request_is_an_action_of_its_own():
    actions = plan_of(request("references"), request("a sample of your work"))
    assert [action.key for action in actions] == [
        "send-information:request-1",
        "send-information:request-2",
    ]
    assert [action.title for action in actions] == ["Send references", "Send a sample of your work"]


KNOWN = [  # of those who are there the first of decision 16's order
    ("HR", (DANA, MAX, HANNA), HANNA.id),
    ("the hiring manager", (DANA, MAX), MAX.id),
    ("who was met", (DANA,), DANA.id),
    ("nobody", (), None),
]


@pytest.mark.parametrize(("what", "people", "to"), KNOWN, ids=[row[0] for row in KNOWN])
@pytest.mark.parametrize("kind", ["send-information", "promise-information"])
def test_where_nobody_is_named_as_asking_it_goes_to_whom_all_else_goes(kind, what, people, to):
    asked = request("references", can_send="Fri 20 Nov")
    talk = interview("Tue 17 Nov 14:00", met=[DANA])
    [action] = plan_of(talk, asked, only=kind, people=people)
    assert (action.contact, action.title.partition("references")[1]) == (to, "references")
    assert action.why.startswith("They asked ")


def test_d3_it_goes_by_the_channel_they_named_to_the_one_who_asked():
    wanted = request("the signed form", by=DANA)
    by_post = InformationRequest(
        wanted.id, wanted.what, wanted.asked_at, wanted.entered_at, Channel.POST, DANA.id
    )
    [action] = plan_of(by_post)
    assert (action.channel, action.contact) == (Channel.POST, DANA.id)


@pytest.mark.parametrize(
    ("fact", "why"),
    [
        (
            request("references", by=DANA),
            "Dana asked for it on Tue 17 Nov. What is asked for is sent the same day.",
        ),
        (
            request("references", promised="Fri 20 Nov"),
            "They asked for it on Tue 17 Nov; you promised it for Fri 20 Nov.",
        ),
    ],
)
def test_it_says_who_asked_and_what_was_promised(fact, why):
    [action] = plan_of(fact)
    assert action.why == why
