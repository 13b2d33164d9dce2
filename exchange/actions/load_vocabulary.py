"""Loading the seed vocabulary: every term once, nothing that people changed is touched."""

import csv
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from django.db import transaction

from evidence.actions.terms import NewTerm, add_terms
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
    """Add every term of the file that is not there yet and return the report.

    A term is recognised by vocabulary and label. A second load adds and changes nothing.
    """
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    known = set(Term.objects.values_list("vocabulary", "label"))
    missing = [row for row in rows if (row["vocabulary"], row["label"]) not in known]
    added = add_terms(new=[_term(row) for row in missing], actor=actor)
    return VocabularyReport(added, kept=len(rows) - len(missing))


def _term(row: dict[str, str]) -> NewTerm:
    return NewTerm(
        vocabulary=row["vocabulary"],
        label=row["label"],
        synonyms=[str(entry["name"]) for entry in _entries(row["synonyms"])],
        codes=[(str(entry["name"]), str(entry["match"])) for entry in _entries(row["codes"])],
        definition=row["definition"],
        broader=row["broader"],
        modality=row["modality"],
        note=row["note"],
    )


def _entries(cell: str) -> list[dict[str, object]]:
    return entries_of(read_entries(cell))
