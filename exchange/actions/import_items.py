"""Importing a file: what was judged becomes drafts, all of it or nothing, and once."""

import hashlib
import uuid
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from django.db import connection, transaction

from exchange.judging.findings import ACCEPT_WARN, Finding, Outcome
from exchange.models import Import
from exchange.policies import why_not_import, why_not_want_reviewers
from exchange.queries.files import JudgedFile, judge_file
from exchange.queries.judgement import Asked, Judgement
from ground.canonical import canonical_json, sha256_hex
from ground.errors import Denied, Stale
from reviews.policies.submission import NO_INTERESTS

from .write_rows import Progress, Source, quiet, write_rows

if TYPE_CHECKING:
    from accounts.models import Person

NOTHING_NEW = "Nothing in it is new, so nothing was saved."


@dataclass(frozen=True)
class Wishes:
    """How a file is to be imported.

    `upload` and `preview` are the file that was looked at and the seal of the preview that was
    confirmed, None and "" where nothing was shown. `reviewers` is how many review each row that
    is begun, None for as many as everywhere here; of one, `share_with_two` per cent get two.
    """

    only_valid: bool = False
    submits: bool = False
    interests: str = NO_INTERESTS
    reason: str = ""
    preview: str = ""
    columns: dict[str, str] = field(default_factory=dict)
    choices: dict[str, dict[str, str]] = field(default_factory=dict)
    reviewers: int | None = None
    share_with_two: int = 0
    upload: uuid.UUID | None = None


@dataclass
class Imported:
    """What came of it: the outcome, the record where something was written, the judged file.

    `waits` says that there were more rows than were to be written at once, and none was.
    """

    outcome: Outcome
    made: Import | None = None
    file: JudgedFile | None = None
    waits: bool = False


@transaction.atomic
def import_file(
    *,
    data: bytes,
    name: str,
    wishes: Wishes,
    most: int | None = None,
    progress: Progress = quiet,
    actor: "Person",
) -> Imported:
    """Import the file `data` as drafts of `actor` and return what came of it.

    All rows or none; with `only_valid` the rows without errors. What was imported already is
    written no second time: the first import is returned. Raises Stale where what would be
    written is no longer what the preview showed. More than `most` rows are left for the worker;
    `progress` is told how far it is, and what it raises undoes everything.
    """
    if sentence := why_not_import(actor):
        raise Denied(sentence)
    if sentence := why_not_want_reviewers(wishes.reviewers, wishes.share_with_two, actor):
        raise Denied(sentence)
    one_at_a_time(f"imports of {actor.pk}")
    file_sha256 = sha256_of(data)
    if earlier := _earlier(file_sha256, wishes, actor):
        return Imported(_twice(earlier), earlier)
    progress("Reading the file and comparing it with what is here", 0, 0)
    asked = Asked(wishes.choices, wishes.submits)
    file = judge_file(data, name=name, columns=wishes.columns, asked=asked, actor=actor)
    judgement = file.judgement
    if judgement is None or judgement.header.refusals or not judgement.rows:
        return Imported(file.outcome, file=file)
    _refuse_changed(file, judgement, wishes)
    if file.outcome.rows_error and not wishes.only_valid:
        return Imported(file.outcome, file=file)
    rows = [row for row in judgement.rows if row.is_written]
    if not rows:
        return Imported(replace(file.outcome, message=NOTHING_NEW), file=file)
    if most is not None and len(rows) > most:
        return Imported(file.outcome, file=file, waits=True)
    source = Source(name, file_sha256, judgement, wishes.upload, wishes.preview)
    made = write_rows(rows=rows, source=source, wishes=wishes, progress=progress, actor=actor)
    return Imported(replace(file.outcome, message=_done(made)), made, file)


def _refuse_changed(file: JudgedFile, judgement: Judgement, wishes: Wishes) -> None:
    if wishes.preview and wishes.preview != seal_of(judgement, wishes):
        message = (
            "What this file would do has changed since the preview: somebody saved or decided "
            "one of its claims, or you said something else about it in another window. Nothing "
            "was imported; look at the new preview and confirm that."
        )
        raise Stale(message, current=file)


def _done(made: Import) -> str:
    return (
        f"Imported: {made.rows_new} new, {made.rows_changed} changed, {made.rows_unchanged} "
        f"unchanged, {made.rows_left_out} left out."
    )


def sha256_of(data: bytes) -> str:
    """Return the hash by which a file is known."""
    return hashlib.sha256(data).hexdigest()


def seal_of(judgement: Judgement, wishes: Wishes) -> str:
    """Return a hash of everything that importing the judged rows would read and write."""
    told: list[Any] = [[wishes.submits, wishes.reviewers, wishes.share_with_two]]
    for row in judgement.rows:
        target = row.target
        stored = [
            target.item.pk,
            str(target.draft.pk) if target.draft else "",
            target.draft.revision if target.draft else 0,
            target.version.pk if target.version else 0,
        ] if target else []  # fmt: skip
        paper = row.paper.key if row.paper else ""
        curator = row.curator.pk if row.curator else 0
        told.append([row.number, row.kind, stored, paper, curator, row.content])
    return sha256_hex(canonical_json(told))


def one_at_a_time(name: str) -> None:
    """Wait until nobody else does what `name` says, and keep others waiting until the commit."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [name])


def _earlier(file_sha256: str, wishes: Wishes, actor: "Person") -> Import | None:
    """Return the import that this one repeats: of the same preview, else of the same file."""
    imports = Import.objects.filter(imported_by=actor, file_sha256=file_sha256, undoing=None)
    if wishes.preview:
        return imports.filter(upload=wishes.upload, preview=wishes.preview).first()
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
