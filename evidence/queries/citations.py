"""Publications with the claims made from them."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Coalesce

from evidence.models import Citation, Version

from .gaps import papers_without_claims
from .items import newest_visible, waiting, with_what_lists_show

if TYPE_CHECKING:
    from accounts.models import Person

PAGE_SIZE = 50
MOST_IN_A_FILE = 5_000
MOST_BESIDE = 12
_SEARCHED = ("key", "title", "pmid", "pmcid", "doi", "nct", "people", "journal_name")


def listed(
    reader: "Person | None",
    *,
    q: str = "",
    kinds: tuple[str, ...] = (),
    statuses: tuple[str, ...] = (),
    without_claims: bool = False,
) -> QuerySet[Citation]:
    """Return the citations that match, by key, each with the number of its claims.

    `claims` counts those `reader` may read, `waiting` those under review.
    """
    found = papers_matching(q=q, kinds=kinds, statuses=statuses, without_claims=without_claims)
    return found.annotate(
        claims=number_of(newest_visible(reader)),
        waiting=number_of(waiting()),
    )


def papers_matching(
    *,
    q: str = "",
    kinds: tuple[str, ...] = (),
    statuses: tuple[str, ...] = (),
    without_claims: bool = False,
) -> QuerySet[Citation]:
    """Return the citations that match, by key, and count nothing.

    Every word of `q` must be found in title, authors, journal, key or an identifier.
    """
    citations = papers_without_claims() if without_claims else Citation.objects.all()
    citations = citations.defer("abstract").order_by("key")
    if kinds:
        citations = citations.filter(kind__in=kinds)
    if statuses:
        citations = citations.filter(status__in=statuses)
    if q:
        citations = _with_searched(citations)
    for word in q.split():
        somewhere = Q()
        for name in _SEARCHED:
            somewhere |= Q(**{f"{name}__icontains": word})
        citations = citations.filter(somewhere)
    return citations


def texts_searched(citations: QuerySet[Citation]) -> Iterator[tuple[str, ...]]:
    """Yield, for each of `citations` by key, what `listed` looks for words in, in small letters."""
    rows = _with_searched(citations).order_by("key").values_list(*_SEARCHED)
    return (tuple((text or "").lower() for text in row) for row in rows)


def _with_searched(citations: QuerySet[Citation]) -> QuerySet[Citation]:
    return citations.annotate(
        people=KeyTextTransform("author", "csl"),
        journal_name=KeyTextTransform("container-title", "csl"),
    )


def number_of(versions: QuerySet[Version]) -> Coalesce:
    """Return, for a queryset of citations, how many of `versions` are made from each."""
    rows = versions.filter(citation=OuterRef("pk")).order_by().values("citation")
    return Coalesce(Subquery(rows.annotate(number=Count("pk")).values("number")), 0)


def claims_of(citation: Citation, reader: "Person | None") -> list[Version]:
    """Return the claims made from `citation` that `reader` may read, by accession."""
    claims = newest_visible(reader).filter(citation=citation)
    return list(with_what_lists_show(claims).order_by("item__number"))


def found_in(citation: Citation, reader: "Person | None") -> list[Version]:
    """Return the claims that name `citation` as the review they were found in, by accession."""
    claims = newest_visible(reader).filter(source_reviews__citation=citation)
    return list(with_what_lists_show(claims).order_by("item__number"))


def waiting_of(citation: Citation) -> int:
    """Return how many claims made from `citation` are under review."""
    return waiting().filter(citation=citation).count()


def claims_beside(version: Version, reader: "Person | None") -> tuple[list[Version], int]:
    """Return the first other claims of the paper of `version`, and how many there are."""
    others = newest_visible(reader).filter(citation=version.citation_id)
    others = others.exclude(item=version.item_id).order_by("item__number")
    found = list(with_what_lists_show(others)[: MOST_BESIDE + 1])
    if len(found) <= MOST_BESIDE:
        return found, len(found)
    return found[:MOST_BESIDE], others.count()
