"""Stand in for Django's command of this name, which has no place here."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError


class Command(BaseCommand):
    """There are no superusers: nobody sees past the rules."""

    help = "EVidence has no superusers; use make_administrator."

    def add_arguments(self, parser: Any) -> None:
        """Take whatever Django's own command takes, to answer with the sentence below."""
        parser.add_argument("anything", nargs="*")

    def handle(self, *args: Any, **options: Any) -> None:
        """Say what to do instead."""
        raise CommandError(
            "EVidence has no superusers, and no account was made. "
            "Run: manage.py make_administrator USERNAME --name NAME"
        )
