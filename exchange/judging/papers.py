"""Which paper a row means: one that is known here, or one that the file brings."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from evidence.identifiers import LABELS
from evidence.models import Citation
from evidence.names import fold

from .findings import shortened
from .rows import IDENTIFIERS, ReadRow


@dataclass
class NewPaper:
    """A paper that is not known here yet, as the rows of the file tell it."""

    identifiers: dict[str, str] = field(default_factory=dict)
    title: str = ""
    kind: str = ""

    def __eq__(self, other: object) -> bool:
        return self is other

    __hash__ = object.__hash__

    @property
    def key(self) -> str:
        """What stands for the paper's key until it has one."""
        return "new " + "; ".join([*sorted(self.identifiers.values()), fold(self.title)])


class Papers:
    """The papers known here that the file may mean, and those it brings."""

    def __init__(self, known: Iterable[Citation]) -> None:
        self.by_key: dict[str, Citation] = {}
        self.by_identifier: dict[tuple[str, str], Citation] = {}
        self.by_title: dict[str, Citation] = {}
        self.new: dict[tuple[str, str], NewPaper] = {}
        for citation in known:
            self.by_key[citation.key] = citation
            self.by_title.setdefault(fold(citation.title), citation)
            for name in IDENTIFIERS:
                if value := getattr(citation, name):
                    self.by_identifier[name, value] = citation

    def of(self, row: ReadRow) -> Citation | NewPaper | None:
        """Return the paper a row means, or None where it names none; errors go to the row."""
        told = row.paper
        ids = {name: told[name] for name in IDENTIFIERS if name in told}
        key = told.get("citation_key", "")
        found = {self.by_identifier[i] for i in ids.items() if i in self.by_identifier}
        if key:
            if key not in self.by_key:
                message = f"citation_key: no paper has the key “{key[:80]}”."
                hint = "Leave it empty and give a PMID, DOI, PMCID, NCT id or title instead."
                row.refuse("unknown_paper", message, hint, "citation_key", key)
                return None
            found.add(self.by_key[key])
        if len(found) > 1:
            names = " and ".join(sorted(str(citation.key) for citation in found))
            message = f"The row names two papers at once: {names}."
            row.refuse("two_papers", message, "Correct or empty what does not belong.", "pmid")
            return None
        if found:
            return self._agreeing(row, found.pop(), ids)
        title = fold(told.get("citation_title", ""))
        if title and not ids and title in self.by_title:
            return self.by_title[title]
        return self._brought(row, ids, title) if ids or title else None

    def _agreeing(
        self, row: ReadRow, citation: Citation, ids: Mapping[str, str]
    ) -> Citation | None:
        for name, value in ids.items():
            stored = getattr(citation, name)
            if stored and stored != value:
                message = (
                    f"{LABELS[name]}: {value} is not that of {citation.key}, which has {stored}."
                )
                row.refuse("two_papers", message, "Correct or empty one of them.", name, value)
                return None
            if not stored:
                message = (
                    f"{LABELS[name]}: {citation.key} has none here yet, and an import of claims "
                    "does not change papers."
                )
                row.warn("paper_not_changed", message, "Enter it on the paper's page.", name, value)
        _warn_of_other(row, citation.title, citation.kind, citation.key)
        return citation

    def _brought(self, row: ReadRow, ids: Mapping[str, str], title: str) -> NewPaper | None:
        """Return the new paper of a row: the same one for every row that shares an identifier."""
        names = [*ids.items()] or [("title", title)]
        known = {self.new[name] for name in names if name in self.new}
        if len(known) > 1:
            message = "Other rows of the file give these identifiers to different papers."
            row.refuse("two_papers", message, "Correct the identifiers.", names[0][0], names[0][1])
            return None
        paper = known.pop() if known else NewPaper()
        for name, value in ids.items():
            if paper.identifiers.setdefault(name, value) != value:
                message = f"{LABELS[name]}: another row gives this paper {paper.identifiers[name]}."
                row.refuse("two_papers", message, "Correct one of the rows.", name, value)
                return None
        paper.title = paper.title or row.paper.get("citation_title", "")
        paper.kind = paper.kind or row.paper.get("citation_kind", "")
        _warn_of_other(row, paper.title, paper.kind, "another row")
        self.new.update(dict.fromkeys(names, paper))
        return paper


def _warn_of_other(row: ReadRow, title: str, kind: str, where: str) -> None:
    """Warn where a row calls its paper otherwise than it is called already."""
    for name, called in (("citation_title", title), ("citation_kind", kind)):
        said = row.paper.get(name, "")
        if said and called and fold(said) != fold(called):
            message = f"{name}: {where} has “{shortened(called, 80)}”, and that stays."
            hint = "Look whether the row names the right paper."
            row.warn("paper_not_changed", message, hint, name, said)
