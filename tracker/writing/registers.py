"""Which tone to answer in: theirs, by cues that are listed here; else neutral (E2, decision 31)."""

import re

from tracker.writing.letters import Register

FORMAL_CUES = (
    r"\bdear (?:mr|mrs|ms|miss|mx|dr|prof|professor|sir|madam)\b",
    r"\byours (?:sincerely|faithfully|truly)\b",
    r"^sincerely\b",
    r"\brespectfully\b",
    r"\bsehr geehrte",
    r"\bhochachtungsvoll\b",
    r"\bwe (?:would|should) like to inform you\b",
    r"\bwe (?:are pleased|regret) to inform you\b",
    r"\bplease be advised\b",
    r"\b(?:hereby|herewith|kindly note|at your earliest convenience)\b",
    r"\bwith reference to\b",
    r"\bdo not hesitate to\b",
)
RELAXED_CUES = (
    r"^[ \t]*(?:hey|hiya|heya|howdy|yo)\b",
    r"\bhi there\b",
    r"\bcheers\b",
    r"\b(?:no worries|no problem|talk soon|chat soon|catch up|touch base|fingers crossed)\b",
    r"\b(?:awesome|cool|super|yeah|yep|nope|gonna|wanna|folks|guys|thx|btw|fyi|lol|haha)\b",
    r"\bthanks (?:so much|a lot|a ton|a bunch|loads)\b",
    r"(?:[:;]-?[)D(]|\bx{2,}\s*$)",
    "[\U0001f300-\U0001faff\u263a\u2764]",
    r"![^!]*!",
    r"\bhave a (?:great|good|nice|lovely) (?:one|weekend)\b",
)
# One relaxed word alone is still no chat: let them take the lead.
ENOUGH_RELAXED = 2
READ_AT_MOST = 20_000


def propose_register(last_message_text: str) -> Register:
    """The register of their last message. Mixed cues, or none, are neutral."""
    text = last_message_text[:READ_AT_MOST].replace("’", "'")
    formal, relaxed = cues(FORMAL_CUES, text), cues(RELAXED_CUES, text)
    if formal and not relaxed:
        return Register.FORMAL
    if relaxed >= ENOUGH_RELAXED and not formal:
        return Register.RELAXED
    return Register.NEUTRAL


def cues(patterns: tuple[str, ...], text: str) -> int:
    """How many of the patterns are there."""
    flags = re.IGNORECASE | re.MULTILINE
    return sum(bool(re.search(pattern, text, flags)) for pattern in patterns)
