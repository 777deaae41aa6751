"""The five guides behind the rules, each piece of their advice said in our own words."""

from dataclasses import dataclass


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
    "A8": "Do not check in before the date they gave, and allow a day of grace at least.",
    "A9": "Without a timeline, wait four to five business days.",
    "B1": "Find out before you leave when you can expect to hear.",
    "B2": "Even without a timeline a polite follow-up is right.",
    "B5": "Give them two or three days past their own estimate.",
    "B6": "A check-in may be a call or an e-mail, as long as it puts no pressure on anyone.",
    "C1": "A thank-you goes out within a day or two; later it tells of little interest.",
    "C4": "Each person gets a letter of their own.",
    "C5": "After about a week without a word, ask HR first.",
    "C8": "Hiring has no standard length: it may take a week or months.",
    "C10": "Ask HR directly where things stand.",
    "C15": "Write down what you want to know, and ask it.",
    "D1": "Send what they asked for the same day if you can.",
    "D2": "If it takes longer than a day, say so at once and name a date.",
    "D3": "Send it the way they asked for it.",
    "D4": "A thank-you e-mail puts your name on top of the inbox again.",
    "D7": "Not knowing when they decide, follow up after a week.",
    "E1": "Say thanks: short, professional, with something from the talk.",
    "E3": "Be patient: several people have to agree, and someone is always away.",
    "E4": "Check in now and then, and ask whether a timeline has been set.",
}

ADVICE = {number: Advice(number, says) for number, says in _ADVICE.items()}
