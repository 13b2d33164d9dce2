"""`manage.py renew_search`: after an upgrade that knows more spellings of names."""

from typing import Any

from django.core.management.base import BaseCommand

from evidence.actions.searching import renew_search


class Command(BaseCommand):
    """Makes the search entries of all versions anew."""

    help = "Make anew under which names every claim is found. Safe to stop and to repeat."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"Search entries that were out of date, now renewed: {renew_search()}.")
