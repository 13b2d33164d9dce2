"""The claims that name an obsolete term, and what became of each."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse

from evidence.models import Draft, Version
from evidence.presenters.items import item_href
from reviews.actions.replace_term import Proposal
from reviews.queries.replacing import Affected


def affected_rows(claims: Sequence[Affected]) -> list[dict[str, Any]]:
    """Return a row a claim, with what keeps its revision from being proposed now."""
    return [_row(claim.version, claim.waits, claim.draft) for claim in claims]


def proposal_rows(proposals: Sequence[Proposal]) -> list[dict[str, Any]]:
    """Return a row a claim: the version now in review, or why there is none."""
    return [
        _row(one.version, one.why_not, one.draft)
        | {"made": f"version {one.made.number} is in review" if one.made else ""}
        for one in proposals
    ]


def _row(version: Version, why_not: str, draft: Draft | None) -> dict[str, Any]:
    return {
        "accession": version.item.accession,
        "href": item_href(version),
        "number": version.number,
        "reading": version.answers["reading"],
        "why_not": why_not,
        "draft_href": reverse("evidence:draft-edit", args=[draft.pk]) if draft and why_not else "",
    }
