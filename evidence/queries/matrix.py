"""The evidence matrix: claims counted along two facets at once, broader terms included."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

from evidence.models import Term, Version

from .bits import composed
from .facets import Facet

# The values of a facet: the number of a term, with everything narrower, or a listed word.
Keys = Mapping[str, int]


class Cell(NamedTuple):
    """What the claims of one cell say: how many by effect, and how direct the best one is."""

    effects: dict[str, int]
    directness: int

    @property
    def claims(self) -> int:
        """How many claims there are; every claim has one effect."""
        return sum(self.effects.values())


@dataclass
class Axis:
    """One side of the matrix: its facet, its claims by value, and the terms behind the values."""

    facet: Facet
    claims: dict[str, int] = field(default_factory=dict)
    terms: dict[str, Term] = field(default_factory=dict)

    def parent(self, key: str) -> str:
        """Return the value under which `key` is rolled up, or "" at the top."""
        term = self.terms.get(key)
        wider = (term.broader_id or term.replaced_by_id) if term else None
        return str(wider) if wider and str(wider) in self.claims else ""


_LINKS = """
    WITH RECURSIVE matching (id) AS MATERIALIZED (%(matching)s
    ), above (term_id, ancestor_id) AS (
        SELECT id, id FROM evidence_term WHERE vocabulary = ANY(%(vocabularies)s)
    UNION
        SELECT above.term_id, wider.id FROM above
        JOIN evidence_term term ON term.id = above.ancestor_id
        JOIN LATERAL (VALUES (term.broader_id), (term.replaced_by_id)) wider (id)
            ON wider.id IS NOT NULL AND %(narrower)s
    ), rows AS MATERIALIZED (%(rows)s
    ), columns AS MATERIALIZED (%(columns)s
    )"""
_LINKS_OF = """
        SELECT DISTINCT version_id, ancestor_id::text AS key FROM evidence_version_term
        JOIN above USING (term_id)
        WHERE role = %(role)s AND version_id IN (SELECT id FROM matching)
    UNION ALL
        SELECT version_id, value FROM evidence_version_choice
        WHERE role = %(role)s AND version_id IN (SELECT id FROM matching)"""
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
        self._links = self._links_sql(versions, narrower=not exact)

    def count_axes(self) -> None:
        """Fill both axes: claims by value, rolled up along broader terms; two queries."""
        if not self._links:
            return
        axes = {"rows": self.rows, "columns": self.columns}
        with connection.cursor() as cursor:
            cursor.execute(self._links + _TOTALS)
            for side, key, claims in cursor.fetchall():
                axes[side].claims[key] = claims
        numbers = {int(key) for axis in axes.values() for key in axis.claims if key.isdigit()}
        terms = Term.objects.in_bulk(numbers)
        for axis in axes.values():
            axis.terms = {key: terms[int(key)] for key in axis.claims if key.isdigit()}

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

    def _links_sql(self, versions: QuerySet[Version], *, narrower: bool) -> str:
        try:
            ids = versions.order_by().values_list("pk").query.sql_with_params()
        except EmptyResultSet:
            return ""
        axes = (self.rows.facet, self.columns.facet)
        vocabularies = [facet.vocabulary for facet in axes if facet.vocabulary]
        return _LINKS % {
            "matching": composed(*ids),
            "vocabularies": composed("%s::text[]", [vocabularies]),
            "narrower": "true" if narrower else "false",
            "rows": composed(_LINKS_OF, {"role": axes[0].name}),
            "columns": composed(_LINKS_OF, {"role": axes[1].name}),
        }
