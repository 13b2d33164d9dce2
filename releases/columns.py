"""The one flat column list: CSV, XLSX, NDJSON and the API's tables are made from it.

The first ten columns are what people compare; the rest follows, public answers in the order of
the form.
"""

from dataclasses import dataclass

from evidence.columns import BY_NAME, COLUMNS, Column

# Raise it when a cell would read differently: rows already printed are then printed anew.
LAYOUT = 1


@dataclass(frozen=True)
class FlatColumn:
    """One column of a table: its name, what it holds, and the answer it is made from, if one."""

    name: str
    meaning: str
    answer: Column | None = None


def _answer(name: str, called: str = "") -> FlatColumn:
    column = BY_NAME[name]
    return FlatColumn(called or name, column.hint, column)


_FIRST = (
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
    FlatColumn("level", "CIViC's level, A to E: chosen by a person, or suggested by the settings."),
    FlatColumn("pmid", "PMID of the citation."),
    FlatColumn("pmcid", "PMCID of the citation."),
    FlatColumn("doi", "DOI of the citation."),
    FlatColumn("nct", "ClinicalTrials.gov id of the citation."),
    FlatColumn("citation_status", "Publication status when the version was submitted."),
    FlatColumn("citation_key", "The key of the citation here."),
    FlatColumn("citation_kind", "What kind of source the citation is."),
)
_LAST = (
    FlatColumn("codes", "The codes of the terms named, with how closely each fits."),
    FlatColumn("provisional_terms", "Names that no editor had confirmed at submission."),
    FlatColumn("study_card", "What is true of the whole paper, as it was at submission."),
    FlatColumn("document_sha256", "SHA-256 of the version's document, as the API serves it."),
)
_TAKEN = {column.name for column in _FIRST + _THEN} | {"summary"}

FLAT: tuple[FlatColumn, ...] = (
    *_FIRST,
    *_THEN,
    *(_answer(c.name) for c in COLUMNS if not c.private and c.name not in _TAKEN),
    *_LAST,
)
FLAT_NAMES: tuple[str, ...] = tuple(column.name for column in FLAT)
