"""Importing a file: what was judged becomes drafts, all of it or nothing, and once."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from django.db import connection, transaction

from evidence.actions.many_citations import NewCitation, cite_all
from evidence.actions.many_drafts import NewClaim, Saving, save_drafts, start_drafts
from evidence.models import Citation, Draft
from exchange.judging.findings import ACCEPT_WARN, Finding, Outcome
from exchange.judging.papers import NewPaper
from exchange.models import Import, ImportedRow
from exchange.policies import why_not_import
from exchange.queries.files import JudgedFile, judge_file
from exchange.queries.judgement import Asked, JudgedRow, Judgement
from ground import clock, events
from ground.canonical import canonical_json, sha256_hex
from ground.errors import Denied, Stale
from reviews.actions.revise_many import Revision, revise_all
from reviews.actions.submit import submit
from reviews.policies.submission import NO_INTERESTS

if TYPE_CHECKING:
    from accounts.models import Person

# Each submission holds locks of its own until all are done, and PostgreSQL has so many.
MOST_SUBMITTED = 1_000


@dataclass(frozen=True)
class Wishes:
    """How a file is to be imported.

    `preview` is the seal of the preview that was confirmed, "" where nothing was shown.
    """

    only_valid: bool = False
    submits: bool = False
    interests: str = NO_INTERESTS
    reason: str = ""
    preview: str = ""
    columns: dict[str, str] = field(default_factory=dict)
    choices: dict[str, dict[str, str]] = field(default_factory=dict)


@dataclass
class Imported:
    """What came of it: the outcome, the record where something was written, the judged file."""

    outcome: Outcome
    made: Import | None = None
    file: JudgedFile | None = None


@transaction.atomic
def import_file(*, data: bytes, name: str, wishes: Wishes, actor: "Person") -> Imported:
    """Import the file `data` as drafts of `actor` and return what came of it.

    All rows or none; with `only_valid` the rows without errors. The same file a second time
    writes nothing and returns the first import. Raises Stale where what would be written is no
    longer what the preview showed.
    """
    if sentence := why_not_import(actor):
        raise Denied(sentence)
    one_at_a_time(f"imports of {actor.pk}")
    file_sha256 = sha256_of(data)
    if earlier := _earlier(file_sha256, actor):
        return Imported(_twice(earlier), earlier)
    asked = Asked(wishes.choices, wishes.submits)
    file = judge_file(data, name=name, columns=wishes.columns, asked=asked, actor=actor)
    judgement = file.judgement
    if judgement is None or judgement.header.refusals or not judgement.rows:
        return Imported(file.outcome, file=file)
    if wishes.preview and wishes.preview != seal_of(judgement):
        message = (
            "What this file would do has changed since the preview: somebody saved or decided "
            "one of its claims. Nothing was imported; look at the new preview and confirm that."
        )
        raise Stale(message, current=file)
    if file.outcome.rows_error and not wishes.only_valid:
        return Imported(file.outcome, file=file)
    rows = [row for row in judgement.rows if row.is_written]
    if not rows:
        return Imported(
            _said(file.outcome, "Nothing in it is new, so nothing was saved."), file=file
        )
    made = _write(rows, judgement, name, file_sha256, wishes, actor)
    message = (
        f"Imported: {made.rows_new} new, {made.rows_changed} changed, {made.rows_unchanged} "
        f"unchanged, {made.rows_left_out} left out."
    )
    return Imported(_said(file.outcome, message), made, file)


def sha256_of(data: bytes) -> str:
    """Return the hash by which a file is known."""
    return hashlib.sha256(data).hexdigest()


def seal_of(judgement: Judgement) -> str:
    """Return a hash of everything that importing the judged rows would read and write."""
    told: list[Any] = []
    for row in judgement.rows:
        target = row.target
        stored = [
            target.item.pk,
            str(target.draft.pk) if target.draft else "",
            target.draft.revision if target.draft else 0,
            target.version.pk if target.version else 0,
        ] if target else []  # fmt: skip
        paper = row.paper.key if row.paper else ""
        told.append([row.number, row.kind, stored, paper, row.content])
    return sha256_hex(canonical_json(told))


def one_at_a_time(name: str) -> None:
    """Wait until nobody else does what `name` says, and keep others waiting until the commit."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [name])


def _earlier(file_sha256: str, actor: "Person") -> Import | None:
    imports = Import.objects.filter(imported_by=actor, file_sha256=file_sha256, undoing=None)
    return imports.filter(rows_left_out=0).first()


def _twice(earlier: Import) -> Outcome:
    message = (
        f"This very file was imported on {earlier.imported_at:%d %B %Y at %H:%M} UTC. Nothing was "
        "written again."
    )
    rows = earlier.rows_total
    return Outcome(
        ACCEPT_WARN, "imported_before", message, rows, rows, 0,
        warnings=[Finding("imported_before", message)],
        changes={"new": 0, "changed": 0, "unchanged": rows, "both_sides": 0},
    )  # fmt: skip


def _said(outcome: Outcome, message: str) -> Outcome:
    return replace(outcome, message=message)


def _write(
    rows: Sequence[JudgedRow], judgement: Judgement, name: str, file_sha256: str,
    wishes: Wishes, actor: "Person",
) -> Import:  # fmt: skip
    """Write the rows as drafts, and the record of the import with them."""
    if wishes.submits and len(rows) > MOST_SUBMITTED:
        raise Denied(
            f"At most {MOST_SUBMITTED:,} rows are imported and submitted in one step, and these "
            f"are {len(rows):,}. Import them as drafts, or split the file. Nothing was saved."
        )
    _enter_papers(rows, actor)
    drafts = _start(rows, actor) | _save(rows, actor) | _revise(rows, name, wishes, actor)
    counts = judgement.counts
    made = Import.objects.create(
        file_name=name,
        file_sha256=file_sha256,
        imported_by=actor,
        imported_at=clock.now(),
        rows_total=len(judgement.rows),
        rows_new=counts["new"],
        rows_changed=counts["changed"],
        rows_unchanged=counts["unchanged"],
        rows_left_out=len(judgement.rows) - len(rows) - counts["unchanged"],
        submitted=wishes.submits,
        reason=wishes.reason,
    )
    ImportedRow.objects.bulk_create(_record(made, row, drafts[row.number]) for row in rows)
    data = {"file": file_sha256, "new": counts["new"], "changed": counts["changed"]}
    events.record(stream=f"import:{made.pk}", verb="import", data=data, actor=actor)
    if wishes.submits:
        for row in rows:
            draft = drafts[row.number]
            submit(
                draft=draft, revision=draft.revision, interests=wishes.interests,
                why_separate=row.said.why_separate, actor=actor,
            )  # fmt: skip
    return made


def _enter_papers(rows: Sequence[JudgedRow], actor: "Person") -> None:
    """Enter the papers that the rows bring, and let the rows name them."""
    papers = list({row.paper: None for row in rows if isinstance(row.paper, NewPaper)})
    new = [NewCitation(paper.kind, paper.title, dict(paper.identifiers)) for paper in papers]
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


def _revise(
    rows: Sequence[JudgedRow], name: str, wishes: Wishes, actor: "Person"
) -> dict[int, Draft]:
    revisions: dict[int, Revision] = {}
    for row in rows:
        if row.target and row.target.draft is None and row.target.version is not None:
            revisions[row.number] = Revision(row.target.version, _paper(row), row.content)
    reason = wishes.reason or f"Changed in a spreadsheet: {name}"
    drafts = (
        revise_all(revisions=list(revisions.values()), reason=reason, actor=actor)
        if revisions
        else []
    )
    return dict(zip(revisions, drafts, strict=True))


def _record(made: Import, row: JudgedRow, draft: Draft) -> ImportedRow:
    edited = row.target is not None and row.target.draft is not None
    return ImportedRow(
        of=made,
        number=row.number,
        kind=row.kind,
        item_id=draft.item_id,
        draft=draft,
        revision=draft.revision,
        citation_id=draft.citation_id,
        content=draft.content,
        before=row.target.content if row.target and edited else None,
        citation_before=row.target.paper if row.target and edited else None,
        curator=row.curator,
        said_sha256=row.said_sha256,
    )
