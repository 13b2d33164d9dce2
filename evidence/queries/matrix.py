"""The evidence matrix: claims counted along two facets at once, broader terms included."""

from collections.abc import Iterable
from typing import NamedTuple

from django.db import connection
from django.db.models import QuerySet

from evidence.models import Version

from .axes import Axis, links_of, name_terms
from .bits import composed
from .facets import Facet


class Cell(NamedTuple):
    """What the claims of one cell say: how many by effect, and how direct the best one is."""

    effects: dict[str, int]
    directness: int

    @property
    def claims(self) -> int:
        """How many claims there are; every claim has one effect."""
        return sum(self.effects.values())


_SIDES = """, rows AS MATERIALIZED (SELECT version_id, key FROM links WHERE role = %(rows)s
    ), columns AS MATERIALIZED (SELECT version_id, key FROM links WHERE role = %(columns)s
    )"""
_TOTALS = """
    SELECT 'rows', key, count(*) FROM rows GROUP BY key
    UNION ALL SELECT 'columns', key, count(*) FROM columns GROUP BY key
    """
_CELLS = """
    SELECT rows.key, columns.key, effect.value, count(*), max(direct.value::int)
    FROM rows JOIN columns USING (version_id)
    JOIN evidence_version_choice effect
        ON effect.version_id = rows.version_id AND effect.role = 'effect'
    LEFT JOIN evidence_version_choice direct
        ON direct.version_id = rows.version_id AND direct.role = 'directness'
    WHERE rows.key = ANY(%(row_keys)s::text[]) AND columns.key = ANY(%(column_keys)s::text[])
    GROUP BY rows.key, columns.key, effect.value
    """


class Matrix:
    """Two facets over some versions. Nothing is asked of the database before a method is."""

    def __init__(
        self, versions: QuerySet[Version], rows: Facet, columns: Facet, *, exact: bool = False
    ) -> None:
        self.rows, self.columns = Axis(rows), Axis(columns)
        sides = {"rows": rows.name, "columns": columns.name}
        links = links_of(versions, (rows, columns), exact=exact)
        self._links = links and links + composed(_SIDES, sides)

    def count_axes(self) -> None:
        """Fill both axes: claims by value, rolled up along broader terms; two queries."""
        if not self._links:
            return
        axes = {"rows": self.rows, "columns": self.columns}
        with connection.cursor() as cursor:
            cursor.execute(self._links + _TOTALS)
            for side, key, claims in cursor.fetchall():
                axes[side].claims[key] = claims
        name_terms(axes.values())

    def cells(self, rows: Iterable[str], columns: Iterable[str]) -> dict[tuple[str, str], Cell]:
        """Return the cells of these values that hold claims, in one query."""
        found: dict[tuple[str, str], Cell] = {}
        if not self._links:
            return found
        keys = {"row_keys": list(rows), "column_keys": list(columns)}
        with connection.cursor() as cursor:
            cursor.execute(self._links + composed(_CELLS, keys))
            for row, column, effect, claims, directness in cursor.fetchall():
                cell = found.get((row, column), Cell({}, 0))
                cell.effects[effect] = claims
                best = max(cell.directness, directness or 0)
                found[row, column] = Cell(cell.effects, best)
        return found

    def keys_of(self, version_ids: Iterable[int]) -> dict[int, tuple[set[str], set[str]]]:
        """Return, for each of these versions, its values on both axes, in one query."""
        ids = list(version_ids)
        found: dict[int, tuple[set[str], set[str]]] = {pk: (set(), set()) for pk in ids}
        if not ids or not self._links:
            return found
        with connection.cursor() as cursor:
            sql = """
                SELECT version_id, 0, key FROM rows WHERE version_id = ANY(%s::bigint[])
                UNION ALL
                SELECT version_id, 1, key FROM columns WHERE version_id = ANY(%s::bigint[])
                """
            cursor.execute(self._links + composed(sql, [ids, ids]))
            for pk, side, key in cursor.fetchall():
                found[pk][side].add(key)
        return found
