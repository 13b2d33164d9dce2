"""Writing the judged rows of a file as drafts, and the record of the import with them."""

import random
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from django.db import transaction

from evidence.actions.many_citations import NewCitation, cite_all
from evidence.actions.many_drafts import (
    NewClaim,
    Saving,
    enter_for,
    save_drafts,
    start_drafts,
    want_reviewers,
)
from evidence.models import Citation, Draft
from exchange.judging.papers import NewPaper
from exchange.models import Import, ImportedRow
from exchange.queries.judgement import JudgedRow, Judgement
from ground import clock, events
from ground.copying import copy_rows
from ground.errors import Denied, DomainError, Invalid, Problem
from reviews.actions.revise_many import Revision, revise_all
from reviews.actions.submit import submit

if TYPE_CHECKING:
    from accounts.models import Person

# What is going on, and how many of how many rows are done.
Progress = Callable[[str, int, int], None]
# Each submission holds locks of its own until all are done, and PostgreSQL has so many.
MOST_SUBMITTED = 1_000
# Rows written between two words of progress.
AT_A_TIME = 1_000
MOST_REFUSALS = 50
# What a paper is of which no row says what it is.
PRIMARY = "primary_study"


def quiet(stage: str, done: int, total: int) -> None:
    """Tell nobody."""


@dataclass(frozen=True)
class Source:
    """The file that the rows stand in, and the preview of it that was confirmed."""

    name: str
    sha256: str
    judgement: Judgement
    upload: uuid.UUID | None = None
    preview: str = ""


class Wished(Protocol):
    """The part of the wishes that decides how rows are written."""

    @property
    def submits(self) -> bool: ...
    @property
    def interests(self) -> str: ...
    @property
    def reason(self) -> str: ...
    @property
    def reviewers(self) -> int | None: ...
    @property
    def share_with_two(self) -> int: ...


@transaction.atomic
def write_rows(
    *,
    rows: Sequence[JudgedRow],
    source: Source,
    wishes: Wished,
    progress: Progress,
    actor: "Person",
) -> Import:
    """Write the rows as drafts of `actor`, submit them where wished, and return the record."""
    if wishes.submits and len(rows) > MOST_SUBMITTED:
        raise Denied(
            f"At most {MOST_SUBMITTED:,} rows are imported and submitted in one step, and these "
            f"are {len(rows):,}. Import them as drafts, or split the file. Nothing was saved."
        )
    _enter_papers(rows, actor)
    drafts: dict[int, Draft] = {}
    for at in range(0, len(rows), AT_A_TIME):
        progress("Writing drafts", at, len(rows))
        some = rows[at : at + AT_A_TIME]
        drafts |= _start(some, actor) | _save(some, actor)
        drafts |= _revise(some, source.name, wishes.reason, actor)
    _name_curators(rows, drafts, actor)
    _set_reviewers(rows, drafts, wishes, actor)
    progress("Recording the import", len(rows), len(rows))
    made = _record(rows, drafts, source, wishes, actor)
    if wishes.submits:
        _submit(rows, drafts, wishes, progress, actor)
    progress("Committing", len(rows), len(rows))
    return made


def _record(
    rows: Sequence[JudgedRow], drafts: dict[int, Draft], source: Source, wishes: Wished,
    actor: "Person",
) -> Import:  # fmt: skip
    judgement = source.judgement
    counts = judgement.counts
    made = Import.objects.create(
        file_name=source.name,
        file_sha256=source.sha256,
        imported_by=actor,
        imported_at=clock.now(),
        rows_total=len(judgement.rows),
        rows_new=counts["new"],
        rows_changed=counts["changed"],
        rows_unchanged=counts["unchanged"],
        rows_left_out=len(judgement.rows) - len(rows) - counts["unchanged"],
        submitted=wishes.submits,
        reason=wishes.reason,
        reviewers=wishes.reviewers,
        share_with_two=wishes.share_with_two,
        upload=source.upload,
        preview=source.preview,
    )
    copy_rows(ImportedRow, _KEPT, (_kept(made, row, drafts[row.number]) for row in rows))
    data = {"file": source.sha256, "new": counts["new"], "changed": counts["changed"]}
    events.record(stream=f"import:{made.pk}", verb="import", data=data, actor=actor)
    return made


def _submit(
    rows: Sequence[JudgedRow], drafts: dict[int, Draft], wishes: Wished, progress: Progress,
    actor: "Person",
) -> None:  # fmt: skip
    """Submit every draft; raise Invalid with each row that cannot be, and then none is."""
    problems: list[Problem] = []
    for at, row in enumerate(rows):
        progress("Submitting", at, len(rows))
        draft = drafts[row.number]
        try:
            submit(
                draft=draft, revision=draft.revision, interests=wishes.interests,
                why_separate=row.said.why_separate, actor=actor,
            )  # fmt: skip
        except DomainError as error:
            told = error.problems if isinstance(error, Invalid) else []
            why = " ".join(problem.message for problem in told) or error.message
            problems.append(Problem("confirm", f"Row {row.number}: {why}"))
        if len(problems) == MOST_REFUSALS:
            break
    if problems:
        message = "Rows cannot be submitted, so nothing of the file was imported."
        raise Invalid(message, problems)


def _name_curators(rows: Sequence[JudgedRow], drafts: dict[int, Draft], actor: "Person") -> None:
    """Make those for whom existing claims are changed authors too; new ones have them already."""
    pairs = [(drafts[row.number], row.curator) for row in rows if row.target and row.curator]
    if pairs:
        enter_for(pairs=pairs, actor=actor)


def _set_reviewers(
    rows: Sequence[JudgedRow], drafts: dict[int, Draft], wishes: Wished, actor: "Person"
) -> None:
    """Let the rows that are begun want as many reviewers as wished; by lot, where it is a share."""
    if wishes.reviewers is None:
        return
    begun = [drafts[row.number] for row in rows if not (row.target and row.target.draft)]
    count = round(len(begun) * wishes.share_with_two / 100) if wishes.reviewers == 1 else 0
    with_two = set(random.SystemRandom().sample(range(len(begun)), count))
    wanted: dict[int, list[Draft]] = {}
    for at, draft in enumerate(begun):
        wanted.setdefault(2 if at in with_two else wishes.reviewers, []).append(draft)
    want_reviewers(wanted=wanted, actor=actor)


def _enter_papers(rows: Sequence[JudgedRow], actor: "Person") -> None:
    """Enter the papers that the rows bring, and let the rows name them."""
    papers = list({row.paper: None for row in rows if isinstance(row.paper, NewPaper)})
    new = [
        NewCitation(paper.kind or PRIMARY, paper.title, dict(paper.identifiers)) for paper in papers
    ]
    made = dict(zip(papers, cite_all(new=new, actor=actor), strict=True)) if new else {}
    for row in rows:
        if isinstance(row.paper, NewPaper):
            row.paper = made[row.paper]


def _paper(row: JudgedRow) -> Citation | None:
    return row.paper if isinstance(row.paper, Citation) else None


def _start(rows: Sequence[JudgedRow], actor: "Person") -> dict[int, Draft]:
    new = [row for row in rows if row.target is None]
    claims = [NewClaim(_paper(row), row.content, row.curator) for row in new]
    drafts = start_drafts(claims=claims, actor=actor) if claims else []
    return {row.number: draft for row, draft in zip(new, drafts, strict=True)}


def _save(rows: Sequence[JudgedRow], actor: "Person") -> dict[int, Draft]:
    savings: dict[int, Saving] = {}
    for row in rows:
        draft = row.target.draft if row.target else None
        if draft is not None:
            savings[row.number] = Saving(draft, _paper(row), row.content, draft.revision)
    drafts = save_drafts(savings=list(savings.values()), actor=actor) if savings else []
    return dict(zip(savings, drafts, strict=True))


def _revise(rows: Sequence[JudgedRow], name: str, given: str, actor: "Person") -> dict[int, Draft]:
    revisions: dict[int, Revision] = {}
    for row in rows:
        if row.target and row.target.draft is None and row.target.version is not None:
            revisions[row.number] = Revision(row.target.version, _paper(row), row.content)
    reason = given or f"Changed in a spreadsheet: {name}"
    drafts = (
        revise_all(revisions=list(revisions.values()), reason=reason, actor=actor)
        if revisions
        else []
    )
    return dict(zip(revisions, drafts, strict=True))


_KEPT = (
    "of_id", "number", "kind", "item_id", "draft_id", "revision", "citation_id", "content",
    "before", "citation_before_id", "curator_id", "said_sha256",
)  # fmt: skip


def _kept(made: Import, row: JudgedRow, draft: Draft) -> tuple[Any, ...]:
    """Return what is kept of a row that was written, in the order of _KEPT."""
    edited = row.target if row.target and row.target.draft else None
    return (
        made.pk, row.number, row.kind, draft.item_id, draft.pk, draft.revision, draft.citation_id,
        draft.content, edited and edited.content, edited and edited.paper_id,
        row.curator and row.curator.pk, row.said_sha256,
    )  # fmt: skip
