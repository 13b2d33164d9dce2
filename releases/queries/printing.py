"""Flat rows of accepted versions: printed once, then only copied."""

from collections.abc import Generator, Iterator, Sequence
from typing import Any, Literal, NamedTuple, TypeAlias

import orjson
from django.core.exceptions import EmptyResultSet
from django.db import connection, transaction
from django.db.models import QuerySet
from psycopg import Copy

from evidence.enums import PUBLICATION_STATUSES
from evidence.models import Version
from ground.canonical import sha256_hex
from ground.escaping import csv_line
from releases.columns import FIRST, JOINT, LAYOUT
from releases.models import Release
from releases.rows import row_of
from reviews.queries.judged import reviewed_by

Kind: TypeAlias = Literal["csv", "json"]
_AT_ONCE = 1_000
_FIRST = len(FIRST)

_LINES = """
    SELECT replace(printed.{kind}, chr(31), ',') AS line, wanted.id
    FROM ({versions}) wanted (id, place)
    LEFT JOIN releases_printed_row printed
        ON printed.version_id = wanted.id AND printed.layout = {layout} {current}
    ORDER BY wanted.place
    """

_DOCUMENTS = """
    SELECT version.document FROM ({versions}) wanted (id, place)
    JOIN evidence_version version ON version.id = wanted.id ORDER BY wanted.place
    """

# Rows printed of a paper that something became of say what was known of it at submission.
OUTDATED = """
    AND {version} NOT IN (
        SELECT version.id FROM evidence_version version
        JOIN evidence_citation_status noted ON noted.citation_id = version.citation_id
        WHERE noted.status IN ('corrected', 'concern', 'retracted'))
    """

_COPY = "COPY releases_printed_row (version_id, layout, csv, json) FROM STDIN"


class Printed(NamedTuple):
    """A printed row as its table takes it in, see `releases.models.PrintedRow`."""

    version_id: int
    layout: int
    csv: str
    json: str


class Wanted(NamedTuple):
    """Which versions make a table: SQL for their id and place in it, and its parameters."""

    sql: str
    params: tuple[Any, ...]


def of_release(release: Release) -> Wanted:
    """Return the versions of a release in its order."""
    sql = "SELECT version_id, place FROM releases_release_version WHERE release_id = %s"
    return Wanted(sql, (release.pk,))


def of_accepted() -> Wanted:
    """Return everything that is accepted and public now, in the order of accessions.

    Says the same as `queries.accepted.accepted`, without a look at the wide rows of versions.
    """
    sql = """
        SELECT standing.version_id, item.number FROM evidence_standing standing
        JOIN reviews_publication publication ON publication.version_id = standing.version_id
            AND publication.public_until IS NULL
        JOIN evidence_item item ON item.id = standing.item_id
        WHERE standing.status = 'accepted'
        """
    return Wanted(sql, ())


def of_versions(versions: QuerySet[Version]) -> Wanted:
    """Return accepted `versions` in the order of accessions."""
    rows = versions.order_by().values_list("id", "item__number")
    try:
        return Wanted(*rows.query.sql_with_params())
    except EmptyResultSet:
        return Wanted("SELECT 0, 0 WHERE false", ())


def select_of(wanted: Wanted, kind: Kind, *, as_known_now: bool = False) -> str:
    """Return the SELECT of a table's printed rows: the line, or NULL, and the version's id."""
    current = OUTDATED.format(version="wanted.id") if as_known_now else ""
    return _LINES.format(kind=kind, versions=wanted.sql, layout=LAYOUT, current=current)


def lines(wanted: Wanted, kind: Kind, *, as_known_now: bool = False) -> Iterator[list[str]]:
    """Yield the rows of a table in its order, some at a time: CSV records or JSON objects.

    What was never printed is made on the way and not kept. Memory does not grow with the table.
    `citation_status` says what was known at submission; `as_known_now`, what is known today.
    """
    sql = select_of(wanted, kind, as_known_now=as_known_now)
    with transaction.atomic(), connection.chunked_cursor() as cursor:
        cursor.execute(sql, wanted.params)
        while rows := cursor.fetchmany(_AT_ONCE):
            missing = [version_id for line, version_id in rows if line is None]
            if not missing:
                yield [line for line, _ in rows]
                continue
            found = made_now(missing, as_known_now=as_known_now)
            made = {row.version_id: getattr(row, kind) for row in found}
            yield [line or made[pk].replace(JOINT, ",") for line, pk in rows]


_STATE = """
    SELECT count(*), sum(hashint8extended(id, 1)::numeric), sum(hashint8extended(id, 2)::numeric),
        (SELECT concat(count(*), ' ', max(noted_at)) FROM evidence_citation_status WHERE {current})
    FROM ({versions}) wanted (id, place)
    """


def state_of(wanted: Wanted, *, as_known_now: bool = False) -> str:
    """Return what differs when the lines of a table do: a hash of which versions it holds and,
    `as_known_now`, of what became of papers.

    Versions never change, so nothing wide is read. It tells nothing but of what everybody reads.
    """
    sql = _STATE.format(versions=wanted.sql, current="true" if as_known_now else "false")
    with connection.cursor() as cursor:
        cursor.execute(sql, wanted.params)
        return sha256_hex(f"{LAYOUT} {cursor.fetchone()}")


def blocks(wanted: Wanted, kind: Kind) -> Iterator[bytes]:
    """Yield the same rows as UTF-8 with line ends, some at a time, in the quickest way there is.

    Where all were printed, PostgreSQL copies them while they are written here.
    """
    if is_true(_ALL_PRINTED.format(versions=wanted.sql, layout=LAYOUT), wanted.params):
        sql = select_of(wanted, kind)
        select = f"SELECT line FROM ({sql}) made"
        yield from (block for block, _ in copied(select, wanted.params))
        return
    for some in lines(wanted, kind):
        yield "".join([f"{line}\n" for line in some]).encode()


_ALL_PRINTED = """
    SELECT NOT EXISTS (
        SELECT FROM ({versions}) wanted (id, place) LEFT JOIN releases_printed_row printed
            ON printed.version_id = wanted.id AND printed.layout = {layout}
        WHERE printed.version_id IS NULL
    )
    """
# COPY quotes a text with line ends in U+0001, which no text holds; it is taken out again.
_COPY_OUT = "COPY ({select}) TO STDOUT (FORMAT csv, QUOTE E'\\x01', DELIMITER E'\\x02')"
_QUOTE = b"\x01"


def copied(select: str, params: tuple[Any, ...]) -> Iterator[tuple[bytes, int]]:
    """Yield the texts of a SELECT of one column, each with a line end, as PostgreSQL sends them.

    Some come at a time, with how many they are.
    """
    sql = _COPY_OUT.format(select=select)
    # The cursor inside Django's: the outer one, while queries are recorded, takes no parameters.
    with connection.cursor() as cursor, cursor.cursor.copy(sql, params) as copy:
        while some := copy.connection.wait(_arriving(copy)):
            yield b"".join(some).replace(_QUOTE, b""), len(some)


def _arriving(copy: Copy) -> Generator[Any, Any, list[Any]]:
    """Take the next rows of a COPY, for the connection to wait on.

    `copy.read` does the same for one row: asked a hundred thousand times, as much time goes into
    the asking as into the rows.
    """
    some: list[Any] = []
    while len(some) < _AT_ONCE and (row := (yield from copy._read_gen())):
        some.append(row)
    return some


def is_true(select: str, params: tuple[Any, ...]) -> bool:
    """Return what a SELECT of one truth value says."""
    with connection.cursor() as cursor:
        cursor.execute(select, params)
        return bool(cursor.fetchone()[0])


def documents(wanted: Wanted) -> Iterator[Any]:
    """Yield the parsed documents of a table's versions in its order, a few in memory at a time."""
    sql = _DOCUMENTS.format(versions=wanted.sql)
    with transaction.atomic(), connection.chunked_cursor() as cursor:
        cursor.execute(sql, wanted.params)
        while rows := cursor.fetchmany(_AT_ONCE):
            for (document,) in rows:
                yield orjson.loads(document)


def print_missing(wanted: Wanted) -> int:
    """Print and keep the rows of a table that were never printed; return how many they were.

    The caller sees to it that nobody else does the same at the same time.
    """
    printed = 0
    # EXCEPT looks at what is printed once. An anti-join planned while little was printed would
    # look again for every row, at a table that grows under it.
    sql = (
        f"SELECT id FROM ({wanted.sql}) wanted (id, place) EXCEPT SELECT version_id "
        f"FROM releases_printed_row WHERE layout = {LAYOUT} ORDER BY id"
    )
    with transaction.atomic(), connection.chunked_cursor() as cursor:
        cursor.execute(sql, wanted.params)
        while rows := cursor.fetchmany(_AT_ONCE):
            made = made_now([version_id for (version_id,) in rows])
            _keep(made)
            printed += len(made)
    return printed


def _keep(rows: Sequence[Printed]) -> None:
    with connection.cursor() as cursor, cursor.copy(_COPY) as copy:
        for row in rows:
            copy.write_row(row)


def made_now(version_ids: Sequence[int], *, as_known_now: bool = False) -> list[Printed]:
    """Return the rows of these versions, made from their documents, in two queries."""
    reviewers = reviewed_by(version_ids)
    frozen = Version.objects.filter(pk__in=version_ids)
    texts = frozen.order_by().values_list("pk", "document", "document_sha256", "citation__status")
    return [
        _row(pk, document, sha256, reviewers[pk], status if as_known_now else "")
        for pk, document, sha256, status in texts
    ]


def _row(version_id: int, document: str, sha256: str, reviewers: int, paper: str = "") -> Printed:
    row = row_of(orjson.loads(document), reviewed_by=reviewers, document_sha256=sha256)
    if paper:
        row["citation_status"] = PUBLICATION_STATUSES.label_of(paper)
    cells = list(row.values())
    names = list(row)
    csv, json = (
        [csv_line(part) for part in (cells[:_FIRST], cells[_FIRST:])],
        [
            orjson.dumps(dict(zip(*part, strict=True))).decode()
            for part in ((names[:_FIRST], cells[:_FIRST]), (names[_FIRST:], cells[_FIRST:]))
        ],
    )
    return Printed(version_id, LAYOUT, JOINT.join(csv), f"{json[0][:-1]}{JOINT}{json[1][1:]}")
