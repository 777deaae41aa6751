"""The rules of the house, kept by tests instead of by memory."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
MODULES = sorted(
    path for path in (ROOT / "tracker").rglob("*.py") if "migrations" not in path.parts
)
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
LONGEST_FUNCTION, LONGEST_MODULE = 40, 300
# Django asks for these by name.
BY_NAME = {"403.html", "403_csrf.html", "404.html", "500.html"}
# Every piece of the look on one page, to be copied from; it is opened in no browser but ours.
TO_COPY_FROM = {"styleguide.html"}
# Links in mails: their address carries a MAC of its own, and asks for no cookie.
SIGNED_PAGES, SIGNED_VIEWS = "templates/mail_links/", "tracker/views/mail_links.py"
CLOCKS = {
    ("timezone", "now"),
    ("timezone", "localdate"),
    ("datetime", "now"),
    ("datetime", "today"),
    ("datetime", "utcnow"),
    ("date", "today"),
    ("time", "time"),
}
WITHOUT_A_CLOCK = ("services", "planning", "models", "queries", "forms")

IMPORT_ALL = """
import pkgutil, sys, tracker.planning
for module in pkgutil.walk_packages(tracker.planning.__path__, "tracker.planning."):
    __import__(module.name)
print(*sorted(sys.modules))
"""


def name_of(path):
    return str(path.relative_to(ROOT))


def functions_of(path):
    tree = ast.parse(path.read_text())
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    return [node for node in ast.walk(tree) if isinstance(node, kinds)]


def modules_of(package):
    return [path for path in MODULES if path.is_relative_to(ROOT / "tracker" / package)]


def is_clock(node):
    """A look at the clock: `timezone.now()`; but `timezone.localdate(now)` is given one."""
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
        return False
    whose = node.func.value
    owner = whose.attr if isinstance(whose, ast.Attribute) else getattr(whose, "id", "")
    given = node.func.attr == "localdate" and node.args
    return (owner, node.func.attr) in CLOCKS and not given


def test_planning_loads_nothing_of_django_nor_of_the_rest():
    run = [sys.executable, "-c", IMPORT_ALL]
    loaded = subprocess.run(run, capture_output=True, text=True, check=True, cwd=ROOT).stdout
    ours = {name for name in loaded.split() if name.startswith("tracker.")}
    assert "django" not in loaded
    assert {name for name in ours if not name.startswith("tracker.planning")} == set()


@pytest.mark.slow
def test_the_tests_of_planning_need_no_django():
    asked = ["tests/planning", "-p", "no:django", "-p", "no:cacheprovider", "--setup-plan", "-q"]
    ran = subprocess.run([sys.executable, "-m", "pytest", *asked], cwd=ROOT, capture_output=True)
    assert ran.returncode == 0, ran.stdout.decode()


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_is_not_too_long(path):
    assert len(path.read_text().splitlines()) <= LONGEST_MODULE


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_function_is_not_too_long(path):
    long = [
        node.name
        for node in functions_of(path)
        if node.end_lineno - node.lineno + 1 > LONGEST_FUNCTION
    ]
    assert long == []


@pytest.mark.parametrize("path", modules_of("services"), ids=name_of)
def test_a_service_knows_of_no_http_request(path):
    text = path.read_text()
    public = [node for node in functions_of(path) if not node.name.startswith("_")]
    taken = {each.arg for node in public for each in [*node.args.args, *node.args.kwonlyargs]}
    assert "request" not in taken
    assert "django.http" not in text
    assert "django.contrib.messages" not in text


@pytest.mark.parametrize(
    "path", [path for package in WITHOUT_A_CLOCK for path in modules_of(package)], ids=name_of
)
def test_the_clock_enters_at_the_edge(path):
    looks = [ast.unparse(node) for node in ast.walk(ast.parse(path.read_text())) if is_clock(node)]
    assert looks == []


def test_every_template_is_used():
    sources = [*MODULES, *TEMPLATES, *(ROOT / "templates").rglob("*.txt")]
    text = "\n".join(path.read_text() for path in sources)
    names = {str(path.relative_to(ROOT / "templates")) for path in TEMPLATES}
    # Whole mails are asked for by their stem, their parts by name.
    mails = {name for name in names if name.startswith("emails/") and "/_" not in name}
    unused = {name for name in names - BY_NAME - TO_COPY_FROM - mails if f'"{name}"' not in text}
    assert unused == set()
    included = {name for name in mails if f'"{name}"' in text}
    assert {name for name in mails - included if f'"{Path(name).stem}"' not in text} == set()


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_every_form_that_is_posted_carries_the_csrf_token(path):
    forms = re.findall(r"<form\b.*?</form>", path.read_text(), re.DOTALL)
    posted = [form for form in forms if re.search(r'method="post"', form, re.IGNORECASE)]
    if name_of(path).startswith(SIGNED_PAGES):
        assert "{% csrf_token %}" not in path.read_text()  # it would set a cookie for nothing
        return
    without = [form for form in posted if "{% csrf_token %}" not in form]
    assert path.name in TO_COPY_FROM or without == []


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_no_template_marks_text_as_safe(path):
    assert not re.search(r"\|\s*safe\b|autoescape off", path.read_text())


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_no_module_marks_text_as_safe(path):
    assert "mark_safe" not in path.read_text()
    assert name_of(path) == SIGNED_VIEWS or "csrf_exempt" not in path.read_text()
