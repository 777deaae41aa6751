from typing import Any

from django.core.management.base import BaseCommand

from tracker.reminders.sweep import sweep


class Command(BaseCommand):
    help = "Send the reminders that are due now, by hand, and say what became of them."

    def handle(self, *_args: Any, **_options: Any) -> None:
        counts = sweep(budget=0)
        for state, number in sorted(counts.items()):
            self.stdout.write(f"{state}: {number}")
        if not counts:
            self.stdout.write("Nothing is due.")
