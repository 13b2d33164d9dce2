"""`manage.py restore FILE`: the database as a backup has it, all of it or nothing."""

from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connections

from config.backups import BackupError, migrations_in, replace_contents
from config.migrated import missing, unknown


class Command(BaseCommand):
    """Into an empty database, or in place of everything with --replace."""

    help = "Fill the database from a file that `backup` wrote: all of it or nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="a file that `backup` wrote")
        parser.add_argument(
            "--replace", action="store_true", help="delete what the database holds now"
        )

    def handle(self, *args: Any, file: Path, replace: bool, **options: Any) -> None:
        owner = connections["owner"]
        if not file.is_file():
            raise CommandError(f"There is no file {file}. Nothing was changed.")
        tables = len(owner.introspection.table_names())
        if tables and not replace:
            raise CommandError(
                f"The database has {tables} tables already, and restoring deletes what is in "
                f"them. Make a backup of it first, then: manage.py restore {file} --replace. "
                "Nothing was changed."
            )
        try:
            self.refuse_strange(migrations_in(owner, file))
            replace_contents(owner, file)
        except BackupError as error:
            raise CommandError(f"{file} was not restored: {error} Nothing was changed.") from error
        call_command("migrate", verbosity=0)  # of an older backup; and the runtime role's rights
        self.stdout.write(f"The database is as {file} has it.")

    def refuse_strange(self, made_with: set[tuple[str, str]]) -> None:
        """Raise BackupError where no migration leads on from those of the backup."""
        if newer := unknown(made_with):
            raise BackupError(
                f"it was made by a newer EVidence, whose migrations this one does not have "
                f"({', '.join(newer)}). Update EVidence first."
            )
        if lacking := missing(made_with):
            raise BackupError(
                "it stands in the middle of migrations that are one by now "
                f"({', '.join(lacking)} are missing). Restore it with the EVidence that "
                "docs/adr/0036 names, and make a new backup there."
            )
