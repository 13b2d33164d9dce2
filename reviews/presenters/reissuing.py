"""What correcting a paper's identifiers will do, claim by claim."""

from collections.abc import Mapping, Sequence
from typing import Any

from evidence.identifiers import LABELS
from evidence.presenters.items import item_href
from reviews.queries.reissuing import Reissue, says


def changes(before: Mapping[str, str], after: Mapping[str, str]) -> list[dict[str, str]]:
    """Return which identifiers change, from what to what; "none" where there is none."""
    return [
        {"label": label, "before": before[name] or "none", "after": after[name] or "none"}
        for name, label in LABELS.items()
        if before[name] != after[name]
    ]


def reissue_rows(claims: Sequence[Reissue], after: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return a row a claim: what is claimed, what its document says now, and why not, if so."""
    return [
        {
            "accession": claim.version.item.accession,
            "href": item_href(claim.version),
            "number": claim.version.number,
            "reading": claim.version.answers["reading"],
            "changes": changes(says(claim.version), after),
            "why_not": claim.why_not,
        }
        for claim in claims
    ]
