"""`manage.py export_items --format csv --output F`: claims as a spreadsheet, to be edited too."""

import sys
import tempfile
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.models import Person
from evidence.presenters.addresses import Unreadable
from exchange.presenters.export_address import (
    AskedExport,
    read_export_address,
    with_numbers_of_terms,
)
from exchange.queries.exporting import how_many, last_change
from exchange.writers.working import KINDS, About, write_export


class Command(BaseCommand):
    """Without --actor it holds what visitors may see: accepted claims."""

    help = "Export claims as CSV, TSV, NDJSON or a workbook that import_items reads."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the format, the file, the filters and for whom."""
        parser.add_argument("--format", choices=KINDS, required=True)
        parser.add_argument("--output", type=Path, required=True, metavar="FILE")
        parser.add_argument(
            "--filter", action="append", default=[], metavar="NAME=VALUE",
            help="as in the address of the list of claims, such as effect=mixed, q=miR-21, "
            "cancer=glioma or item=EVD-000012; may be given again. status=draft exports the "
            "actor's own open drafts.",
        )  # fmt: skip
        parser.add_argument(
            "--actor", default="", metavar="USERNAME",
            help="export what this person may see; without a filter their open drafts stand for "
            "the claims they are of",
        )  # fmt: skip
        parser.add_argument(
            "--bom", action="store_true", help="begin CSV and TSV with a byte order mark, for Excel"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the file in one go: it is whole, or it is not there."""
        actor = self.actor(options["actor"])
        export = self.export(options["filter"], actor)
        output, rows = options["output"], how_many(export.wanted)
        try:
            with tempfile.TemporaryDirectory(prefix=".export-", dir=output.parent) as folder:
                path = Path(folder) / "export"
                about = About(
                    actor.username if actor else "", export.said, last_change(export.wanted)
                )
                rows = write_export(
                    path, export.wanted, options["format"], about,
                    has_mark=options["bom"], rows_expected=rows, on_rows=self.say,
                )  # fmt: skip
                path.replace(output)
        except OSError as error:
            raise CommandError(f"{output}: {error.strerror}. Nothing was written.") from error
        self.stdout.write(f"{rows} {'claim' if rows == 1 else 'claims'} in {output}.")

    def actor(self, username: str) -> Person | None:
        """Return for whom the export is."""
        if not username:
            return None
        actor = Person.objects.filter(username=username, is_active=True).first()
        if actor is None:
            raise CommandError(f"Nobody active here is called {username}. Nothing was written.")
        return actor

    def export(self, given: list[str], actor: Person | None) -> AskedExport:
        """Return what the filters ask for."""
        asked: dict[str, list[str]] = {}
        for one in given:
            name, equals, value = one.partition("=")
            if not equals:
                raise CommandError(f"--filter {one}: write NAME=VALUE. Nothing was written.")
            asked.setdefault(name, []).append(value)
        try:
            return read_export_address(
                with_numbers_of_terms(asked), actor, drafts_too=actor is not None
            )
        except Unreadable as refusal:
            said = " ".join(problem.message for problem in refusal.problems)
            raise CommandError(f"{said} Nothing was written.") from refusal

    def say(self, rows: int) -> None:
        """Tell how far the work is, to people who look."""
        if sys.stderr.isatty():
            self.stderr.write(f"\r{rows} rows", ending="")
