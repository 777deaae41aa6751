import subprocess
import sys

IMPORT_ALL = """
import pkgutil, sys, tracker.writing
for module in pkgutil.walk_packages(tracker.writing.__path__, "tracker.writing."):
    __import__(module.name)
print(*sorted(sys.modules))
"""


def test_writing_loads_nothing_of_django_nor_of_the_rest():
    run = [sys.executable, "-c", IMPORT_ALL]
    loaded = subprocess.run(run, capture_output=True, text=True, check=True).stdout.split()
    ours = {name for name in loaded if name.startswith("tracker.")}
    words = {"tracker.planning", "tracker.planning.facts", "tracker.planning.words"}
    assert "django" not in loaded
    assert {name for name in ours if not name.startswith("tracker.writing")} <= words
