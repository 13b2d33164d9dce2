"""Versions as the API lists them: in one order, from any place on, never counted."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import (
    BooleanField,
    Exists,
    F,
    Func,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)

from evidence.models import CitationStatus, Version, VersionChoice
from evidence.models.items import accession_of
from evidence.queries.counts import FacetCounts, facet_counts
from evidence.queries.facets import Filters
from evidence.queries.items import Listing, matching
from releases.models import Release
from reviews.queries.judged import REVIEWED_BY

if TYPE_CHECKING:
    from accounts.models import Person

# Rounds of these are over, and by how many a version was judged is everybody's to know.
_OVER = "SELECT id FROM page WHERE status IN ('accepted', 'superseded', 'retired', 'merged')"

# Facets that look at what may change after a version was frozen.
_CHANGING = ("status", "mark")
# Where a version stands in the list of the API.
_PLACE = ("entry__item_number", "entry__number")
# No audience for which claims are counted beforehand.
_NOBODYS = ""


class ListedVersion(NamedTuple):
    """A version as lists and item pages of the API say it; `document` is the stored text.

    `paper` is the publication status as it is known today; the document holds that of its day.
    """

    pk: int
    accession: str
    number: int
    status: str
    reviewed_by: int | None
    paper: str
    document: str
    document_sha256: str


def claims(
    reader: "Person | None", filters: Filters, statuses: Collection[str]
) -> QuerySet[Version]:
    """Return the versions of these statuses that `reader` may read and `filters` lets through."""
    visible = Version.objects.visible_to(reader).filter(standing__status__in=statuses)
    return matching(visible, filters)


def claims_then(filters: Filters, *, at: datetime | None, release: str) -> QuerySet[Version]:
    """Return the versions that were public at a moment, or that a release holds, as filtered.

    What was once public may be asked for by everybody, also where it was superseded or retired
    since. Filters look at how things were: answers as they were frozen, what was known of the
    papers then, and every claim was accepted then.
    """
    changing, rest = _parted(filters)
    versions = matching(public_then(at=at, release=release), rest)
    if "accepted" not in changing.chosen.get("status", ("accepted",)):
        return versions.none()
    marks = changing.chosen.get("mark")
    return _marked_then(versions, marks, at=at, release=release) if marks else versions


def facets_then(filters: Filters, *, at: datetime | None, release: str) -> FacetCounts:
    """Return how many of the same claims match along each facet, counted one by one.

    Not along statuses and marks, which are counted as they are now.
    """
    changing, rest = _parted(filters)
    versions = claims_then(changing, at=at, release=release)
    counts = facet_counts(Listing(versions, _NOBODYS, versions), rest)
    for facet in _CHANGING:
        counts.choices.pop(facet, None)
    return counts


def _parted(filters: Filters) -> tuple[Filters, Filters]:
    """Return the filters on what changes after a version was frozen, and the others."""
    changing = {name: values for name, values in filters.chosen.items() if name in _CHANGING}
    rest = {name: values for name, values in filters.chosen.items() if name not in _CHANGING}
    return Filters(chosen=changing), replace(filters, chosen=rest)


def _marked_then(
    versions: QuerySet[Version], marks: Collection[str], *, at: datetime | None, release: str
) -> QuerySet[Version]:
    """Return those of `versions` that had one of these marks then."""
    until = Release.objects.filter(number=release).values("published_at") if release else at
    noted = CitationStatus.objects.filter(citation=OuterRef("citation"), noted_at__lte=until)
    marked = Q(paper_then__in=[mark for mark in marks if mark in ("retracted", "concern")])
    if "unidentified" in marks:
        marked |= Q(answers__citation__kind="unidentified")
    if "doubt" in marks:
        doubts = VersionChoice.objects.filter(version=OuterRef("pk"), role="doubt", value="yes")
        marked |= Q(Exists(doubts))
    if "provisional" in marks:
        marked |= Q(has_provisional=True)
    return versions.alias(
        paper_then=Subquery(noted.order_by("-position").values("status")[:1]),
        has_provisional=Func(
            F("answers"), Value("$.claim.*[*] ? (@.provisional == true)"),
            template="jsonb_path_exists(%(expressions)s::jsonpath)", output_field=BooleanField(),
        ),
    ).filter(marked)  # fmt: skip


def public_then(*, at: datetime | None, release: str) -> QuerySet[Version]:
    """Return the versions that were public at a moment, or that a release holds."""
    if release:
        return Version.objects.filter(releases__release__number=release)
    return Version.objects.filter(
        Q(publication__public_until=None) | Q(publication__public_until__gt=at),
        publication__public_from__lte=at,
    )


def version_then(item_number: int, *, at: datetime | None, release: str) -> Version | None:
    """Return the version of an item that was public at a moment, or that a release holds."""
    found = public_then(at=at, release=release).filter(item__number=item_number)
    shown = found.select_related("item", "standing", "citation", "citation__study_card")
    return shown.order_by("-number").first()


def narrowed(
    versions: QuerySet[Version], items: Collection[int], measured_in: Collection[str]
) -> QuerySet[Version]:
    """Return those of `versions` that are of these items, and measured the therapy response in
    one of these settings; an empty collection narrows nothing."""
    if items:
        versions = versions.filter(item__number__in=items)
    if measured_in:
        rows = Q()
        for setting in measured_in:
            row = {"name": setting, "measured": "yes"}
            rows |= Q(answers__contains={"claim": {"settings": [row]}})
        versions = versions.filter(rows)
    return versions


# The versions of a page with what is said of them. By how many one was judged is told where its
# round is over; `reviews.queries.judged` says why.
_LISTED = f"""
    WITH RECURSIVE page (id, item, number, status) AS MATERIALIZED ({{versions}}),
    {REVIEWED_BY.format(versions=_OVER)}
    SELECT page.id, page.item, page.number, page.status, reviewers, citation.status,
        version.document, version.document_sha256
    FROM page JOIN evidence_version version USING (id)
    JOIN evidence_citation citation ON citation.id = version.citation_id
    LEFT JOIN reviewed_by ON reviewed_by.version_id = page.id
    ORDER BY page.item, page.number
    """


def page(
    versions: QuerySet[Version], *, after: tuple[int, int] | None, limit: int
) -> tuple[list[ListedVersion], bool]:
    """Return the `limit` versions after a place, by accession and number, and if there is more.

    Nothing is counted, and the long texts are read of these versions alone.
    """
    item, number = after or (0, 0)
    beyond = Q(entry__item_number__gt=item) | Q(entry__number__gt=number)
    rows = versions.filter(beyond, entry__item_number__gte=item).order_by(*_PLACE)
    found = listed(rows[: limit + 1])
    return found[:limit], len(found) > limit


def listed(versions: QuerySet[Version]) -> list[ListedVersion]:
    """Return what the API says of each version, by accession and number, in one query."""
    try:
        rows = versions.values_list("pk", *_PLACE, "standing__status")
        sql, params = rows.query.sql_with_params()
    except EmptyResultSet:
        return []
    with connection.cursor() as cursor:
        cursor.execute(_LISTED.format(versions=sql), params)
        return [
            ListedVersion(pk, accession_of(item), *rest) for pk, item, *rest in cursor.fetchall()
        ]
