"""The layout of the working spreadsheet: what an export writes, a template holds, an import reads.

It is the flat column list of releases with what people need who edit: where the version stands,
which draft a row was exported from, and the private answers, all behind the first ten columns.
Closed lists stand in it as their labels, and a cell follows the grammar of `evidence.cells`.
Header cells hold the names of columns. The order of columns means nothing to an import.
"""

from dataclasses import dataclass

from evidence.columns import BY_NAME
from evidence.enums import STATUSES
from releases.columns import FIRST, FLAT, FlatColumn

# Raise it when a cell would read differently than it was written.
LAYOUT = 1

# The sheet that is read back.
EVIDENCE = "Evidence"
PRELIMINARY = "preliminary, not peer reviewed"

# What a column is for an import: which row and paper it is, an answer, or only shown.
IDENTITY, CITATION, ANSWER, SHOWN = "identity", "citation", "answer", "shown"


@dataclass(frozen=True)
class WorkingColumn(FlatColumn):
    """One column of the sheet Evidence: its header, what it holds, and what an import does to it.

    `answer` is the question whose answer the cell is; `is_exported` is false for columns that an
    export leaves empty, so that an import leaves what is stored.
    """

    part: str = SHOWN
    is_exported: bool = True

    @property
    def is_read(self) -> bool:
        """An import reads it; other columns are only shown."""
        return self.part != SHOWN


_PARTS = {
    "accession": IDENTITY, "version": IDENTITY, "citation_key": CITATION,
    "citation_kind": CITATION, "citation_title": CITATION, "pmid": CITATION, "pmcid": CITATION,
    "doi": CITATION, "nct": CITATION,
}  # fmt: skip


def _of(flat: FlatColumn) -> WorkingColumn:
    answer = flat.answer
    part = ANSWER if answer else _PARTS.get(flat.name, SHOWN)
    return WorkingColumn(flat.name, flat.meaning, answer, flat.listed, part)


def _private(name: str) -> WorkingColumn:
    column = BY_NAME[name]
    return WorkingColumn(name, column.hint, column, part=ANSWER, is_exported=False)


# What people need who edit, and releases do not have.
WORKING_ONLY: tuple[WorkingColumn, ...] = (
    WorkingColumn(
        "status",
        "Where the version stands: accepted, in review, draft and so on.",
        listed=STATUSES,
    ),
    WorkingColumn("peer_review", f"“{PRELIMINARY}” where nobody has accepted the version."),
    WorkingColumn(
        "draft",
        "The draft the row was exported from, and its revision. Leave it as it is.",
        part=IDENTITY,
    ),
    *(_private(name) for name in ("quote", "pdf_page", "notes", "coding")),
    WorkingColumn(
        "curator",
        "Editors only: the user name of the person for whom the row is entered.",
        part=IDENTITY,
        is_exported=False,
    ),
    WorkingColumn(
        "why_separate",
        "One sentence, where another claim has the same paper, cargo, cancer, agents and effect.",
        part=IDENTITY,
        is_exported=False,
    ),
    WorkingColumn(
        "left_out",
        "Answers that no cell can hold (half typed, or too long). Their cells are empty, and an "
        "import leaves what is stored.",
    ),
)
WORKING: tuple[WorkingColumn, ...] = (
    *map(_of, FIRST), *WORKING_ONLY, *map(_of, FLAT[len(FIRST) :])
)  # fmt: skip
WORKING_NAMES: tuple[str, ...] = tuple(column.name for column in WORKING)
READ_NAMES: frozenset[str] = frozenset(column.name for column in WORKING if column.is_read)
SHOWN_NAMES: frozenset[str] = frozenset(WORKING_NAMES) - READ_NAMES


def draft_cell(key: object, revision: int) -> str:
    """Return what the column `draft` holds: the draft's key and the revision exported."""
    return f"{key}@{revision}"
