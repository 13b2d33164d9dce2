"""`manage.py import_items FILE --actor USERNAME`: what a spreadsheet would do, or doing it."""

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from accounts.models import Person
from exchange.actions.import_items import Wishes, import_file
from exchange.actions.uploads import file_name
from exchange.judging.findings import Outcome, rejected
from exchange.queries.files import judge_file
from exchange.queries.judgement import Asked
from exchange.reading import limits
from ground.errors import Denied, DomainError


class Command(BaseCommand):
    """Exit 0: it can be, or was, imported; 1: some rows cannot; 2: the file is refused."""

    help = "Judge a spreadsheet of claims; with --commit import it as drafts of USERNAME."
    # Checks read every page of the site, which takes longer than the file.
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the file, who imports it, and what is wanted."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--actor", required=True, metavar="USERNAME")
        parser.add_argument("--commit", action="store_true", help="write, not only look")
        parser.add_argument("--only-valid", action="store_true", help="leave out rows with errors")
        parser.add_argument("--submit", action="store_true", help="submit the drafts as well")
        parser.add_argument("--reviewers", type=int, choices=(1, 2), help="of each claim begun")
        parser.add_argument(
            "--share-with-two", type=int, default=0, metavar="PERCENT",
            help="of one reviewer: how many get two, by lot",
        )  # fmt: skip
        parser.add_argument("--reason", default="", help="why accepted claims are changed")
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        """Judge or import the file and say what came of it."""
        actor = Person.objects.filter(username=options["actor"], is_active=True).first()
        path: Path = options["file"]
        try:
            if actor is None:
                raise Denied(f"Nobody active here is called {options['actor']}. Nothing was saved.")
            with path.open("rb") as file:
                data = file.read(limits.FILE_BYTES + 1)
            outcome = self.outcome(data, file_name(path.name), actor, options)
        except OSError as error:
            message = f"The file cannot be read: {error.strerror}. Nothing was saved."
            outcome = rejected("unreadable", message)
        except DomainError as error:
            outcome = rejected("not_allowed", error.message)
        self.say(outcome, as_json=options["json"])
        sys.exit(outcome.exit_code)

    def outcome(self, data: bytes, name: str, actor: Person, options: dict[str, Any]) -> Outcome:
        """Judge the file, or import it where asked to."""
        if not options["commit"]:
            asked = Asked(submits=options["submit"])
            return judge_file(data, name=name, asked=asked, actor=actor).outcome
        wishes = Wishes(
            only_valid=options["only_valid"],
            submits=options["submit"],
            reason=options["reason"],
            reviewers=options["reviewers"],
            share_with_two=options["share_with_two"],
        )
        return import_file(data=data, name=name, wishes=wishes, actor=actor).outcome

    def say(self, outcome: Outcome, *, as_json: bool) -> None:
        """Print the outcome."""
        if as_json:
            for piece in outcome.as_json():
                self.stdout.write(piece, ending="")
            self.stdout.write("")
            return
        self.stdout.write(outcome.message)
        for word, findings in (("error", outcome.errors), ("warning", outcome.warnings)):
            for found in findings:
                where = f"row {found.row}" if found.row else "file"
                self.stdout.write(f"{word}: {where}: {found.message} {found.hint}".rstrip())
