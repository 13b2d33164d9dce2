"""`manage.py check_duties`: does the data keep the separation of duties?"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from reviews.queries.violations import RULES, violations


class Command(BaseCommand):
    """Names every violation, a line each."""

    help = "Look for every violation of the separation of duties; fail where there is one."

    def handle(self, *args: Any, **options: Any) -> None:
        found = list(violations())
        for violation in found:
            self.stdout.write(str(violation))
        self.stdout.write(f"Violations of duties: {len(found)}, by {len(RULES)} rules.")
        if found:
            raise CommandError(
                "Nothing was changed. Compare with the events of each item (verify the record "
                "first) before anything is put right.",
                returncode=1,
            )
