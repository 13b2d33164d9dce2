"""How what is accepted now differs from a release."""

from typing import NamedTuple

from django.db import connection

from evidence.models import Item
from releases.models import Release

from .accepted import accepted

MOST_SHOWN = 50


class Change(NamedTuple):
    """Claims that differ in one way: how many, and the first of their accessions."""

    total: int
    accessions: list[str]


_CHANGES = """
    WITH held AS (
        SELECT version.item_id, version.id FROM releases_release_version kept
        JOIN evidence_version version ON version.id = kept.version_id WHERE kept.release_id = %s
    ), differing AS (
        SELECT CASE WHEN held.id IS NULL THEN 'new' WHEN now.id IS NULL THEN 'gone'
                    ELSE 'changed' END AS kind, coalesce(now.item_id, held.item_id) AS item_id
        FROM ({accepted}) now (id, item_id) FULL JOIN held ON held.item_id = now.item_id
        WHERE now.id IS DISTINCT FROM held.id
    ), numbered AS (
        SELECT kind, item.number, count(*) OVER (PARTITION BY kind) AS total,
            row_number() OVER (PARTITION BY kind ORDER BY item.number) AS place
        FROM differing JOIN evidence_item item ON item.id = differing.item_id
    )
    SELECT kind, total, number FROM numbered WHERE place <= %s ORDER BY number
    """


def changes_since(release: Release | None) -> dict[str, Change]:
    """Return what is new, changed and gone since `release`, or since there was none."""
    sql, params = accepted().order_by().values_list("id", "item_id").query.sql_with_params()
    changes: dict[str, Change] = {}
    with connection.cursor() as cursor:
        values = [release.pk if release else None, *params, MOST_SHOWN]
        cursor.execute(_CHANGES.format(accepted=sql), values)
        for kind, total, number in cursor.fetchall():
            change = changes.setdefault(kind, Change(total, []))
            change.accessions.append(Item(number=number).accession)
    return changes
