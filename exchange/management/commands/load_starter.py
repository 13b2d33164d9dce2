"""`manage.py load_starter`: the 56 starter claims, with every mapping printed."""

from typing import Any

from django.core.management.base import BaseCommand

from accounts.actions.loader import starter_loader
from exchange.actions.load_starter import StarterReport, load_starter
from exchange.actions.load_vocabulary import load_vocabulary


class Command(BaseCommand):
    """Print what was mapped and counted; at verbosity 0 only what was added."""

    help = "Enter the starter set as claims in review. Safe to repeat: claims keep their ids."

    def handle(self, *args: Any, verbosity: int, **options: Any) -> None:
        actor = starter_loader()
        vocabulary = load_vocabulary(actor=actor)
        report = load_starter(actor=actor)
        if verbosity > 0:
            self.print_mappings(report)
        self.stdout.write(
            f"Vocabulary: {len(vocabulary.added)} terms added, {vocabulary.kept} kept.\n"
            f"Citations: {report.citations_added} added, {report.citations_kept} kept.\n"
            f"Claims: {report.claims_added} added, {report.claims_kept} kept."
        )

    def print_mappings(self, report: StarterReport) -> None:
        """Print every mapping, what did not map, new provisional terms, and the counts."""
        for key, mapping in report.mappings:
            self.stdout.write(f"{key}  {mapping}")
        for key, problem in report.unmapped:
            self.stdout.write(f"{key}  NOT MAPPED  {problem}")
        if not report.unmapped:
            self.stdout.write("Every cell of every row was mapped.")
        for term in report.provisional:
            self.stdout.write(f"Provisional term in {term.vocabulary}: {term.label}")
        for name, counter in report.counts.items():
            counts = ", ".join(f"{value} {n}" for value, n in sorted(counter.items()))
            self.stdout.write(f"{name}: {counts}")
