"""`manage.py write_docs [--check]`: the documents made from the code."""

import difflib
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from config.generated import GENERATED, BrokenPromise


def _made(make: Callable[[], str]) -> str:
    try:
        return make()
    except BrokenPromise as error:
        raise CommandError(str(error)) from error


class Command(BaseCommand):
    """Write every generated document, or fail with the difference when one is out of date."""

    help = "Write the generated documents; with --check only compare."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="fail where a document differs")

    def handle(self, *args: Any, check: bool, **options: Any) -> None:
        stale = []
        for name, make in GENERATED.items():
            path = settings.BASE_DIR / name
            wanted, stored = _made(make), path.read_text(encoding="utf-8") if path.exists() else ""
            if wanted == stored:
                continue
            if check:
                stale += difflib.unified_diff(
                    stored.splitlines(),
                    wanted.splitlines(),
                    name,
                    "from the code",
                    lineterm="",
                    n=1,
                )
            else:
                path.write_text(wanted, encoding="utf-8")
                self.stdout.write(f"{name} written.")
        if stale:
            hint = "Generated documents are out of date; run `manage.py write_docs`."
            raise CommandError("\n".join([*stale[:60], hint]))
