"""What the documents of a release hold besides its rows, gathered in one pass over them."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from evidence.cells import write_entries
from evidence.columns import COLUMNS
from evidence.content import entries_of
from evidence.models import Citation

from .sheets import Listed, LongRows, long_tables

_NAMING = tuple(column for column in COLUMNS if column.vocabulary)
_PARTS = ("key", "kind", "title", "csl", "pmid", "pmcid", "doi", "nct")


@dataclass
class Gathered:
    """The rows of the long tables, the names of vocabularies, the papers; how many claims."""

    long: LongRows
    claims: int = 0
    _names: dict[tuple[str, str], Listed] = field(default_factory=dict)
    _papers: dict[str, dict[str, Any]] = field(default_factory=dict)

    def add(self, document: Any) -> None:
        """Keep what one document holds."""
        claim = document["claim"]
        self.claims += 1
        self.long.add(claim, accession=document["accession"], version=str(document["version"]))
        self._note_names(claim)
        if paper := document.get("citation"):
            self._papers[paper["key"]] = paper

    def names(self) -> Iterator[Listed]:
        """Yield every name of a vocabulary once, in order, as it was frozen first."""
        return (self._names[key] for key in sorted(self._names))

    def papers(self) -> Iterator[Citation]:
        """Yield each paper once, by key, as the last of its claims froze it.

        The citations are not stored rows: they hold what stood in the documents that day.
        """
        for key in sorted(self._papers):
            known = self._papers[key]
            yield Citation(**{name: known[name] for name in _PARTS if name in known})

    def _note_names(self, claim: Any) -> None:
        for column in _NAMING:
            for entry in entries_of(claim.get(column.name)):
                name = str(entry["name"])
                if (column.vocabulary, name) not in self._names:
                    codes = [
                        {"name": c["curie"], "match": c["match"]} for c in entry.get("codes", [])
                    ]
                    status = "provisional" if entry.get("provisional") else ""
                    self._names[column.vocabulary, name] = Listed(
                        column.vocabulary, name, status=status, codes=write_entries(codes)
                    )


@contextmanager
def gathered(documents: Iterable[Any]) -> Iterator[Gathered]:
    """Give what parsed `documents` hold; the long rows lie on the disk until the block ends."""
    with long_tables() as long:
        made = Gathered(long)
        for document in documents:
            made.add(document)
        yield made
