"""Loading the seed vocabulary: every term once, nothing that people changed is touched."""

import csv
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from django.db import transaction

from evidence.actions.terms import add_term
from evidence.cells import read_entries
from evidence.content import entries_of
from evidence.models import Term

if TYPE_CHECKING:
    from accounts.models import Person

VOCABULARY_FILE = Path(__file__).resolve().parent.parent / "starter" / "vocabulary.csv"


@dataclass
class VocabularyReport:
    """What a load did: terms added now, and terms that were there already."""

    added: list[Term] = field(default_factory=list)
    kept: int = 0


@transaction.atomic
def load_vocabulary(*, path: Path = VOCABULARY_FILE, actor: "Person") -> VocabularyReport:
    """Add every term of the file that is not there yet, broader terms first; return the report.

    A term is recognised by vocabulary and label. A second load adds and changes nothing.
    """
    with path.open(encoding="utf-8", newline="") as file:
        rows = {(row["vocabulary"], row["label"]): row for row in csv.DictReader(file)}
    known = {(term.vocabulary, term.label): term for term in Term.objects.all()}
    report = VocabularyReport(kept=len(rows.keys() & known.keys()))

    def add(name: tuple[str, str]) -> Term:
        if name in known:
            return known[name]
        row = rows[name]
        broader = add((name[0], row["broader"])) if row["broader"] else None
        known[name] = add_term(
            vocabulary=row["vocabulary"],
            label=row["label"],
            synonyms=[str(entry["name"]) for entry in _entries(row["synonyms"])],
            codes=[(str(entry["name"]), str(entry["match"])) for entry in _entries(row["codes"])],
            definition=row["definition"],
            broader=broader,
            modality=row["modality"],
            note=row["note"],
            actor=actor,
        )
        report.added.append(known[name])
        return known[name]

    for name in rows:
        add(name)
    return report


def _entries(cell: str) -> list[dict[str, object]]:
    return entries_of(read_entries(cell))
