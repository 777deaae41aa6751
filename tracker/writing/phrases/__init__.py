"""The phrases that are looked for, with the guides' advice and one kind sentence for each kind."""

from tracker.writing.findings import FindingKind
from tracker.writing.phrases.grudges import DEFENCES, GRUDGES
from tracker.writing.phrases.manners import RUDENESS
from tracker.writing.phrases.merits import MERITS
from tracker.writing.phrases.phrase import Phrase, compiled
from tracker.writing.phrases.pressure import PLEAS, PUSHES

__all__ = ["ADVICE", "PHRASES", "SAYS", "Phrase", "compiled"]

PHRASES = (*PUSHES, *PLEAS, *DEFENCES, *GRUDGES, *RUDENESS, *MERITS)

ADVICE = {
    FindingKind.PUSHY: ("C13", "E2"),
    FindingKind.DESPERATE: ("C13", "C16"),
    FindingKind.DEFENSIVE: ("E2", "C16"),
    FindingKind.BITTER: ("E6", "C16"),
    FindingKind.RUDE: ("E4", "C13", "C16"),
    FindingKind.QUALIFICATIONS: ("B4",),
}
SAYS = {
    FindingKind.PUSHY: "This may be read as pressure; ask calmly, and leave them room.",
    FindingKind.DESPERATE: "This sounds more anxious than interested; say it once, calmly.",
    FindingKind.DEFENSIVE: "This explains more than anyone asked; it can go.",
    FindingKind.BITTER: "However true it is, this closes the door; leave it out.",
    FindingKind.RUDE: "This reads as blame, and whoever reads it stops here; ask the same politely.",
    FindingKind.QUALIFICATIONS: "Your merits were the interview's subject; a thank-you needs only one thing.",
}
