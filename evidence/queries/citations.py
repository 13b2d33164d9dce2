"""Publications with the claims made from them."""

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Count, Q, QuerySet
from django.db.models.fields.json import KeyTextTransform

from evidence.models import Citation, Version

from .gaps import papers_without_claims
from .items import Page, listing_of, newest_visible, waiting, with_what_lists_show
from .named import claims_of_papers

if TYPE_CHECKING:
    from accounts.models import Person

PAGE_SIZE = 50
MOST_IN_A_FILE = 5_000
MOST_BESIDE = 12
CLAIMS_ON_A_PAGE = 50
_SEARCHED = ("key", "title", "pmid", "pmcid", "doi", "nct", "people", "journal_name")


class PaperClaims(NamedTuple):
    """A page of the claims of a paper, and how many there are."""

    page: Page
    total: int


class Numbers(NamedTuple):
    """How many claims are made from a paper that somebody may read, and are under review."""

    claims: int
    waiting: int


def numbers_of(papers: Collection[Citation], reader: "Person | None") -> dict[int, Numbers]:
    """Return the number of claims of each of `papers`, by its number in the table; two queries."""
    claims = claims_of_papers(listing_of(reader), papers)
    rows = waiting().filter(citation__in=[paper.pk for paper in papers]).order_by()
    here = dict(rows.values_list("citation").annotate(number=Count("pk")))
    return {pk: Numbers(number, here.get(pk, 0)) for pk, number in claims.items()}


def papers_matching(
    *,
    q: str = "",
    kinds: tuple[str, ...] = (),
    statuses: tuple[str, ...] = (),
    without_claims: bool = False,
) -> QuerySet[Citation]:
    """Return the citations that match, by key.

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
    """Yield, for each of `citations` by key, where its words are looked for, in small letters."""
    rows = _with_searched(citations).order_by("key").values_list(*_SEARCHED)
    return (tuple((text or "").lower() for text in row) for row in rows)


def _with_searched(citations: QuerySet[Citation]) -> QuerySet[Citation]:
    return citations.annotate(
        people=KeyTextTransform("author", "csl"),
        journal_name=KeyTextTransform("container-title", "csl"),
    )


def claims_of(citation: Citation, reader: "Person | None") -> list[Version]:
    """Return the claims made from `citation` that `reader` may read, by accession."""
    claims = newest_visible(reader).filter(citation=citation)
    return list(with_what_lists_show(claims).order_by("item__number"))


def claims_page(
    citation: Citation,
    reader: "Person | None",
    *,
    after: int | None = None,
    before: int | None = None,
) -> PaperClaims:
    """Return a page of the claims made from `citation` that `reader` may read, by accession.

    It stands after or before the item of that number. One query where all are on it, else two.
    """
    claims = newest_visible(reader).filter(citation=citation)
    page = _page(claims, CLAIMS_ON_A_PAGE, after, before)
    if not (page.has_previous or page.has_next):
        return PaperClaims(page, len(page.versions))
    return PaperClaims(page, claims_of_papers(listing_of(reader), [citation])[citation.pk])


def found_in_page(
    citation: Citation,
    reader: "Person | None",
    *,
    after: int | None = None,
    before: int | None = None,
) -> PaperClaims:
    """Return the same of the claims that name `citation` as the review they were found in."""
    claims = newest_visible(reader).filter(source_reviews__citation=citation)
    page = _page(claims, CLAIMS_ON_A_PAGE, after, before)
    is_all = not (page.has_previous or page.has_next)
    return PaperClaims(page, len(page.versions) if is_all else claims.count())


def _page(
    claims: QuerySet[Version], most: int, after: int | None = None, before: int | None = None
) -> Page:
    """Items have their numbers in the order they were made, and an index finds a paper's by that
    order: a page is read without sorting the rest."""
    rows = with_what_lists_show(claims)
    if before is not None:
        found = list(rows.filter(item__number__lt=before).order_by("-item_id")[: most + 1])
        return Page(found[:most][::-1], len(found) > most, True)
    if after is not None:
        rows = rows.filter(item__number__gt=after)
    found = list(rows.order_by("item_id")[: most + 1])
    return Page(found[:most], after is not None, len(found) > most)


def waiting_of(citation: Citation) -> int:
    """Return how many claims made from `citation` are under review."""
    return waiting().filter(citation=citation).count()


def claims_beside(
    version: Version, newest: Version, reader: "Person | None"
) -> tuple[list[Version], int]:
    """Return the first other claims of the paper of `version`, and how many there are.

    `newest` is the version of the same item that stands in the list of `reader`.
    """
    paper = version.citation
    others = newest_visible(reader).filter(citation=paper).exclude(item=version.item_id)
    page = _page(others, MOST_BESIDE)
    if not page.has_next:
        return page.versions, len(page.versions)
    all_claims = claims_of_papers(listing_of(reader), [paper])[paper.pk]
    return page.versions, all_claims - (newest.citation_id == paper.pk)
