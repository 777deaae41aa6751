import subprocess
import sys

IMPORT_ALL = """
import pkgutil, sys, tracker.planning
for module in pkgutil.walk_packages(tracker.planning.__path__, "tracker.planning."):
    __import__(module.name)
print(*sorted({name.partition(".")[0] for name in sys.modules}))
"""


def test_the_core_loads_no_django():
    loaded = subprocess.run(
        [sys.executable, "-c", IMPORT_ALL], capture_output=True, text=True, check=True
    ).stdout.split()
    assert "tracker" in loaded
    assert not {name for name in loaded if name.startswith(("django", "psycopg", "sqlite"))}
