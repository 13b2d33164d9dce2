"""The list of claims as it was public at another time."""

from typing import Any

from django.urls import reverse

from evidence.list_columns import Layout
from evidence.presenters.addresses import ItemAddress, query_of
from evidence.presenters.items import (
    facet_views,
    filter_chips,
    item_rows,
    kept_values,
    narrower_toggle,
    pager_of,
)
from evidence.presenters.listing import WHOLE, heads
from evidence.queries.facets import Filters
from evidence.queries.items import page_of, provisional_names
from releases.moments import Moment
from releases.queries.claims import claims_then, facets_then
from reviews.queries.judged import reviewers_of

# What was public at another time is counted claim by claim; of more the page says that it is not.
MOST_COUNTED = 5_000


def list_then(address: ItemAddress, moment: Moment, layout: Layout) -> dict[str, Any]:
    """Return what the page of the list shows of what was public then; for everybody the same."""
    filters = address.filters
    versions = claims_then(filters, at=moment.at, release=moment.release)
    total = versions.count()
    facets = _facets(filters, moment) if total <= MOST_COUNTED else []
    page = page_of(versions, after=address.after, before=address.before, order=layout.order)
    rows = item_rows(
        page.versions, provisional_names(page.versions), reviewers_of(page.versions),
        layout.columns,
    )  # fmt: skip
    whole = reverse("evidence:item-list")
    for row in rows:
        row["href"] = moment.onto(row["href"])
    narrower = narrower_toggle(filters)
    return {
        "moment": moment,
        "now_href": whole + query_of(filters),
        "csv_href": moment.onto(f"{reverse('api:items')}?format=csv"),
        "filters": filters,
        "whole_href": whole + WHOLE,
        "total": total,
        "rows": rows,
        "heads": [
            head | {"href": head["href"] and moment.onto(head["href"])}
            for head in heads(layout, filters)
        ],
        "facets": facets,
        "uncounted": MOST_COUNTED if total > MOST_COUNTED else 0,
        "chips": [chip | {"href": moment.onto(chip["href"])} for chip in filter_chips(filters)],
        "narrower": narrower and narrower | {"href": moment.onto(narrower["href"])},
        "kept": [*kept_values(filters), moment.pair],
        "pager": {
            name: href and moment.onto(href) for name, href in pager_of(page, filters).items()
        },
        "nothing": {
            "title": "Nothing was public then",
            "why": f"No claim that matches was {moment.of_claims}.",
            "href": whole,
            "action": "See what is public now",
        },
    }


def _facets(filters: Filters, moment: Moment) -> list[dict[str, Any]]:
    """Return the facets, whose options keep the moment."""
    counts = facets_then(filters, at=moment.at, release=moment.release)
    return [
        facet
        | {
            part: [option | {"href": moment.onto(option["href"])} for option in facet[part]]
            for part in ("options", "more")
        }
        for facet in facet_views(counts, filters)
    ]
