"""After an interview, to the people who were there."""

from collections.abc import Iterator
from datetime import date, datetime
from functools import cache
from typing import NamedTuple

from tracker.planning.days import DAY
from tracker.planning.facts import REJECTED_TOO, Channel, ContactKind, Purpose, Stage
from tracker.planning.playbook import Action, Number, Numbers, Window
from tracker.planning.rules.entry import rule
from tracker.planning.rules.windows import day_window, same_day_window
from tracker.planning.situation import Situation
from tracker.planning.visits import Visit
from tracker.planning.words import count, say_day

THANK_YOU_ADVICE = ("A3", "C1", "C4", "D4", "E1")
NOBODY, LEAD, EVERYONE = range(3)
OPTIONAL_DAYS = 7  # decision 11: what is optional closes after a week


@rule(
    "thank-you",
    "Thank-you e-mail",
    "The same day, one to each person you met; late after {closes}.",
    advice="A3 B3 C1 C4 D4 E1",
    numbers=(Number("closes", 2, "days", lowest=1, highest=7),),
    same_day=True,
)
def thank_you(s: Situation, numbers: Numbers) -> Iterator[Action]:
    """Decision 6: one to each person, after the last interview of the day in which they were.

    Nobody known: one that asks whom you met. None at all where they asked for none (B3).
    """
    if s.case.no_thanks:
        return

    @cache
    def thanks(day: date, ended: datetime, entered_at: datetime) -> Thanks:
        window = same_day_window(s.days, ended, closes_after=numbers["closes"])
        last_day = s.days.day_of(window.closes)
        remind_at = s.days.same_day(ended, entered_at), s.days.reminder(last_day)
        why = f"Thanks go out the same day, and on {say_day(last_day)} at the latest."
        return Thanks(ended, entered_at, window, remind_at, f"on {say_day(day)}. {why}")

    for visit in s.visits:
        if not visit.meetings:
            yield _ask_whom(visit, thanks(visit.day, visit.ends, visit.entered_at))
        for who, interview in visit.meetings:
            entered_at = max(who.entered_at, interview.entered_at)
            same = thanks(visit.day, interview.ends, entered_at)
            yield _thank(s, visit, who.contact, same)


class Thanks(NamedTuple):
    """What is the same for everyone who was there."""

    ended: datetime
    entered_at: datetime
    window: Window
    remind_at: tuple[datetime, ...]
    why: str


def _thank(s: Situation, visit: Visit, contact: int, same: Thanks) -> Action:
    name, settled_at = s.name(contact), s.first_sent(Purpose.THANK_YOU, same.ended, contact)
    met = "met" if settled_at or same.entered_at >= same.ended else visit.met
    return Action(
        key=f"thank-you:interview-{visit.id}:contact-{contact}",
        kind="thank-you",
        title=f"Thank {name}",
        why=f"You {met} {name} {same.why}",
        advice=THANK_YOU_ADVICE,
        window=same.window,
        remind_at=same.remind_at,
        entered_at=same.entered_at,
        contact=contact,
        interview=visit.id,
        settled_at=settled_at,
    )


def _ask_whom(visit: Visit, same: Thanks) -> Action:
    was, did = ("was", "did") if visit.is_over else ("is", "do")
    return Action(
        key=f"thank-you:interview-{visit.id}",
        kind="thank-you",
        title="Thank the people you met",
        why=f"The interview {was} {same.why} Whom {did} you meet? Nobody is named yet.",
        advice=THANK_YOU_ADVICE,
        window=same.window,
        remind_at=same.remind_at,
        entered_at=same.entered_at,
        interview=visit.id,
    )


@rule(
    "thank-you-card",
    "Thank-you card",
    "{due} after an interview on site, or from the second round on, by post, to: {who}.",
    advice="A4 A11 B3",
    numbers=(
        Number("due", 1, "days", highest=5, guides={"A": 0}),
        Number("who", LEAD, "", highest=2, choices=("nobody", "the lead interviewer", "everyone")),
    ),
    optional=True,
    lapses=True,
    departs="Systems Personnel writes one after every interview; we ask for it where it is worth"
    " a stamp: on site, or from the second round on.",
)
def thank_you_card(s: Situation, numbers: Numbers) -> Iterator[Action]:
    """Decisions 6, 9 and 11: moves off days on which no post is written, closes after a week."""
    if s.case.no_thanks or numbers["who"] == NOBODY:
        return
    for place, visit in enumerate(s.visits):
        if place or any(interview.on_site for interview in visit.interviews):
            for contact in _card_goes_to(s, visit, numbers["who"]):
                yield _card(s, visit, contact, numbers["due"])


def _card_goes_to(s: Situation, visit: Visit, who: int) -> list[int]:
    met = [attendance.contact for attendance, _ in visit.meetings]
    if who == EVERYONE:
        return met
    leads = [attendance.contact for attendance, _ in visit.meetings if attendance.lead]
    managers = (each for each in met if s.kind(each) is ContactKind.HIRING_MANAGER)
    return leads[:1] or [*managers][:1] or met[:1]


def _card(s: Situation, visit: Visit, contact: int, due: int) -> Action:
    due_on = s.days.working_day(visit.day + due * DAY)
    closes_on = s.days.working_day(due_on + OPTIONAL_DAYS * DAY)
    name = s.name(contact)
    return Action(
        key=f"thank-you-card:interview-{visit.id}:contact-{contact}",
        kind="thank-you-card",
        title=f"Write {name} a card",
        why=f"You {visit.met} {name} on {say_day(visit.day)}. A card"
        " that comes by post a few days after the e-mail says it once more.",
        advice=("A4", "A11"),
        window=day_window(s.days, visit.day, due_on, closes_on, after=visit.ends),
        remind_at=(s.days.reminder(due_on),),
        entered_at=visit.entered_at,
        contact=contact,
        channel=Channel.POST,
        interview=visit.id,
        settled_at=s.first_sent(Purpose.CARD, visit.ends, contact),
    )


@rule(
    "linkedin-invitation",
    "LinkedIn invitation",
    "{after} after the thank-you, to everyone you met who is not connected yet; once, ever.",
    advice="A5 E8",
    numbers=(Number("after", 1, "days", lowest=0, highest=14),),
    stages=(*REJECTED_TOO, Stage.NO_REPLY),
    optional=True,
    lapses=True,
)
def linkedin_invitation(s: Situation, numbers: Numbers) -> Iterator[Action]:
    """Decisions 11, 18, 19 and 22: the contact's own key; not to people who want no message."""
    if s.case.no_contact:
        return
    first_met: dict[int, Visit] = {}
    for visit in s.visits:
        for attendance, _ in visit.meetings:
            first_met.setdefault(attendance.contact, visit)
    for contact, visit in first_met.items():
        known = s.contacts.get(contact)
        if known and not known.connected and contact not in s.case.elsewhere.invited:
            yield _invitation(s, visit, contact, numbers["after"])


def _invitation(s: Situation, visit: Visit, contact: int, after: int) -> Action:
    due_on, name = visit.day + after * DAY, s.name(contact)
    return Action(
        key=f"linkedin-invitation:contact-{contact}",
        kind="linkedin-invitation",
        title=f"Invite {name} on LinkedIn",
        why=f"You {visit.met} {name} on {say_day(visit.day)};"
        f" {count(after, 'day')} after the thank-you is a good moment to stay in"
        " touch, whatever comes of the job.",
        advice=("A5", "E8"),
        window=day_window(s.days, due_on, due_on, due_on + OPTIONAL_DAYS * DAY, after=visit.ends),
        remind_at=(s.days.reminder(due_on),),
        entered_at=visit.entered_at,
        contact=contact,
        channel=Channel.LINKEDIN,
        interview=visit.id,
        settled_at=s.first_sent(Purpose.LINKEDIN, contact=contact),
    )


@rule(
    "recruiter-debrief",
    "Recruiter debrief",
    "The same day, where the application came through a recruiter: how it went, and their advice.",
    advice="A6",
    same_day=True,
)
def recruiter_debrief(s: Situation, _numbers: Numbers) -> Iterator[Action]:
    """Once for each day with interviews."""
    recruiter = s.case.recruiter
    for visit in s.visits if recruiter in s.contacts else ():
        window = same_day_window(s.days, visit.ends, closes_after=2)
        yield Action(
            key=f"recruiter-debrief:interview-{visit.id}",
            kind="recruiter-debrief",
            title=f"Tell {s.name(recruiter)} how it went",
            why=f"{s.name(recruiter)} knows them: report on {say_day(visit.day)} itself, and ask"
            " how often, by which way and when to follow up. What they say goes over this plan.",
            advice=("A6",),
            window=window,
            remind_at=(
                s.days.same_day(visit.ends, visit.entered_at),
                s.days.reminder(s.days.day_of(window.closes)),
            ),
            entered_at=visit.entered_at,
            contact=recruiter,
            channel=s.channel(recruiter),
            interview=visit.id,
            settled_at=s.first_sent(Purpose.RECRUITER_DEBRIEF, visit.ends),
        )
