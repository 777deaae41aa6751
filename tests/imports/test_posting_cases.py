"""Pages of all the world: what they say of themselves is what is proposed.

They are not ours to pass on, so they lie beside the project, at ../shared/cases/jobposting, or where
CASES says.
"""

import os
from pathlib import Path

import pytest

from tracker.imports.posting import read_posting

BESIDE = Path(__file__).resolve().parents[3] / "shared" / "cases"
PLACE = Path(os.environ.get("CASES", BESIDE)) / "jobposting"
SAID = {
    "fy17ohhh_application-tracker__jobposting.html": (
        "Senior TypeScript Engineer",
        "Acme Labs",
        "Remote",
    ),
    "colophon-group_jobseek__jsonld_meta_software_engineer.html": (
        "Software Engineer, Infrastructure",
        "Meta",
        "Sunnyvale",
    ),
    "saint-net_open-jobs-searcher__schema_org_jobs.html": (
        "Senior Software Developer (m/w/d)",
        "Example GmbH",
        "Berlin, DE",
    ),
}
pytestmark = pytest.mark.skipif(not PLACE.is_dir(), reason="No case files are at ../shared/cases.")


@pytest.mark.parametrize("name", SAID)
def test_what_a_page_says_of_itself_is_proposed(name):
    posting = read_posting((PLACE / name).read_text())
    assert (posting.role, posting.company, posting.place) == SAID[name]
    assert "<" not in posting.text


@pytest.mark.parametrize("path", sorted(PLACE.glob("*")), ids=lambda path: path.stem)
def test_no_markup_is_taken_for_a_name(path):
    posting = read_posting(path.read_text())
    assert not any(mark in posting.role + posting.company for mark in "<>{}")
