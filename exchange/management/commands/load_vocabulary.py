"""`manage.py load_vocabulary`: the seed vocabulary, for every installation."""

from typing import Any

from django.core.management.base import BaseCommand

from accounts.actions.loader import starter_loader
from exchange.actions.load_vocabulary import load_vocabulary


class Command(BaseCommand):
    """Print how many terms were added and how many were there already."""

    help = "Add the seed vocabulary's terms that are not there yet. Safe to repeat."

    def handle(self, *args: Any, **options: Any) -> None:
        report = load_vocabulary(actor=starter_loader())
        self.stdout.write(f"Vocabulary: {len(report.added)} terms added, {report.kept} kept.")
