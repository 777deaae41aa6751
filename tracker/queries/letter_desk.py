"""The letter on its desk: with its check, what could be put in, and the ways in which it leaves."""

from dataclasses import dataclass, replace
from datetime import datetime

from tracker.models import FollowUp
from tracker.models.letters import LetterText
from tracker.planning.facts import Channel
from tracker.queries.letter_check import LetterCheck, check_of
from tracker.queries.letter_sources import Sources, sources_of
from tracker.queries.letter_together import Together, asked_together, role_of, together_of
from tracker.queries.letters import (
    Words,
    as_left,
    composed,
    goes_to_each,
    kinds_of,
    letter_facts,
    others_of,
    register_of,
)
from tracker.writing.findings import Finding
from tracker.writing.letters import (
    NOT_MAILED,
    Draft,
    Kind,
    LetterFacts,
    OtherLetter,
    Register,
    Script,
)
from tracker.writing.reviewing import review
from tracker.writing.speaking import SPOKEN, phone_script

LEFT = {
    Channel.EMAIL: "Sent",
    Channel.PHONE: "Called",
    Channel.LINKEDIN: "Sent",
    Channel.POST: "Posted",
    Channel.IN_PERSON: "Handed over",
}
ANEW = {Kind.ACCEPT_OFFER: "Write: I accept", Kind.DECLINE_OFFER: "Write: I decline"}


@dataclass(frozen=True, slots=True)
class Desk:
    follow_up: FollowUp
    sources: Sources
    facts: LetterFacts
    kind: Kind
    ours: Draft  # as it is composed
    draft: Draft  # as it stands
    register: Register
    findings: tuple[Finding, ...]
    check: LetterCheck
    others: tuple[OtherLetter, ...]
    script: Script | None
    together: tuple[Together, ...]  # what one letter to this recruiter could ask for as well

    @property
    def anew(self) -> tuple[tuple[Kind, str], ...]:
        """The letters that could be begun again here, and what the button says."""
        return tuple((kind, ANEW.get(kind, "Write it anew")) for kind in kinds_of(self.follow_up))

    @property
    def earlier(self) -> list[LetterText]:
        """What stood here before, the latest first."""
        texts = (each for each in self.follow_up.earlier_letters if each.body)
        return [each for each in texts if each.body != self.draft.body][::-1]

    @property
    def has_subject(self) -> bool:
        return self.kind not in NOT_MAILED

    @property
    def lacks_address(self) -> bool:
        """Whether it would be mailed, if only we knew where to."""
        is_mailed = self.has_subject and self.follow_up.channel == Channel.EMAIL
        return is_mailed and not self.draft.to

    @property
    def left_label(self) -> str:
        return LEFT.get(Channel(self.follow_up.channel), "Sent")

    @property
    def to_put_in(self) -> tuple[str, ...]:
        """The link to work of mine, and my questions, unless they stand in it already."""
        known = tuple(filter(None, (self.facts.link, *self.facts.questions)))
        return tuple(text for text in known if text not in self.draft.body)

    def composed(self, kind: Kind, register: Register) -> Draft:
        """What would be written anew."""
        return composed(self.follow_up, kind, self.sources, register, self.roles)

    @property
    def roles(self) -> tuple[str, ...]:
        """All that one letter could ask for."""
        return (role_of(self.follow_up), *(each.role for each in self.together))

    @property
    def could_ask_for_all(self) -> bool:
        """Whether there are roles of which the letter says nothing yet."""
        return not all(each.is_named for each in self.together)

    @property
    def could_be(self) -> tuple[Kind, ...]:
        """The letters that could be written here instead."""
        others = tuple(kind for kind, _ in self.anew[1:])
        return (*others, Kind.CHECK_IN_ALL) if self.together else others


def desk_of(follow_up: FollowUp, now: datetime, typed: Words | None = None) -> Desk | None:
    """The desk with the letter as it stands, or as it was typed; None where nothing is written."""
    kinds = kinds_of(follow_up)
    if not kinds:
        return None
    others_asked = asked_together(follow_up, now)
    read = (*kinds, Kind.CHECK_IN_ALL) if others_asked else kinds
    sources = sources_of(follow_up, read, now, one_each=goes_to_each(follow_up))
    ours = composed(follow_up, kinds[0], sources)
    left = as_left(follow_up, ours)
    draft = replace(left, subject=typed.subject, body=typed.body) if typed else left
    facts, others = letter_facts(follow_up, sources), others_of(sources)
    findings = review(draft, facts, others)
    return Desk(
        follow_up=follow_up,
        sources=sources,
        facts=facts,
        kind=kinds[0],
        ours=ours,
        draft=draft,
        register=register_of(follow_up, sources),
        findings=findings,
        check=check_of(draft, findings),
        others=others,
        script=phone_script(kinds[0], facts) if kinds[0] in SPOKEN else None,
        together=together_of(others_asked, draft.body),
    )
