"""What an export holds: the claims of a list as its reader may see them, some at a time.

Accepted versions are copied from the rows that were printed for releases, where they were; every
other row is made on the way. Memory does not grow with the list.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal, TypeAlias
from uuid import UUID

import orjson
from django.core.exceptions import EmptyResultSet
from django.db import connection, transaction
from django.db.models import Max, QuerySet

from evidence.models import Draft, Version
from evidence.queries.facets import Filters
from evidence.queries.items import listing_of, matching
from exchange.layout import WORKING_NAMES, WORKING_ONLY
from exchange.working_rows import (
    ACCEPTED_ONCE,
    Told,
    standing_cells,
    told_as_printed,
    told_of_draft,
    told_of_version,
)
from ground.escaping import csv_line
from releases.columns import LAYOUT
from releases.queries.printing import OUTDATED, copied, is_true
from releases.writers.xlsx import LONGEST_CELL
from reviews.queries.judged import reviewed_by

if TYPE_CHECKING:
    from accounts.models import Person

Kind: TypeAlias = Literal["csv", "json"]
Params: TypeAlias = tuple[Any, ...]
_AT_ONCE = 1_000


@dataclass(frozen=True)
class Wanted:
    """What is to be exported: which claims, for whom, and with which drafts of theirs.

    `filters` and `accessions` narrow the list of claims as the list's page does. Own open drafts
    stand for their items where `has_drafts`; they are not searched, so they do not go with filters.
    """

    reader: "Person | None"
    filters: Filters = field(default_factory=Filters)
    accessions: tuple[int, ...] = ()
    has_claims: bool = True
    has_drafts: bool = False

    def versions(self) -> QuerySet[Version]:
        """Return the versions that are exported."""
        if not self.has_claims:
            return Version.objects.none()
        versions = matching(listing_of(self.reader).versions, self.filters)
        if self.accessions:
            versions = versions.filter(item__number__in=self.accessions)
        if self.has_drafts:
            versions = versions.exclude(item__in=self.drafts().values("item"))
        return versions

    def drafts(self) -> QuerySet[Draft]:
        """Return the drafts that are exported."""
        if not self.has_drafts:
            return Draft.objects.none()
        return Draft.objects.visible_to(self.reader).open()


def how_many(wanted: Wanted) -> int:
    """Return how many rows the export has."""
    return wanted.versions().count() + wanted.drafts().count()


def last_change(wanted: Wanted) -> datetime | None:
    """Return when any row of the export was last changed, None where it has no rows."""
    moments = (
        wanted.versions().aggregate(at=Max("standing__since"))["at"],
        wanted.drafts().aggregate(at=Max("saved_at"))["at"],
    )
    return max((moment for moment in moments if moment), default=None)


# Of accepted versions the printed row, unless a cell of it might be too long for a cell, or
# something became of its paper since it was submitted.
_WANTED = """
    ({versions} UNION ALL {drafts}) wanted (version, draft, place, status)
    LEFT JOIN releases_printed_row printed ON printed.version_id = wanted.version
        AND printed.layout = {layout} AND wanted.status = 'accepted'
        AND octet_length(printed.csv) <= {longest} {current}
    """


def select_of(wanted: Wanted, kind: Kind) -> tuple[str, Params]:
    """Return the SELECT of the rows, with version, draft and status of each, and its parameters.

    A row is NULL where it was not printed.
    """
    found, params = _found(wanted)
    sql = (
        "SELECT wanted.version, wanted.draft, wanted.status, "
        f"replace(printed.{kind}, chr(31), %s) AS line FROM {found} "
        "ORDER BY wanted.place, wanted.draft, wanted.version"
    )
    return sql, (_between(kind), *params)


def _found(wanted: Wanted) -> tuple[str, Params]:
    versions, of_versions = _sql(
        wanted.versions().order_by().values_list("pk", "item__number", "standing__status"),
        "SELECT id, NULL::uuid, number, status FROM ({}) listed (id, number, status)",
        "SELECT 0::bigint, NULL::uuid, 0, '' WHERE false",
    )
    drafts, of_drafts = _sql(
        wanted.drafts().order_by().values_list("pk", "item__number"),
        "SELECT NULL::bigint, id, number, 'draft' FROM ({}) listed (id, number)",
        "SELECT 0::bigint, NULL::uuid, 0, '' WHERE false",
    )
    current = OUTDATED.format(version="wanted.version")
    sql = _WANTED.format(
        versions=versions, drafts=drafts, layout=LAYOUT, longest=LONGEST_CELL, current=current
    )
    return sql, (*of_versions, *of_drafts)


def _sql(rows: QuerySet[Any, Any], around: str, otherwise: str) -> tuple[str, Params]:
    try:
        sql, params = rows.query.sql_with_params()
    except EmptyResultSet:
        return otherwise, ()
    return around.format(sql), params


def _between(kind: Kind) -> str:
    """Return what stands between the first and the other cells of an accepted version."""
    said = standing_cells("accepted")
    cells = {column.name: said.get(column.name, "") for column in WORKING_ONLY}
    if kind == "csv":
        return f",{csv_line(cells.values())},"
    return f",{orjson.dumps(cells).decode()[1:-1]},"


def blocks(wanted: Wanted, kind: Kind) -> Iterator[tuple[bytes, int]]:
    """Yield the rows as UTF-8 with line ends, some at a time, with how many they are.

    Where all were printed, PostgreSQL copies them while they are written here.
    """
    found, params = _found(wanted)
    is_printed = f"SELECT NOT EXISTS (SELECT FROM {found} WHERE printed.version_id IS NULL)"
    if is_true(is_printed, params):
        sql, params = select_of(wanted, kind)
        yield from copied(f"SELECT line FROM ({sql}) made", params)
        return
    for some in lines(wanted, kind):
        yield "".join([f"{line}\n" for line in some]).encode(), len(some)


def lines(wanted: Wanted, kind: Kind) -> Iterator[list[str]]:
    """Yield the rows in the order of accessions, some at a time: CSV records or JSON objects."""
    for rows in _rows(wanted, kind):
        printed = [line for _, _, _, line in rows if line is not None]
        if len(printed) == len(rows):
            yield printed
            continue
        made = _made([row for row in rows if row[3] is None])
        yield [line or _line(made[version or draft], kind) for version, draft, _, line in rows]


_Row: TypeAlias = tuple[int | None, UUID | None, str, str | None]


def _rows(wanted: Wanted, kind: Kind) -> Iterator[list[_Row]]:
    sql, params = select_of(wanted, kind)
    with transaction.atomic(), connection.chunked_cursor() as cursor:
        cursor.execute(sql, params)
        while rows := cursor.fetchmany(_AT_ONCE):
            yield rows


def _line(one: Told, kind: Kind) -> str:
    if kind == "csv":
        return csv_line(one.cells)
    return orjson.dumps(dict(zip(WORKING_NAMES, one.cells, strict=True))).decode()


def told(wanted: Wanted) -> Iterator[Told]:
    """Yield what is said of each claim, with its answers: for workbooks with long tables."""
    for rows in _rows(wanted, "json"):
        made = _made(rows)
        for version, draft, _, _ in rows:
            yield made[version or draft]


_Made: TypeAlias = dict[int | UUID | None, Told]


def _made(rows: Sequence[_Row]) -> _Made:
    """Return what is said of these versions and drafts; cells that were printed are taken over."""
    drafts = [draft for _, draft, _, _ in rows if draft]
    return {**_made_of_versions(rows), **_made_of_drafts(drafts)}


def _made_of_versions(rows: Sequence[_Row]) -> _Made:
    judged = [
        version
        for version, _, status, line in rows
        if version and not line and status in ACCEPTED_ONCE
    ]
    reviewers = reviewed_by(judged) if judged else {}
    known = {version: (status, line) for version, _, status, line in rows if version}
    texts = Version.objects.filter(pk__in=known).order_by()
    made: _Made = {}
    fields = ("pk", "document", "document_sha256", "citation__status")
    for pk, text, sha256, paper in texts.values_list(*fields):
        document, (status, line) = orjson.loads(text), known[pk]
        if line:
            cells = list(orjson.loads(line).values())
            made[pk] = told_as_printed(document, cells)
        else:
            made[pk] = told_of_version(
                document,
                status=status,
                reviewed_by=reviewers.get(pk),
                document_sha256=sha256,
                paper_status=paper,
            )
    return made


def _made_of_drafts(ids: Sequence[UUID]) -> _Made:
    drafts = Draft.objects.filter(pk__in=ids).select_related("item", "citation")
    return {draft.pk: told_of_draft(draft) for draft in drafts} if ids else {}
