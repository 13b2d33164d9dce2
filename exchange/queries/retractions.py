"""A file of retractions beside the papers that are here: what it would change."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC

from django.db.models import Count, Q

from evidence.models import Citation
from exchange.reading.asking import read_sheet
from exchange.reading.shapes import Unreadable
from exchange.retraction_rows import RetractionRow, known_columns, retraction_rows
from ground import clock
from ground.errors import Invalid
from reviews.policies.publication_status import gravity, status_problems


@dataclass(frozen=True)
class Noted:
    """A row about a paper that is here: `verdict` is new, same, older or wrong; `why` says it.

    `seen` counts the statuses that were noted of the paper when the file was judged.
    """

    row: RetractionRow
    citation: Citation
    seen: int
    verdict: str
    why: str = ""


def read_retractions(data: bytes) -> list[RetractionRow]:
    """Return the rows of the file, read in a process of its own; raise Invalid where it is none."""
    try:
        sheet = read_sheet(data, wanted="", known=known_columns())
    except Unreadable as refusal:
        raise Invalid(refusal.message) from refusal
    return retraction_rows(sheet)


def about_papers_here(rows: Sequence[RetractionRow]) -> list[RetractionRow]:
    """Return the rows whose DOI or PMID a citation has, in one query."""
    known = _known(rows)
    return [row for row in rows if row.doi in known or row.pmid in known]


def judge_retractions(rows: Sequence[RetractionRow]) -> list[Noted]:
    """Return what each row would do, in the order of the file; of a paper the last notice counts.

    Rows about no paper here are left out. One query.
    """
    known = _known(rows)
    found = [(row, known.get(row.doi) or known.get(row.pmid)) for row in rows]
    about = [(row, citation) for row, citation in found if citation]
    last: dict[int, RetractionRow] = {}
    for row, citation in about:
        best = last.get(citation.pk)
        if not row.problems and (best is None or _rank(row) > _rank(best)):
            last[citation.pk] = row
    return [_judged(row, citation, last.get(citation.pk)) for row, citation in about]


def _rank(row: RetractionRow) -> tuple[str, int]:
    return row.on, gravity(row.status)


def _judged(row: RetractionRow, citation: Citation, last: RetractionRow | None) -> Noted:
    def noted(verdict: str, why: str = "") -> Noted:
        return Noted(row, citation, citation.noted, verdict, why)  # type: ignore[attr-defined]

    problems = list(row.problems.values()) + _unfitting(row)
    if problems:
        return noted("wrong", " ".join(problems))
    if last is not None and last is not row:
        return noted("older", f"Row {last.number} holds a later or graver notice.")
    if (citation.status, citation.status_on) == (row.status, row.day):
        return noted("same", "This is what stands here already.")
    here = citation.status_on.isoformat() if citation.status_on else ""
    if (here, gravity(citation.status)) > _rank(row):
        return noted("older", f"“{citation.get_status_display()}” of {here} stands here, later.")
    return noted("new")


def _unfitting(row: RetractionRow) -> list[str]:
    if row.problems:
        return []
    today = clock.now().astimezone(UTC).date()
    found = status_problems(
        status=row.status, status_on=row.day, source=row.source, reason=row.reason, today=today
    )
    return [problem.message for problem in found]


def _known(rows: Iterable[RetractionRow]) -> dict[str, Citation]:
    dois = {row.doi for row in rows if row.doi}
    pmids = {row.pmid for row in rows if row.pmid}
    papers = Citation.objects.filter(Q(doi__in=dois) | Q(pmid__in=pmids))
    found: dict[str, Citation] = {}
    for paper in papers.defer("abstract").annotate(noted=Count("statuses")):
        found |= {name: paper for name in (paper.doi, paper.pmid) if name}
    return found
