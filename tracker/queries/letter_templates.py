from dataclasses import dataclass

from django.urls import reverse

from tracker.models import User
from tracker.planning.rules import RULE_BY_KIND
from tracker.writing.letters import Kind, Register

NAMES = {
    Kind.CHECK_IN_ALL: "Check-in for several roles",
    Kind.STILL_INTERESTED: "Still interested",
    Kind.ACCEPT_OFFER: "Accept an offer",
    Kind.DECLINE_OFFER: "Decline an offer",
    Kind.WITHDRAW: "Withdraw an application",
    Kind.WITHDRAW_AFTER_ACCEPTING: "Withdraw after accepting elsewhere",
}


@dataclass(frozen=True, slots=True)
class RegisterLink:
    label: str
    href: str
    is_own: bool


@dataclass(frozen=True, slots=True)
class TemplateRow:
    name: str
    registers: tuple[RegisterLink, ...]


def template_rows(user: User) -> list[TemplateRow]:
    """Every kind of letter, with its tones, and which of them the owner has made their own."""
    own = set(user.letter_templates.values_list("kind", "register"))
    return [
        TemplateRow(
            name_of(kind),
            tuple(
                RegisterLink(
                    register.value.capitalize(),
                    reverse("letter-template", args=[kind.value, register.value]),
                    (kind.value, register.value) in own,
                )
                for register in Register
            ),
        )
        for kind in Kind
    ]


def name_of(kind: Kind) -> str:
    """What the letter is called on pages."""
    if kind in NAMES:
        return NAMES[kind]
    rule = RULE_BY_KIND.get(kind.value)
    return rule.name if rule else kind.value.capitalize()
