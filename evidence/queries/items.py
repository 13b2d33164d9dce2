"""Claims as a reader meets them: of each item the newest version they may read."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Exists, OuterRef, QuerySet

from evidence.enums import OPEN_STATUSES
from evidence.models import Item, Term, Version, VersionTerm
from evidence.names import query_tokens

from .facets import Filters, conditions

if TYPE_CHECKING:
    from accounts.models import Person

PAGE_SIZE = 50


class Page(NamedTuple):
    """A page of the list, in the order of accessions, and whether there is more either way."""

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
    return visible.filter(~Exists(newer))


def found_by(versions: QuerySet[Version], q: str) -> QuerySet[Version]:
    """Return those of `versions` that hold every word of `q`; all of them where `q` is blank."""
    if not q:
        return versions
    tokens = query_tokens(q)
    return versions.filter(search__tokens__contains=tokens) if tokens else versions.none()


def matching(versions: QuerySet[Version], filters: Filters) -> QuerySet[Version]:
    """Return those of `versions` that pass the search and every facet."""
    versions = found_by(versions, filters.q)
    for condition in conditions(filters).values():
        versions = versions.filter(condition)
    return versions


def page_of(
    versions: QuerySet[Version], *, after: int | None = None, before: int | None = None
) -> Page:
    """Return one page of `versions` after or before an item's number, in one query."""
    rows = with_what_lists_show(versions)
    if before is not None:
        found = list(
            rows.filter(item__number__lt=before).order_by("-item__number")[: PAGE_SIZE + 1]
        )
        return Page(found[:PAGE_SIZE][::-1], len(found) > PAGE_SIZE, True)
    if after is not None:
        rows = rows.filter(item__number__gt=after)
    found = list(rows.order_by("item__number")[: PAGE_SIZE + 1])
    return Page(found[:PAGE_SIZE], after is not None, len(found) > PAGE_SIZE)


def with_what_lists_show(versions: QuerySet[Version]) -> QuerySet[Version]:
    """Return `versions` with item, standing and citation, without the long texts."""
    return versions.select_related("item", "standing", "citation").defer(
        "document", "supplement", "citation__abstract", "citation__notes", "citation__seen_at"
    )


def waiting() -> QuerySet[Version]:
    """Return the versions under review, for numbers: those are everybody's to know."""
    return Version.objects.filter(standing__status__in=OPEN_STATUSES)


def public_or_waiting() -> QuerySet[Version]:
    """Return of every item the version under review, else the accepted one; for numbers only."""
    newer = waiting().filter(item=OuterRef("item"), number__gt=OuterRef("number"))
    statuses = (*OPEN_STATUSES, "accepted")
    return Version.objects.filter(~Exists(newer), standing__status__in=statuses)


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
