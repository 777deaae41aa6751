"""The five guides behind the rules, each piece of their advice said in our own words."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby


@dataclass(frozen=True, slots=True)
class Advice:
    id: str
    says: str

    @property
    def guide(self) -> str:
        """The short name of the guide that gives this advice."""
        return GUIDES[self.id[0]]


GUIDES = {
    "A": "Systems Personnel",
    "B": "Perfectly Timed",
    "C": "The Right Way",
    "D": "NEXTAFF",
    "E": "SmartTalent",
}

_ADVICE = {
    "A1": "Before you leave, ask what the next steps are.",
    "A2": "A timeline that they gave you tells you when you may check in.",
    "A3": "Write the thank-you e-mail as soon as you are home.",
    "A4": "Besides the e-mail, write a card by hand.",
    "A5": "Invite everyone you met on LinkedIn, offer or not.",
    "A6": "Report to your recruiter at once, and take their advice: how much, by which way, when.",
    "A7": "Copy your recruiter on everything you write to them.",
    "A8": "Do not check in before the date they gave, and allow a day of grace at least.",
    "A9": "Without a timeline, wait four to five business days.",
    "A11": "A card arrives days after the e-mail, and few others send one.",
    "B1": "Find out before you leave when you can expect to hear.",
    "B2": "Even without a timeline a polite follow-up is right.",
    "B3": "Thank them, unless they asked you not to.",
    "B4": "Keep thanks brief and professional; your merits were the interview's subject.",
    "B5": "Give them two or three days past their own estimate.",
    "B6": "A check-in may be a call or an e-mail, as long as it puts no pressure on anyone.",
    "B7": "Never stop searching while you wait for one answer.",
    "B8": "You may never hear from them, and should move on; or hear a month later.",
    "C1": "A thank-you goes out within a day or two; later it tells of little interest.",
    "C2": "Thanks, interest, one thing from the talk, and short.",
    "C3": "Add a link to work of yours that fits what you spoke of.",
    "C4": "Each person gets a letter of their own.",
    "C5": "After about a week without a word, ask HR first.",
    "C6": "When HR stays silent, turn to the hiring manager, but only if you got on very well.",
    "C7": "Trust what you felt above what was said.",
    "C8": "Hiring has no standard length: it may take a week or months.",
    "C9": "Delays have many reasons, and most are not about you.",
    "C10": "Ask HR directly where things stand.",
    "C11": "HR may see it differently from the hiring manager.",
    "C12": "When it goes stale, stop asking; send a note on your own search instead.",
    "C13": "Be interested, not desperate.",
    "C14": "Ask what the timing is, and when you should follow up.",
    "C15": "Write down what you want to know, and ask it.",
    "C16": "Stay upbeat, and keep the emotion out of it.",
    "D1": "Send what they asked for the same day if you can.",
    "D2": "If it takes longer than a day, say so at once and name a date.",
    "D3": "Send it the way they asked for it.",
    "D4": "A thank-you e-mail puts your name on top of the inbox again.",
    "D5": "With two weeks to wait, write once, a week to a week and a half in.",
    "D6": "Say that you know it takes time, and that you are there for questions.",
    "D7": "Not knowing when they decide, follow up after a week.",
    "D8": "Some positions take weeks to fill: be patient, and diligent.",
    "E1": "Say thanks: short, professional, with something from the talk.",
    "E2": "Take the tone from their answers; never push, defend or plead.",
    "E3": "Be patient: several people have to agree, and someone is always away.",
    "E4": "Check in now and then, and ask whether a timeline has been set.",
    "E5": "With another offer in hand, let them know.",
    "E6": "Stay kind when they turn you down.",
    "E7": "Another job there may open later: keep the door open.",
    "E8": "Stay connected, and offer to work for them on contract.",
    "E9": "Keep up the acquaintance from time to time, without a barrage.",
}

ADVICE = {number: Advice(number, says) for number, says in _ADVICE.items()}


def say_guides(ids: Iterable[str]) -> str:
    """Who advises it, by the ids of their advice: Systems Personnel A3; The Right Way C1 C4."""
    known = (id_ for id_ in ids if id_ in ADVICE)
    by_guide = groupby(known, lambda id_: ADVICE[id_].guide)
    return "; ".join(" ".join((guide, *theirs)) for guide, theirs in by_guide)
