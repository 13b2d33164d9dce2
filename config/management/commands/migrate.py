"""`manage.py migrate`: as the owner of the tables, and the runtime role gets its rights after."""

from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError, CommandParser
from django.core.management.commands.migrate import Command as Migrate
from django.db import connections
from django.db.migrations.recorder import MigrationRecorder

from config.migrated import missing
from ground.privileges import grant_runtime


class Command(Migrate):
    """Django's migrate on the `owner` connection, then the cache table, then the grants."""

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.set_defaults(database="owner")

    def handle(self, *args: Any, **options: Any) -> None:
        alias = options["database"]
        connection = connections[alias]
        if lacking := missing(MigrationRecorder(connection).applied_migrations()):
            raise CommandError(
                "This database stands in the middle of migrations that are one by now: "
                f"{', '.join(lacking)} are missing. Bring it up to date with the EVidence that "
                "docs/adr/0036 names, then with this one. Nothing was changed."
            )
        with connection.cursor() as cursor:
            # All of it is on the disk at the end, and not after each of a hundred steps: a crash
            # takes the last steps back, and the next `migrate` does them again.
            cursor.execute("SET synchronous_commit TO off")
            super().handle(*args, **options)
            cursor.execute("RESET synchronous_commit; SELECT pg_current_xact_id()")
        if options["plan"] or options["check_unapplied"]:
            return
        call_command("createcachetable", database=alias, verbosity=options["verbosity"])
        grant_runtime(connection, settings.DATABASES["default"]["USER"])
