"""Make the first administrator of a real installation."""

import getpass
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.urls import reverse

from accounts.actions.founding import make_administrator
from accounts.actions.passwords import key_for
from ground.errors import Invalid


class Command(BaseCommand):
    """Everybody else is invited and appointed on the people page."""

    help = "Makes an administrator: asks for a password, or prints a link that sets one."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the sign-in name, the name, and whether to print a link."""
        parser.add_argument("username", help="the sign-in name, such as ada.lovelace")
        parser.add_argument("--name", required=True, help="the name other people see")
        parser.add_argument(
            "--link",
            action="store_true",
            help="print the path of a page that sets the password, instead of asking for it",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Make the administrator and say how they sign in."""
        password = None if options["link"] else self._ask()
        try:
            person = make_administrator(
                username=options["username"], name=options["name"], password=password
            )
        except Invalid as refusal:
            sentences = "\n".join(problem.message for problem in refusal.problems)
            raise CommandError(f"No account was made.\n{sentences}") from refusal
        self.stdout.write(f"{person} ({person.username}) is an administrator now.")
        if options["link"]:
            key = key_for(person)
            path = reverse("accounts:password-set", args=[key.uid, key.token])
            self.stdout.write("The page that sets the password, once and within a day:")
            self.stdout.write(path)

    def _ask(self) -> str:
        password = getpass.getpass("Password (at least ten characters): ")
        if getpass.getpass("The same again: ") != password:
            raise CommandError("The two passwords differ. No account was made. Run it again.")
        return password
