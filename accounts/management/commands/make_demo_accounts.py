"""Make the accounts behind the doors of a demonstration."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from accounts.actions.demo import make_demo_accounts


class Command(BaseCommand):
    """Idempotent: what exists stays as it is."""

    help = "Makes the demonstration accounts that are missing (with EVIDENCE_DEMO=1 only)."

    def handle(self, *args: Any, **options: Any) -> None:
        """Make them and say which were made."""
        if not settings.DEMO:
            raise CommandError(
                "This is not a demonstration, so no account was made: anybody could open them "
                "without a password. Set EVIDENCE_DEMO=1 if this is one, or make a real "
                "administrator with make_administrator."
            )
        accounts = make_demo_accounts()
        for username, made in accounts.items():
            self.stdout.write(f"  {username}: {'made' if made else 'was there'}")
        made_now = sum(accounts.values())
        self.stdout.write(
            f"Demonstration accounts: {made_now} made, {len(accounts) - made_now} unchanged."
        )
