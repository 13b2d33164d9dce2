"""What the next release would hold, and what of it would be in the way."""

from collections.abc import Iterator
from typing import NamedTuple

from django.conf import settings
from django.db import connection
from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from evidence.documents import content_of
from evidence.models import Version, VersionChoice
from reviews.models import Flag, Waiver
from reviews.policies.blockers import Blocker, blockers
from reviews.queries.judged import COUNTS, JUDGED, THESE


class Blocked(NamedTuple):
    """An accepted version that may not be printed now, and why."""

    version: Version
    blockers: list[Blocker]


def accepted() -> QuerySet[Version]:
    """Return the versions that are accepted and public now."""
    return Version.objects.filter(
        standing__status="accepted",
        publication__isnull=False,
        publication__public_until=None,
    )


def blocked_among(versions: QuerySet[Version]) -> list[Blocked]:
    """Return those of `versions` that something unwaived speaks against now, by accession.

    A paper may have been retracted, a flag raised, since a version was accepted.
    """
    return [found for found in _judged_again(_suspects(versions)) if found.blockers]


def _suspects(versions: QuerySet[Version]) -> QuerySet[Version]:
    """Return the few of `versions` that could be blocked, found in one query over all of them."""
    reasons = (
        Q(citation__kind="unidentified")
        | (Q(citation__status__in=("retracted", "concern")) & ~_waived("publication_status"))
        | (Exists(_open_flags().filter(item=OuterRef("item"))) & ~_waived("open_flag"))
        | (Exists(_read_too_little()) & ~_waived("read_too_little"))
    )
    if settings.FULL_TEXT_REQUIRED:
        reasons |= Q(~_waived("full_text_unread"))
    return versions.filter(reasons).select_related("item", "citation").order_by("item__number")


def _waived(blocker: str) -> Exists:
    """Tell whether a blocker was waived; a waiver of one publication status is none of another."""
    about = Q(about="") | Q(about=OuterRef("citation__status"))
    return Exists(Waiver.objects.filter(about, version=OuterRef("pk"), blocker=blocker))


def _open_flags() -> QuerySet[Flag]:
    return Flag.objects.filter(resolved_at=None, awaits_moderation=False)


def _read_too_little() -> QuerySet[VersionChoice]:
    values = ("title_only", "secondary")
    return VersionChoice.objects.filter(version=OuterRef("pk"), role="read_from", value__in=values)


def _judged_again(versions: QuerySet[Version]) -> Iterator[Blocked]:
    """Ask the one list of blockers about each version."""
    found = list(versions)
    flags = dict(
        _open_flags()
        .filter(item__in={version.item_id for version in found})
        .order_by()
        .values_list("item_id")
        .annotate(Count("pk"))
    )
    ids = [version.pk for version in found]
    waived, read = _by_version(_WAIVED, ids), _by_version(_READ, ids)
    for version in found:
        speak = blockers(
            content=content_of(version.document, version.supplement),
            citation=version.citation,
            open_flags=flags.get(version.item_id, 0),
            read=read.get(version.pk, ()),
            full_text_required=settings.FULL_TEXT_REQUIRED,
            waived=waived.get(version.pk, ()),
        )
        yield Blocked(version, speak)


_READ = f"""
    WITH RECURSIVE {JUDGED.format(versions=THESE)}
    SELECT judged.version_id, array_agg(DISTINCT said.has_read) FROM judged
    JOIN reviews_recommendation said ON said.round_id = judged.round_id
        AND {COUNTS}
    GROUP BY judged.version_id
    """


# A correction may have been accepted on what was waived for the version it corrects.
_WAIVED = f"""
    WITH RECURSIVE {JUDGED.format(versions=THESE)}
    SELECT judged.version_id, array_agg(DISTINCT waiver.blocker) FROM judged
    JOIN reviews_waiver waiver ON waiver.version_id = judged.round_id
    JOIN evidence_version version ON version.id = judged.version_id
    JOIN evidence_citation citation ON citation.id = version.citation_id
        AND waiver.about IN ('', citation.status)
    GROUP BY judged.version_id
    """


def _by_version(sql: str, version_ids: list[int]) -> dict[int, list[str]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, [version_ids])
        return dict(cursor.fetchall())
