"""What is read from a posting's pasted text; written by hand, in the shapes that boards have."""

from time import process_time

import pytest

from tracker.imports.posting import Posting, read_posting

LABELLED = """Job title: Data Engineer
Company: Northwind Atlas
Location: Utrecht (hybrid)

We draw maps. You keep their data in order."""

FROM_A_BOARD = """Skip to main content
Apply
Senior Backend Developer
Northwind Atlas
Remote
About Northwind Atlas
We draw maps for people who walk."""

HIRING = """Northwind Atlas is hiring a Data Engineer!
https://northwind.example/jobs/12
You will join a team of six."""


LABELS_ABOVE = """Job title
Data Engineer (m/f/d)
Company:
Northwind Atlas
Location:
Utrecht, Netherlands

Your role: you keep the data in order."""

LABELS_IN_A_ROW = """**Company:** Northwind Atlas  **Location:** Utrecht  **Salary:** 60k
Data Engineer
You keep the data in order."""

SIDE_BY_SIDE = """https://careers.brightwater.example/jobs/7
Data Engineer | Company: Northwind Atlas | Location: Utrecht"""

LINKEDIN = """Data Engineer
Northwind Atlas · Utrecht, Netherlands (Hybrid)
Over 100 applicants
About the job
At Northwind Atlas, we draw maps."""

GERMAN = """Stellenanzeige
Kartograf (m/w/d)
Standort: Köln
Die Nordwind Atlas GmbH zeichnet Karten.
https://www.example-stellen.de/kartograf"""

LONG_LINE = (
    "Data Engineer\nhttps://talent.example.com/12\n"
    + "Northwind Atlas is looking for somebody who keeps the data of our maps in order, who likes"
    " long walks and knows which way is north, and who writes it down for others." * 2
)

AS_IT_IS_SPELLED = """https://careers.northwindatlas.com/12
Data Engineer
We are the people of NorthWind Atlas, and we draw maps."""


@pytest.mark.parametrize(
    ("pasted", "role", "company", "place"),
    [
        (LABELLED, "Data Engineer", "Northwind Atlas", "Utrecht (hybrid)"),
        (FROM_A_BOARD, "Senior Backend Developer", "Northwind Atlas", ""),
        (HIRING, "Data Engineer", "Northwind Atlas", ""),
        ("Cartographer at Northwind Atlas\nDraw maps.", "Cartographer", "Northwind Atlas", ""),
        ("Analyst\nWhy join Brightwater Rail today?", "Analyst", "Brightwater Rail", ""),
        (LABELS_ABOVE, "Data Engineer", "Northwind Atlas", "Utrecht, Netherlands"),
        (LABELS_IN_A_ROW, "Data Engineer", "Northwind Atlas", "Utrecht"),
        (SIDE_BY_SIDE, "Data Engineer", "Northwind Atlas", "Utrecht"),
        (LINKEDIN, "Data Engineer", "Northwind Atlas", ""),
        (GERMAN, "Kartograf", "Nordwind Atlas GmbH", "Köln"),
        (LONG_LINE, "Data Engineer", "Northwind Atlas", ""),
        (AS_IT_IS_SPELLED, "Data Engineer", "NorthWind Atlas", ""),
        ("Data Engineer at Northwind Atlas, Utrecht", "Data Engineer", "Northwind Atlas", ""),
        (
            "Company: Northwind\nLocation: Utrecht\nData Engineer",
            "Data Engineer",
            "Northwind",
            "Utrecht",
        ),
        ("We are a company that values people.", "", "", ""),
        ("", "", "", ""),
    ],
)
def test_a_text_says_who_looks_for_whom(pasted, role, company, place):
    posting = read_posting(pasted)
    assert (posting.role, posting.company, posting.place) == (role, company, place)


@pytest.mark.parametrize(
    ("link", "company", "source"),
    [
        ("https://jobs.lever.co/northwind-atlas/5f1", "Northwind Atlas", "Company site"),
        ("https://boards.greenhouse.io/northwind/jobs/4", "Northwind", "Company site"),
        ("https://careers.northwind.com/data-engineer", "Northwind", "Company site"),
        ("https://northwind.jobs.personio.de/job/12", "Northwind", "Company site"),
        ("https://join.com/companies/northwind/12", "Northwind", "Company site"),
        ("https://careers.northwind.co.uk/12", "Northwind", "Company site"),
        ("https://www.welcometothejungle.com/jobs/12", "", "Welcome to the Jungle"),
        ("https://www.linkedin.com/jobs/view/123", "", "LinkedIn"),
        ("https://de.indeed.com/viewjob?jk=1", "", "Indeed"),
        ("https://[broken", "", ""),
        ("http://localhost/", "", ""),
    ],
)
def test_an_address_says_where_it_was_found(link, company, source):
    posting = read_posting(f"  {link}\n")
    assert (posting.link, posting.company, posting.source) == (link, company, source)
    assert posting.text == ""


def test_the_text_is_kept_as_it_was_pasted():
    posting = read_posting(HIRING)
    assert posting.text == HIRING
    assert posting.link == "https://northwind.example/jobs/12"


LONG = [
    "x" * 100_000,
    "\n" * 10_000,
    "a at " * 20_000,
    "https://" * 9_000,
    "A & " * 25_000,
    "A b\n" * 25_000,
    "Company: " * 11_000,
    "<script ld+json>" * 6_000,
    "[" * 100_000,
    '{"@type": "JobPosting", "title": "x", "description": "' + "<" * 90_000 + '"}',
]


@pytest.mark.parametrize("pasted", LONG)
def test_a_long_text_proposes_nothing_long(pasted):
    posting = read_posting(pasted)
    assert max(map(len, (posting.role, posting.company, posting.place))) <= 120


@pytest.mark.parametrize("pasted", LONG)
def test_a_text_of_eight_times_the_length_takes_about_eight_times_as_long(pasted):
    """Were it read once for each of its characters, it would take sixty-four times as long."""
    head, tail = pasted[:60], pasted[60:-60]
    part = head + tail[: len(tail) // 8] + pasted[-60:]
    assert seconds_for(pasted) < 24 * max(seconds_for(part), 0.001)


def seconds_for(pasted):
    """Of computing, at best: whatever else this machine does meanwhile."""

    def once():
        begun = process_time()
        read_posting(pasted)
        return process_time() - begun

    return min(once() for _ in range(3))


def test_nothing_found_is_nothing_said():
    assert read_posting("…") == Posting(role="…", text="…")


PAGE = """<!doctype html><html><head><script type="application/ld+json">
{"@graph": [{"@type": "JobPosting", "title": "Data Engineer", "url": "https://northwind.example/12",
 "description": "<p>We draw maps.</p><p>You keep their data &amp; walk.</p>",
 "hiringOrganization": {"@type": "Organization", "name": "Northwind Atlas"},
 "jobLocation": [{"address": {"addressLocality": "Utrecht", "addressCountry": "NL"}}]}]}
</script></head><body>Data Engineer</body></html>"""


def test_the_source_of_a_page_is_read_as_it_describes_itself():
    assert read_posting(PAGE) == Posting(
        link="https://northwind.example/12",
        role="Data Engineer",
        company="Northwind Atlas",
        place="Utrecht, NL",
        source="Company site",
        text="We draw maps.\nYou keep their data & walk.",
    )


@pytest.mark.parametrize("name", ["Data Engineer", "We draw maps.", "Northwind Atlas", "Utrecht"])
def test_what_a_page_spells_with_escapes_is_cleaned_like_all_else(name):
    """Half a character, as a cut-off emoji leaves it, can be written nowhere."""
    assert read_posting(PAGE.replace(name, name + r" \ud83d")) == read_posting(PAGE)
