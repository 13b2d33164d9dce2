"""`manage.py verify_releases`: every checksum of every release, computed again."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from releases.actions.rebuilding import rebuild_files
from releases.models import Release
from releases.queries.releases import releases
from releases.queries.verifying import damage_of, strays


class Command(BaseCommand):
    """Says of each release whether its files are what was published."""

    help = "Compute every checksum of every release again; fail where one differs."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--rebuild",
            action="store_true",
            help="make lost or changed files again from the database, such as after a restore",
        )

    def handle(self, *args: Any, rebuild: bool, **options: Any) -> None:
        damaged = [release for release in releases() if not self._is_whole(release, rebuild)]
        if left := strays():
            self.stdout.write(f"{left} files belong to no release; they do no harm.")
        if damaged:
            raise CommandError("Run it with --rebuild, or bring the home's “releases” back.")

    def _is_whole(self, release: Release, rebuild: bool) -> bool:
        found = list(damage_of(release))
        if found and rebuild:
            names = rebuild_files(release=release)
            self.stdout.write(f"{release.number}: made again as published: {', '.join(names)}.")
            found = list(damage_of(release))
        for sentence in found:
            self.stderr.write(sentence)
        if not found:
            self.stdout.write(f"{release.number}: {release.rows} claims, as published.")
        return not found
