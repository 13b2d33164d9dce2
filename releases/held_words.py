"""Which releases hold a claim or the claims of a paper, as their pages show it."""

from typing import Any

from django.urls import reverse

from evidence.models import Citation, Item
from releases.moments import Moment
from releases.queries.differences import changed_between
from releases.queries.holding import (
    MOST_OF_A_PAPER,
    Held,
    numbers_in_releases,
    releases_of_item,
    releases_of_paper,
)


def across_releases(item: Item) -> list[dict[str, Any]]:
    """Return, oldest first, each release that holds `item`: the version, and what changed."""
    held = releases_of_item(item)
    versions = list(dict.fromkeys(one.version_id for one in held))
    changes = dict(zip(versions[1:], changed_between(versions), strict=False))
    rows = []
    for place, one in enumerate(held):
        is_new = place > 0 and one.version_id != held[place - 1].version_id
        rows.append(
            _release(one)
            | {
                "version": one.version,
                "then_href": Moment(release=one.number).onto(
                    reverse("evidence:item-detail", args=[one.accession])
                ),
                "changes": changes.get(one.version_id, []) if is_new else [],
            }
        )
    return rows


def across_claims(citation: Citation) -> list[dict[str, Any]]:
    """Return each release that holds claims from `citation`, with the first of them.

    `more` counts the others.
    """
    rows: dict[str, dict[str, Any]] = {}
    for one in releases_of_paper(citation):
        row = rows.setdefault(one.number, _release(one) | {"claims": [], "more": 0})
        href = reverse("evidence:item-detail", args=[one.accession])
        row["claims"].append({"accession": one.accession, "href": href})
    if any(len(row["claims"]) == MOST_OF_A_PAPER for row in rows.values()):
        for number, claims in numbers_in_releases(citation).items():
            rows[number]["more"] = claims - len(rows[number]["claims"])
    return list(rows.values())


def _release(one: Held) -> dict[str, Any]:
    return {
        "number": one.number,
        "href": reverse("releases:release-detail", args=[one.number]),
        "is_withdrawn": one.is_withdrawn,
    }
