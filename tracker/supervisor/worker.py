"""`python -m tracker.supervisor.worker`: django-q2's cluster, as a child of the supervisor."""

import os

from tracker.supervisor import lifeline


def main() -> None:
    lifeline.hold()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
    # Imported here: this package stays free of Django, and the lifeline is held before it loads.
    from django.core.management import execute_from_command_line

    execute_from_command_line(["manage.py", "qcluster"])


if __name__ == "__main__":
    main()
