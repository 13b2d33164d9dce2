"""The claims of a paper, a page at a time."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from evidence.queries.citations import PaperClaims

from .items import item_rows

# By which claims the pages of the two lists begin or end: made from the paper, and found in it.
PAGES = ("after", "before", "found_after", "found_before")
_PLACES = {"": "#claims", "found_": "#found"}


def paper_claims(
    claims: PaperClaims,
    provisional: Mapping[int, list[str]],
    reviewers: Mapping[int, int],
    asked: Mapping[str, tuple[str, ...]],
    prefix: str = "",
) -> dict[str, Any]:
    """Return the rows of a page of claims, how many there are, and the pages before and after.

    `prefix` begins this list's parameters of the address; those of the other stay as `asked`.
    """
    shown = claims.page.versions
    own = (f"{prefix}after", f"{prefix}before")
    kept = [(name, value[0]) for name, value in asked.items() if name not in own]

    def href(name: str, place: int) -> str:
        return "?" + urlencode([*kept, (name, shown[place].item.accession)]) + _PLACES[prefix]

    return {
        "rows": item_rows(shown, provisional, reviewers),
        "total": claims.total,
        "previous_href": href(own[1], 0) if shown and claims.page.has_previous else "",
        "next_href": href(own[0], -1) if shown and claims.page.has_next else "",
    }
