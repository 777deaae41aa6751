"""What the address of a posting says by itself; nothing is fetched."""

import re
from urllib.parse import unquote, urlsplit

# Where the company stands in the path of somebody else's pages.
BOARDS = {
    "boards.greenhouse.io": 0,
    "job-boards.greenhouse.io": 0,
    "jobs.lever.co": 0,
    "jobs.ashbyhq.com": 0,
    "apply.workable.com": 0,
    "jobs.smartrecruiters.com": 0,
    "join.com": 1,
}
# And where it is the first part of the host.
HOSTED = (
    "jobs.personio.de",
    "jobs.personio.com",
    "recruitee.com",
    "teamtailor.com",
    "bamboohr.com",
    "breezy.hr",
    "workable.com",
    "myworkdayjobs.com",
)
PORTALS = {
    "linkedin": "LinkedIn",
    "indeed": "Indeed",
    "glassdoor": "Glassdoor",
    "xing": "Xing",
    "stepstone": "Stepstone",
    "monster": "Monster",
    "ziprecruiter": "Ziprecruiter",
    "welcometothejungle": "Welcome to the Jungle",
    "wellfound": "Wellfound",
    "arbeitnow": "Arbeitnow",
    "weworkremotely": "We Work Remotely",
    "ycombinator": "Y Combinator",
    "jobylon": "Jobylon",
    "totaljobs": "Totaljobs",
    "reed": "Reed",
    "seek": "Seek",
}
NO_NAMES = ("jobs", "job", "careers", "career", "karriere", "apply", "www", "work")
SECOND_LEVELS = ("co", "com", "org", "net", "ac", "gov")


def company_and_source(link: str) -> tuple[str, str]:
    """The company that an address names, and through which portal it came; "" where neither."""
    try:
        parts = urlsplit(link)
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return "", ""
    labels = host.split(".")
    for portal, name in PORTALS.items():
        if portal in labels[:-1]:
            return "", name
    path = [unquote(part) for part in parts.path.split("/") if part]
    if host in BOARDS:
        return _as_name(path[BOARDS[host]] if len(path) > BOARDS[host] else ""), "Company site"
    if host.endswith(tuple(f".{end}" for end in HOSTED)):
        return _as_name(labels[0]), "Company site"
    named = [label for label in labels[:-1] if label not in NO_NAMES]
    if len(named) > 1 and named[-1] in SECOND_LEVELS:
        named.pop()
    return (_as_name(named[-1]), "Company site") if named else ("", "")


def _as_name(slug: str) -> str:
    return " ".join(word.capitalize() for word in re.split(r"[-_+\s]+", slug) if word)
