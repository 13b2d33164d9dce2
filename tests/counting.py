"""What is counted or sorted ahead of the list, compared with the list itself."""

from typing import Any

from django.db.models import Count

from evidence.list_columns import ORDERS, Order
from evidence.models import Citation, Standing, Term, VersionTerm
from evidence.queries.counts import standings
from evidence.queries.facets import FACETS, Filters
from evidence.queries.items import Listing, matching, page_of
from evidence.queries.named import claims_of_papers, uses
from evidence.queries.sorted_pages import sorted_page
from evidence.queries.terms import with_narrower


def compare_named(listing: Listing) -> None:
    """Assert the numbers of papers and terms to be what counting claims one by one gives."""
    papers = list(Citation.objects.all())
    made = dict(listing.versions.order_by().values_list("citation").annotate(Count("pk")))
    assert claims_of_papers(listing, papers) == {one.pk: made.get(one.pk, 0) for one in papers}
    shown = set(listing.versions.values_list("pk", flat=True))
    found: dict[int, dict[str, set[int]]] = {}
    for row in VersionTerm.objects.filter(version__in=shown, role__in=FACETS):
        by_role = found.setdefault(row.term_id, {})
        for role in (row.role, ""):
            by_role.setdefault(role, set()).add(row.version_id)
    terms = list(Term.objects.values_list("pk", flat=True))
    expected: dict[int, dict[str, int]] = {}
    for root, below in with_narrower(terms).items():
        roles = {role for one in below for role in found.get(one, {})}
        together = {role: set[int]().union(*(found.get(one, {}).get(role, ()) for one in below))
                    for role in roles}  # fmt: skip
        expected[root] = {role: len(versions) for role, versions in together.items()}
    assert uses(listing, terms) == expected


def compare_standings() -> None:
    """Assert the number of versions at each status to be that of their rows."""
    rows = Standing.objects.order_by().values_list("status").annotate(Count("pk"))
    assert standings() == dict(rows)


def compare_sorted(listing: Listing, filters: Filters, turn: int) -> None:
    """Assert a page in the order whose turn it is to be that of the versions themselves."""
    order = Order(list(ORDERS)[turn % len(ORDERS)], descending=turn // len(ORDERS) % 2 == 1)
    whole = _numbers(sorted_page(listing, filters, order))
    versions = matching(listing.versions, filters)
    assert whole == _numbers(page_of(versions, order=order))
    for place in {0, len(whole) // 2, len(whole) - 1} if whole else ():
        number = versions.get(pk=whole[place]).item.number
        assert _numbers(sorted_page(listing, filters, order, after=number)) == whole[place + 1 :]
        assert _numbers(sorted_page(listing, filters, order, before=number)) == whole[:place]


def _numbers(page: Any) -> list[int]:
    return [version.pk for version in page.versions]
