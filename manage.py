#!/usr/bin/env python
"""Django's command line for Heardback: `python manage.py help` lists what it can do."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
    try:
        from django.core.management import execute_from_command_line

        execute_from_command_line(sys.argv)
    except KeyboardInterrupt:
        sys.exit(130)  # what shells say of Ctrl-C, without a page of traceback


if __name__ == "__main__":
    main()
