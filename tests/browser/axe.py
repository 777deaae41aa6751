"""What axe finds on a page of which WCAG 2.2 AA says that it must not be."""

from importlib.resources import files
from typing import Literal, NamedTuple

from playwright.sync_api import Page

SOURCE = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
STANDARD = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]
RUN = """async (tags) => {
  const options = {runOnly: {type: "tag", values: tags}, rules: {"target-size": {enabled: true}},
    resultTypes: ["violations"], preload: false};
  const said = await axe.run(document, options);
  return [said.passes.length, said.violations.flatMap((rule) =>
    rule.nodes.map((node) => `${rule.id}: ${node.html.slice(0, 160)} (${node.failureSummary})`))];
}"""
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")


class Seen(NamedTuple):
    passed: int  # rules
    findings: list[str]


def axe(page: Page) -> Seen:
    if not page.evaluate("'axe' in window"):
        page.evaluate(SOURCE)
    passed, findings = page.evaluate(RUN, STANDARD)
    return Seen(passed, findings)


def findings_in_both_schemes(page: Page) -> list[str]:
    found = []
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        seen = axe(page)
        assert seen.passed, "axe has looked at nothing"
        found += [f"{scheme}: {each}" for each in seen.findings]
    return found
