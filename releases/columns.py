"""The one column list of tables: releases, the API's tables, working exports, templates, imports.

The first ten columns are what people compare; the rest follows, public answers in the order of
the form. Working spreadsheets have a few more between the two, see `exchange.layout`.
"""

from dataclasses import dataclass

from evidence.columns import BY_NAME, COLUMNS, Column
from evidence.enums import CITATION_KINDS, PUBLICATION_STATUSES, ChoiceList

# Raise it when a cell would read differently: rows already printed are then printed anew.
LAYOUT = 2
# Stands in printed rows where the first columns end: other tables put columns of theirs there.
JOINT = "\x1f"


@dataclass(frozen=True)
class FlatColumn:
    """One column of a table: its name, what it holds, and the answer it is made from, if one.

    `listed` is the closed list of a column that is no answer.
    """

    name: str
    meaning: str
    answer: Column | None = None
    listed: ChoiceList | None = None

    @property
    def choices(self) -> ChoiceList | None:
        """The closed list of its cells, if there is one."""
        return self.answer.choices if self.answer else self.listed


def _answer(name: str, called: str = "") -> FlatColumn:
    column = BY_NAME[name]
    return FlatColumn(called or name, column.hint, column)


FIRST = (
    FlatColumn("accession", "The permanent name of the item."),
    _answer("summary", called="claim"),
    _answer("effect"),
    _answer("agents"),
    _answer("cargo"),
    _answer("cancer"),
    _answer("settings"),
    FlatColumn("reviewed_by", "How many reviewers judged this version: 2 or 1."),
    _answer("read_from"),
    FlatColumn("citation", "First author, year, title and journal, as far as they are known."),
)
_THEN = (
    FlatColumn("version", "The number of the version within its item."),
    FlatColumn("reading", "The claim in one sentence, made from its answers."),
    FlatColumn("directness", "How direct the evidence for the vesicle is: 0 to 5 points."),
    FlatColumn("level_used", "CIViC's level that counts: as chosen, else as the settings suggest."),
    FlatColumn("pmid", "PMID of the citation."),
    FlatColumn("pmcid", "PMCID of the citation."),
    FlatColumn("doi", "DOI of the citation."),
    FlatColumn("nct", "ClinicalTrials.gov id of the citation."),
    FlatColumn("citation_title", "Title of the citation."),
    FlatColumn(
        "citation_status",
        "Publication status when the version was submitted.",
        listed=PUBLICATION_STATUSES,
    ),
    FlatColumn("citation_key", "The key of the citation here."),
    FlatColumn("citation_kind", "What kind of source the citation is.", listed=CITATION_KINDS),
)
_LAST = (
    FlatColumn("codes", "The codes of the terms named, with how closely each fits."),
    FlatColumn("provisional_terms", "Names that no editor had confirmed at submission."),
    FlatColumn("study_card", "What is true of the whole paper, as it was at submission."),
    FlatColumn("document_sha256", "SHA-256 of the version's document, as the API serves it."),
)
_TAKEN = {column.name for column in FIRST + _THEN} | {"summary"}

FLAT: tuple[FlatColumn, ...] = (
    *FIRST,
    *_THEN,
    *(_answer(c.name) for c in COLUMNS if not c.private and c.name not in _TAKEN),
    *_LAST,
)
FLAT_NAMES: tuple[str, ...] = tuple(column.name for column in FLAT)
