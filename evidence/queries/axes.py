"""The sides of pictures: facets of some versions, their values counted, broader terms included."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import BigIntegerField
from django.db.models.expressions import RawSQL

from evidence.models import Term

from .facets import Facet
from .groups import Claims, groups_of, numbers_along


@dataclass
class Axis:
    """One facet, its claims by value, and the terms behind the values.

    A value is the number of a term, with everything narrower, or a listed word.
    """

    facet: Facet
    claims: dict[str, int] = field(default_factory=dict)
    terms: dict[str, Term] = field(default_factory=dict)
    exact: bool = False
    _within: dict[str, tuple[str, ...]] = field(default_factory=dict, repr=False)

    def parent(self, key: str) -> str:
        """Return the value under which `key` is rolled up, or "" at the top."""
        return next((wider for wider in self._wider(key) if wider in self.claims), "")

    @property
    def tops(self) -> list[str]:
        """The values that are rolled up under no other."""
        return [key for key in self.claims if not self.parent(key)]

    def label_of(self, key: str) -> str:
        """Return what people read for a value; a term is called what it is called today."""
        return self.terms[key].label if key in self.terms else self.facet.label_of(key)

    def within(self, values: str) -> tuple[str, ...]:
        """Return every value that a claim with these values counts for, once."""
        if values not in self._within:
            found = dict.fromkeys(values.split())
            waiting = [] if self.exact else list(found)
            while waiting:
                new = [key for key in self._wider(waiting.pop()) if key not in found]
                found |= dict.fromkeys(new)
                waiting += new
            self._within[values] = tuple(found)
        return self._within[values]

    def count(self, numbers: Mapping[str, int]) -> None:
        """Add claims by all the values they have."""
        for values, number in numbers.items():
            for key in self.within(values):
                self.claims[key] = self.claims.get(key, 0) + number

    def _wider(self, key: str) -> list[str]:
        term = self.terms.get(key)
        return [str(pk) for pk in (term.broader_id, term.replaced_by_id) if pk] if term else []


def axes_of(
    facets: Sequence[Facet], numbers: Sequence[Mapping[str, int]], *, exact: bool = False
) -> list[Axis]:
    """Return an axis for each facet, given its claims by all the values they have; one query."""
    axes = [Axis(facet, exact=exact) for facet in facets]
    name_terms(axes, (values for own in numbers for values in own))
    for axis, own in zip(axes, numbers, strict=True):
        axis.count(own)
    return axes


def count_axes(claims: Claims, facets: Sequence[Facet], *, exact: bool = False) -> list[Axis]:
    """Return each facet with the claims of every value it has among `claims`; two queries."""
    groups = groups_of(claims, *((facet.name,) for facet in facets))
    return axes_of(facets, [numbers_along(some, 0) for some in groups], exact=exact)


_ABOVE = """
    WITH RECURSIVE above (id) AS (
        SELECT unnest(%s::bigint[])
    UNION
        SELECT wider.id FROM above JOIN evidence_term term ON term.id = above.id
        JOIN LATERAL (VALUES (term.broader_id), (term.replaced_by_id)) wider (id)
            ON wider.id IS NOT NULL
    ) SELECT id FROM above
    """


def name_terms(axes: Sequence[Axis], values: Iterable[str]) -> None:
    """Give `axes` the terms that are among `values`, and all that are broader, in one query."""
    numbers = {int(key) for some in values for key in some.split() if key.isdigit()}
    above = RawSQL(_ABOVE, [sorted(numbers)], output_field=BigIntegerField())
    terms = {str(term.pk): term for term in Term.objects.filter(pk__in=above)}
    for axis in axes:
        axis.terms = {
            key: term for key, term in terms.items() if term.vocabulary == axis.facet.vocabulary
        }
