"""`manage.py sample_data`: the sample search for an account, or its removal."""

from typing import Any

from django.core.management import BaseCommand, CommandError, CommandParser
from django.urls import reverse
from django.utils import timezone

from tracker.models import User
from tracker.services.sample import make_sample_search
from tracker.services.sample_removal import remove_sample_search


class Command(BaseCommand):
    help = "Adds a sample search, marked as such, to an account; --remove takes it out again."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", help="the address of the account")
        parser.add_argument("--remove", action="store_true", help="take the sample out again")

    def handle(self, *_args: Any, **options: Any) -> None:
        user = User.objects.filter(email=options["email"].lower()).first()
        if user is None:
            raise CommandError(f"There is no account with the address {options['email']}.")
        if options["remove"]:
            gone = remove_sample_search(user, home=reverse("upcoming"), now=timezone.now())
            self.stdout.write(f"Removed {gone.applications} sample applications.")
            for name in gone.stays:
                self.stdout.write(f"{name} stays, for something of your own refers to it.")
        elif make_sample_search(user, now=timezone.now()):
            self.stdout.write("The sample search is there.")
        else:
            self.stdout.write("The sample search was there already.")
