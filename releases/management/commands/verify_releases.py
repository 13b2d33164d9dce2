"""`manage.py verify_releases`: every checksum of every release, computed again."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from releases.queries.releases import releases
from releases.queries.verifying import damage_of, strays


class Command(BaseCommand):
    """Says of each release whether its files are what was published."""

    help = "Compute every checksum of every release again; fail where one differs."

    def handle(self, *args: Any, **options: Any) -> None:
        damaged = False
        for release in releases().iterator(chunk_size=100):
            found = list(damage_of(release))
            damaged = damaged or bool(found)
            for sentence in found:
                self.stderr.write(sentence)
            if not found:
                self.stdout.write(f"{release.number}: {release.rows} claims, as published.")
        if left := strays():
            self.stdout.write(f"{left} files belong to no release; they do no harm.")
        if damaged:
            raise CommandError("Restore the folder “releases” of the home from a backup.")
