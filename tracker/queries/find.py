"""What a few words may mean: a page, an application, a person, a company."""

from dataclasses import dataclass

from django.urls import reverse

from tracker.models import User
from tracker.queries.full_text import excerpts, matching, matching_here

SHOWN = 6
PAGES = (
    ("Log an application", "application-new"),
    ("Upcoming", "upcoming"),
    ("Applications", "application-list"),
    ("Board", "application-board"),
    ("Contacts", "contact-list"),
    ("Calendar", "calendar"),
    ("Insights", "insights"),
    ("Report of applications", "report"),
    ("Playbook", "playbook"),
    ("Templates of letters", "letter-template-list"),
    ("Outbox", "outbox"),
    ("Settings", "settings"),
    ("Keyboard shortcuts", "shortcuts"),
)


@dataclass(frozen=True, slots=True)
class Found:
    kind: str
    name: str
    about: str
    href: str
    excerpt: str = ""  # of an application: the words around what was sought, as HTML


def find(user: User, words: str) -> tuple[Found, ...]:
    """The best matches of each kind, in four queries; without words, the pages."""
    pages = [_page(name, url) for name, url in PAGES if _fits(name, words)]
    if not words:
        return tuple(pages)
    return (*_applications(user, words), *_people(user, words), *_companies(user, words), *pages)


def _page(name: str, url: str) -> Found:
    return Found("Page", name, "", reverse(url))


def _fits(name: str, words: str) -> bool:
    return all(word in name.casefold() for word in words.casefold().split())


def _applications(user: User, words: str) -> list[Found]:
    rows = matching(user.applications.select_related("company"), words)
    shown = list(rows.order_by("-changed_at", "-pk")[:SHOWN])
    around = excerpts([row.pk for row in shown], words)
    return [
        Found(
            "Application",
            row.role,
            row.company.name,
            reverse("application", args=[row.pk]),
            around.get(row.pk, ""),
        )
        for row in shown
    ]


def _people(user: User, words: str) -> list[Found]:
    rows = matching_here(user.contacts.select_related("company"), "tracker_contact", words)
    rows = rows.order_by("name", "pk")
    return [
        Found("Person", row.name, row.company.name, reverse("contact", args=[row.pk]))
        for row in rows[:SHOWN]
    ]


def _companies(user: User, words: str) -> list[Found]:
    rows = matching_here(user.companies.all(), "tracker_company", words).order_by("name", "pk")
    return [
        Found("Company", row.name, "", reverse("company", args=[row.pk])) for row in rows[:SHOWN]
    ]
