"""The sides of pictures: facets of some versions, their values counted, broader terms included."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

from evidence.models import Term, Version

from .bits import composed
from .facets import Facet


@dataclass
class Axis:
    """One facet, its claims by value, and the terms behind the values.

    A value is the number of a term, with everything narrower, or a listed word.
    """

    facet: Facet
    claims: dict[str, int] = field(default_factory=dict)
    terms: dict[str, Term] = field(default_factory=dict)

    def parent(self, key: str) -> str:
        """Return the value under which `key` is rolled up, or "" at the top."""
        term = self.terms.get(key)
        wider = (term.broader_id or term.replaced_by_id) if term else None
        return str(wider) if wider and str(wider) in self.claims else ""

    @property
    def tops(self) -> list[str]:
        """The values that are rolled up under no other."""
        return [key for key in self.claims if not self.parent(key)]

    def label_of(self, key: str) -> str:
        """Return what people read for a value; a term is called what it is called today."""
        return self.terms[key].label if key in self.terms else self.facet.label_of(key)


# `links` say which value of which facet each version has, once; a broader term has the versions
# of the narrower ones.
_LINKS = """
    WITH RECURSIVE matching (id) AS MATERIALIZED (%(matching)s
    ), above (term_id, ancestor_id) AS (
        SELECT id, id FROM evidence_term WHERE vocabulary = ANY(%(vocabularies)s)
    UNION
        SELECT above.term_id, wider.id FROM above
        JOIN evidence_term term ON term.id = above.ancestor_id
        JOIN LATERAL (VALUES (term.broader_id), (term.replaced_by_id)) wider (id)
            ON wider.id IS NOT NULL AND %(narrower)s
    ), links (role, key, version_id) AS MATERIALIZED (
        SELECT DISTINCT role, ancestor_id::text, version_id FROM evidence_version_term
        JOIN above USING (term_id)
        WHERE role = ANY(%(roles)s) AND version_id IN (SELECT id FROM matching)
    UNION ALL
        SELECT role, value, version_id FROM evidence_version_choice
        WHERE role = ANY(%(roles)s) AND version_id IN (SELECT id FROM matching)
    )"""


def links_of(versions: QuerySet[Version], facets: Sequence[Facet], *, exact: bool) -> str:
    """Return `WITH …` for the links of `versions` along `facets`; "" where there can be none."""
    try:
        ids = versions.order_by().values_list("pk").query.sql_with_params()
    except EmptyResultSet:
        return ""
    return _LINKS % {
        "matching": composed(*ids),
        "vocabularies": composed("%s::text[]", [[f.vocabulary for f in facets if f.vocabulary]]),
        "narrower": "false" if exact else "true",
        "roles": composed("%s::text[]", [[facet.name for facet in facets]]),
    }


def count_axes(
    versions: QuerySet[Version], facets: Sequence[Facet], *, exact: bool = False
) -> list[Axis]:
    """Return each facet with the claims of every value it has among `versions`; one query.

    Who shows or rolls up the values names their terms first.
    """
    axes = {facet.name: Axis(facet) for facet in facets}
    if links := links_of(versions, facets, exact=exact):
        with connection.cursor() as cursor:
            cursor.execute(links + " SELECT role, key, count(*) FROM links GROUP BY role, key")
            for role, key, claims in cursor.fetchall():
                axes[role].claims[key] = claims
    return list(axes.values())


def name_terms(axes: Iterable[Axis]) -> None:
    """Fill in the terms behind the values of `axes`, in one query."""
    axes = list(axes)
    numbers = {int(key) for axis in axes for key in axis.claims if key.isdigit()}
    terms = Term.objects.in_bulk(numbers)
    for axis in axes:
        axis.terms = {key: terms[int(key)] for key in axis.claims if key.isdigit()}
