from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from tracker.models import User
from tracker.services.events import rewrite_calendar, rewrite_calendars


class Command(BaseCommand):
    help = "Write the calendars anew that were written otherwise, as `up` does; --all: compare all."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--all", action="store_true")

    def handle(self, *_args: Any, **options: Any) -> None:
        now = timezone.now()
        if options["all"]:
            owners = list(User.objects.order_by("pk").values_list("pk", flat=True))
            for owner in owners:
                rewrite_calendar(owner, now=now)
            written = len(owners)
        else:
            written = rewrite_calendars(now=now)
        self.stdout.write(f"Calendars written: {written}")
