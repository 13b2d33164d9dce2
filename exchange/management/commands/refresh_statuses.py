"""`manage.py refresh_statuses`: ask outside which publications were retracted or corrected."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from exchange.actions.refresh_status import refresh_status
from exchange.queries.status_look_up import to_look_up


class Command(BaseCommand):
    """Print each status that was noted and each source that did not answer, and count."""

    help = (
        "Ask Crossref and Europe PMC what became of the publications that are here, and note what "
        "is graver than what is known. Safe to repeat."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("keys", nargs="*", help="keys of papers, such as wu2020; all without")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.LOOK_UP:
            raise CommandError(
                "Looking up outside is switched off here (EVIDENCE_LOOK_UP=0). Nothing was asked."
            )
        papers = to_look_up()
        if options["keys"]:
            papers = papers.filter(key__in=options["keys"])
            if unknown := sorted(set(options["keys"]) - {paper.key for paper in papers}):
                raise CommandError(
                    f"No paper with a DOI, PMID or PMCID has the key {', '.join(unknown)}. Nothing "
                    "was asked."
                )
        noted = asked = 0
        for paper in papers.iterator():
            refreshed = refresh_status(citation=paper)
            asked += 1
            if refreshed.noted:
                noted += 1
                label = refreshed.noted.get_status_display()
                self.stdout.write(f"{paper.key}: {label} ({refreshed.noted.source})")
            if refreshed.trouble:
                self.stderr.write(f"{paper.key}: {refreshed.trouble}")
        self.stdout.write(f"{asked} asked about, {noted} noted.")
