"""Claims as a reader meets them: of each item the newest version they may read."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from evidence.enums import OPEN_STATUSES
from evidence.list_columns import Order
from evidence.models import Item, SearchEntry, Term, Version, VersionTerm
from evidence.models.versions import AUDIENCES
from evidence.searching import query_tokens

from .facets import Filters, conditions
from .ordering import beyond, in_order, keyed

if TYPE_CHECKING:
    from accounts.models import Person

PAGE_SIZE = 50


class Listing(NamedTuple):
    """The versions a list is made of, and how they are counted.

    `audience` names those the list is made for; `apart` are the versions by which this one
    reader's list differs from theirs.
    """

    versions: QuerySet[Version]
    audience: str
    apart: QuerySet[Version]


class Page(NamedTuple):
    """A page of the list in its order, and whether there is more either way."""

    versions: list[Version]
    has_previous: bool
    has_next: bool


def newest_visible(reader: "Person | None") -> QuerySet[Version]:
    """Return, of every item `reader` may know of, the newest version they may read."""
    visible = Version.objects.visible_to(reader)
    if reader is None or not reader.is_authenticated:
        return visible  # accepted ones, of which an item has one
    newer = Version.objects.visible_to(reader).filter(
        item=OuterRef("item"), number__gt=OuterRef("number")
    )
    return visible.filter(_is_newest(newer))


def _is_newest(newer: QuerySet[Version]) -> Q:
    """Return the condition that there is nothing `newer`, looked up item by item.

    NOT EXISTS would be joined: all versions with all versions, for a page of fifty.
    """
    above = Subquery(newer.order_by().values("number")[:1])
    return Q(number__gte=Coalesce(above, 0))


def listing_of(reader: "Person | None") -> Listing:
    """Return the list of the newest version of every item that `reader` may read."""
    versions, apart = newest_visible(reader), Version.objects.none()
    if reader is None or not reader.is_authenticated:
        return Listing(versions, "visitors", apart)
    if reader.is_editor:
        return Listing(versions, "editors", apart)
    others = set(AUDIENCES["editors"]) - set(AUDIENCES["members"])
    apart = Version.objects.visible_to(reader).filter(standing__status__in=sorted(others))
    return Listing(versions, "members", apart)


def listing_of_numbers() -> Listing:
    """Return of every item the newest version that is accepted or under review; for numbers only,
    which are everybody's to know."""
    statuses = AUDIENCES["numbers"]
    newer = Version.objects.filter(
        standing__status__in=statuses, item=OuterRef("item"), number__gt=OuterRef("number")
    )
    versions = Version.objects.filter(_is_newest(newer), standing__status__in=statuses)
    return Listing(versions, "numbers", Version.objects.none())


def found_by(versions: QuerySet[Version], q: str) -> QuerySet[Version]:
    """Return those of `versions` that hold every word of `q`; all of them where `q` is blank."""
    if not q:
        return versions
    tokens = query_tokens(q)
    return versions.filter(search__tokens__contains=tokens) if tokens else versions.none()


def entries_found_by(q: str) -> QuerySet[SearchEntry]:
    """Return the search entries of the versions that hold every word of `q`."""
    tokens = query_tokens(q)
    entries = SearchEntry.objects.filter(tokens__contains=tokens)
    return entries if tokens else entries.none()


def matching(versions: QuerySet[Version], filters: Filters) -> QuerySet[Version]:
    """Return those of `versions` that pass the search and every facet."""
    return found_by(versions, filters.q).filter(*conditions(filters).values())


def page_of(
    versions: QuerySet[Version],
    *,
    after: int | None = None,
    before: int | None = None,
    order: Order = Order(),  # noqa: B008 - a tuple, which nobody can change
) -> Page:
    """Return one page of `versions` after or before an item's number.

    One query; two where the order is another than that of accessions and goes on from a claim.
    """
    rows = keyed(with_what_lists_show(versions), order)
    if before is not None:
        earlier = in_order(beyond(rows, order, before, backwards=True), order, backwards=True)
        found = list(earlier[: PAGE_SIZE + 1])
        return Page(found[:PAGE_SIZE][::-1], len(found) > PAGE_SIZE, True)
    if after is not None:
        rows = beyond(rows, order, after)
    found = list(in_order(rows, order)[: PAGE_SIZE + 1])
    return Page(found[:PAGE_SIZE], after is not None, len(found) > PAGE_SIZE)


def with_what_lists_show(versions: QuerySet[Version]) -> QuerySet[Version]:
    """Return `versions` with item, standing and citation, without the long texts."""
    return versions.select_related("item", "standing", "citation").defer(
        "document", "supplement", "citation__abstract", "citation__notes", "citation__seen_at"
    )


def waiting() -> QuerySet[Version]:
    """Return the versions under review, for numbers: those are everybody's to know."""
    return Version.objects.filter(standing__status__in=OPEN_STATUSES)


def under_review(filters: Filters) -> int:
    """Return how many claims are under review and match."""
    return matching(waiting(), filters).count()


def provisional_names(versions: Iterable[Version]) -> dict[int, list[str]]:
    """Return, by version, the names of its terms that no editor has confirmed yet."""
    rows = VersionTerm.objects.filter(
        version__in=[version.pk for version in versions], term__status="provisional"
    ).order_by("term__label")
    names: dict[int, list[str]] = {}
    for version_id, label in rows.values_list("version_id", "term__label").distinct():
        names.setdefault(version_id, []).append(label)
    return names


def item_by(accession: str, reader: "Person | None") -> Item | None:
    """Return the item of that accession if `reader` may know of it."""
    number = Item.number_of(accession)
    if number is None:
        return None
    return Item.objects.visible_to(reader).filter(number=number).first()


def versions_of(item: Item, reader: "Person | None") -> list[Version]:
    """Return the versions of `item` that `reader` may read, newest first, with what pages show."""
    visible = Version.objects.visible_to(reader).filter(item=item).order_by("-number")
    return list(visible.select_related("item", "standing", "citation", "citation__study_card"))


def live_terms(version: Version) -> dict[tuple[str, str], Term]:
    """Return the terms of `version` as they stand today, by (column, folded name), in two queries.

    A term is found under each of its names, so a label frozen before a renaming still leads to it.
    """
    rows = (
        VersionTerm.objects.filter(version=version)
        .select_related("term", "term__replaced_by")
        .prefetch_related("term__names")
    )
    return {(row.role, name.key): row.term for row in rows for name in row.term.names.all()}
