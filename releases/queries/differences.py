"""How two sets of accepted versions differ: claim by claim, field by field, with the reason."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

import orjson
from django.db import connection

from evidence.models import Item, Version
from releases.columns import FLAT_NAMES
from releases.models import Release

from .printing import Wanted, lines, of_release, of_versions

# What differs by itself with every version, or only repeats the other cells.
_NOT_COMPARED = frozenset({"version", "reading", "document_sha256"})
COMPARED = tuple(name for name in FLAT_NAMES if name not in _NOT_COMPARED)
NOTHING = Wanted("SELECT 0, 0 WHERE false", ())


class FieldChange(NamedTuple):
    """A cell as it was and as it is."""

    field: str
    before: str
    after: str


class ItemChange(NamedTuple):
    """What became of a claim: `kind` is added, changed, corrected or gone.

    `reason` says why a claim is gone, and is "" where nothing here explains it.
    """

    accession: str
    kind: str
    reason: str
    fields: list[FieldChange]


_DIFFERING = """
    WITH was AS (
        SELECT version.id, version.item_id FROM ({before}) wanted (id, place)
        JOIN evidence_version version ON version.id = wanted.id
    ), now AS (
        SELECT version.id, version.item_id FROM ({after}) wanted (id, place)
        JOIN evidence_version version ON version.id = wanted.id
    )
    SELECT item.number, was.id, now.id, coalesce(publication.is_correction, false)
    FROM was FULL JOIN now ON now.item_id = was.item_id
    JOIN evidence_item item ON item.id = coalesce(now.item_id, was.item_id)
    LEFT JOIN reviews_publication publication ON publication.version_id = now.id
    WHERE was.id IS DISTINCT FROM now.id ORDER BY item.number
    """
_ENDS = """
    SELECT DISTINCT ON (item.number) item.number, standing.status, publication.why_ended
    FROM reviews_publication publication
    JOIN evidence_standing standing ON standing.version_id = publication.version_id
    JOIN evidence_item item ON item.id = publication.item_id
    WHERE item.number = ANY(%s) ORDER BY item.number, publication.public_from DESC
    """


def difference(
    before: Wanted, after: Wanted, *, left_out: Mapping[str, str] | None = None
) -> list[ItemChange]:
    """Return what differs, by accession; `left_out` gives reasons for claims kept out of `after`.

    Asks four queries, whatever the number of claims; unchanged claims are never read.
    """
    rows = _differing(before, after)
    ids = [version_id for _, was, now, _ in rows if was and now for version_id in (was, now)]
    cells = _cells(ids)
    reasons = _reasons([number for number, _, now, _ in rows if now is None]) | dict(left_out or {})
    changes = []
    for number, was, now, is_correction in rows:
        accession = Item(number=number).accession
        if was is None:
            changes.append(ItemChange(accession, "added", "", []))
        elif now is None:
            changes.append(ItemChange(accession, "gone", reasons.get(accession, ""), []))
        else:
            kind = "corrected" if is_correction else "changed"
            changes.append(ItemChange(accession, kind, "", _changed(cells[was], cells[now])))
    return changes


def between(before: Release | None, after: Release) -> list[ItemChange]:
    """Return what differs between two releases; the reasons are those `after` was printed with."""
    earlier = of_release(before) if before else NOTHING
    return difference(earlier, of_release(after), left_out=after.manifest.get("gone", {}))


def changed_between(versions: Sequence[int]) -> list[list[FieldChange]]:
    """Return how each of `versions`, by id, differs from the one before it; two queries."""
    cells = _cells(list(versions)) if len(versions) > 1 else {}
    return [_changed(cells[was], cells[now]) for was, now in pairwise(versions)]


def unexplained(changes: Iterable[ItemChange]) -> list[str]:
    """Return the accessions that are gone without a reason."""
    return [change.accession for change in changes if change.kind == "gone" and not change.reason]


def _differing(before: Wanted, after: Wanted) -> list[tuple[int, int | None, int | None, bool]]:
    with connection.cursor() as cursor:
        sql = _DIFFERING.format(before=before.sql, after=after.sql)
        cursor.execute(sql, [*before.params, *after.params])
        return list(cursor.fetchall())


def _cells(version_ids: list[int]) -> dict[int, dict[str, str]]:
    """Return the flat rows of versions by id; of one item there may be two."""
    if not version_ids:
        return {}
    versions = Version.objects.filter(pk__in=version_ids)
    ids = {
        (Item(number=item).accession, str(number)): pk
        for pk, item, number in versions.values_list("pk", "item__number", "number")
    }
    rows = (orjson.loads(line) for chunk in lines(of_versions(versions), "json") for line in chunk)
    return {ids[row["accession"], row["version"]]: row for row in rows}


def _changed(was: Mapping[str, str], now: Mapping[str, str]) -> list[FieldChange]:
    return [
        FieldChange(name, was.get(name, ""), now.get(name, ""))
        for name in COMPARED
        if was.get(name, "") != now.get(name, "")
    ]


def _reasons(numbers: list[int]) -> dict[str, str]:
    """Return why items stopped being public, as far as their last publication says so."""
    with connection.cursor() as cursor:
        cursor.execute(_ENDS, [numbers])
        found = cursor.fetchall()
    return {
        Item(number=number).accession: why
        for number, status, why in found
        if status in ("retired", "merged")
    }
