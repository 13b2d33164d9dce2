"""`manage.py backup FILE`: everything in the database, in one file."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connections

from config.backups import BackupError, write_backup


class Command(BaseCommand):
    """Works while EVidence runs; the file shows the database as it was at one moment."""

    help = "Write the whole database into one new file; `restore` reads it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="the file to write; it must not exist yet")

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        if file.exists():
            raise CommandError(
                f"{file} exists already, and a backup never replaces a file. Choose another name."
            )
        if not file.parent.is_dir():
            raise CommandError(f"There is no directory {file.parent}. Nothing was written.")
        try:
            write_backup(connections["owner"], file)
        except (BackupError, OSError) as error:
            raise CommandError(f"No backup was written to {file}: {error}") from error
        size = file.stat().st_size / 1_000_000
        self.stdout.write(
            f"{file} holds the whole database ({size:.1f} MB), passwords' hashes and private "
            f"notes included: keep it private. `manage.py restore {file}` reads it."
        )
