"""Where an invitation may belong: by the addresses in it, and by the names that it mentions."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from tracker.models import Application, Contact, User

# At these, an address says nothing of where somebody works.
FOR_EVERYBODY = frozenset(
    {
        "aol.com",
        "fastmail.com",
        "gmail.com",
        "gmx.de",
        "gmx.net",
        "googlemail.com",
        "hotmail.com",
        "icloud.com",
        "live.com",
        "mail.ru",
        "me.com",
        "msn.com",
        "outlook.com",
        "pm.me",
        "proton.me",
        "protonmail.com",
        "qq.com",
        "t-online.de",
        "web.de",
        "yahoo.com",
        "yandex.ru",
        "163.com",
    }
)
# Here and below write calendars and programs that find a time, and nobody.
PROGRAMS = (
    "acuityscheduling.com",
    "cal.com",
    "calendar.google.com",
    "calendly.com",
    "doodle.com",
    "goodtime.io",
    "greenhouse-mail.io",
    "hire.lever.co",
    "modernloop.io",
    "savvycal.com",
    "teamtailor-mail.com",
    "workablemail.com",
    "youcanbook.me",
)
SECOND_LEVELS = frozenset({"ac", "co", "com", "edu", "gov", "gob", "net", "ne", "or", "org"})
SHORTEST_NAME = 3
BY_PERSON, BY_DOMAIN, BY_NAME, BY_MENTION = range(4)


@dataclass(frozen=True, slots=True)
class Proposal:
    """An application it may belong to; `reason` completes "proposed because …", or is empty."""

    application: Application
    reason: str = ""


def proposals(owner: User, addresses: Collection[str], text: str) -> list[Proposal]:
    """All applications: those with a reason first, the better ones before, then the latest."""
    rows = list(owner.applications.select_related("company").order_by("-changed_at", "-pk"))
    people = _people(owner)
    ranked = [(_reason(row, people, addresses, text), row) for row in rows]
    live = set(owner.applications.live().values_list("pk", flat=True))
    ranked.sort(key=lambda each: (each[0][0], each[1].pk not in live))
    return [Proposal(row, reason) for (_, reason), row in ranked]


def contacts_at(owner: User, addresses: Iterable[str]) -> dict[str, Contact]:
    """The owner's contacts with these addresses, by address in lower case."""
    wanted = {address.lower() for address in addresses if address}
    return {
        contact.email.lower(): contact
        for contact in owner.contacts.exclude(email="").order_by("-pk")
        if contact.email.lower() in wanted
    }


def company_behind(addresses: Iterable[str]) -> str:
    """A name to begin with, made of the first address that says where somebody works."""
    labels = (_label(domain) for domain in map(_domain, addresses) if domain)
    return next((label.replace("-", " ").title() for label in labels), "")


def is_of_a_program(address: str) -> bool:
    """Whether behind it is a calendar, or a program that finds a time, and no person."""
    domain = f".{_host(address)}"
    return any(domain.endswith(f".{program}") for program in PROGRAMS)


def _people(owner: User) -> dict[int, list[Contact]]:
    """By company, those who have an address."""
    people = dict[int, list[Contact]]()
    for contact in owner.contacts.exclude(email=""):
        people.setdefault(contact.company_id, []).append(contact)
    return people


def _reason(
    row: Application, people: dict[int, list[Contact]], addresses: Collection[str], text: str
) -> tuple[int, str]:
    theirs = people.get(row.company_id, [])
    named = {address.lower() for address in addresses}
    for contact in theirs:
        if contact.email.lower() in named:
            return BY_PERSON, f"{contact.name} is among its people"
    domains = {_domain(address) for address in addresses} - {""}
    for domain in sorted({_domain(contact.email) for contact in theirs} & domains):
        return BY_DOMAIN, f"its people write from {domain}"
    for domain in sorted(domains):
        if _plain(_label(domain)) in _names_of(row.company.name):
            return BY_NAME, f"they write from {domain}"
    if _is_mentioned(row.company.name, text):
        return BY_MENTION, f"{row.company.name} is named in it"
    return BY_MENTION + 1, ""


def _domain(address: str) -> str:
    """Where an address belongs to; "" where anybody may have one."""
    domain = _host(address)
    says_nothing = domain in FOR_EVERYBODY or "." not in domain or is_of_a_program(address)
    return "" if says_nothing else domain


def _host(address: str) -> str:
    return address.rpartition("@")[2].lower().rstrip(".")


def _label(domain: str) -> str:
    """The part that is a name: northwind of mail.northwind.co.uk."""
    parts = domain.split(".")[:-1]
    if len(parts) > 1 and parts[-1] in SECOND_LEVELS:
        parts = parts[:-1]
    return parts[-1]


def _plain(name: str) -> str:
    return "".join(filter(str.isalnum, name.casefold()))


def _names_of(company: str) -> set[str]:
    """Its name as a domain may spell it: whole, or without what follows the first word."""
    names = {_plain(company), _plain(company.split(maxsplit=1)[0])}
    return {name for name in names if len(name) >= SHORTEST_NAME}


def _is_mentioned(company: str, text: str) -> bool:
    name = company.strip()
    pattern = rf"(?<!\w){re.escape(name)}(?!\w)"
    return len(name) >= SHORTEST_NAME and bool(re.search(pattern, text, re.IGNORECASE))
