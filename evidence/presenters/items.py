"""The list of claims: rows, facets, the filters in force."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from evidence.content import text_of
from evidence.enums import READ_FROM, STATUSES
from evidence.list_columns import COLUMNS_BY_NAME, USUAL_COLUMNS
from evidence.models import Citation, Version
from evidence.queries.counts import FacetCounts
from evidence.queries.facets import FACETS, Facet, Filters
from evidence.queries.items import Page
from evidence.searching import query_tokens

from .addresses import query_of, toggled
from .claims import claim_of, read_from_of, words_in

_SHOWN_OPTIONS = 6
_MOST_OPTIONS = 60
# A longer word is broken wherever its column ends; others stay whole.
_LONGEST_WORD = 24


def item_rows(
    versions: Iterable[Version],
    provisional: Mapping[int, list[str]],
    reviewers: Mapping[int, int],
    columns: Sequence[str] = USUAL_COLUMNS,
) -> list[dict[str, Any]]:
    """Return one row a claim, from its frozen document.

    `provisional` names unconfirmed terms, `reviewers` says how many judged what was accepted;
    `cells` holds what `columns` ask for.
    """
    return [
        _row(version, provisional.get(version.pk, []), reviewers.get(version.pk))
        | {"cells": [_cell(version, name) for name in columns]}
        for version in versions
    ]


def _cell(version: Version, name: str) -> dict[str, Any]:
    column, text = COLUMNS_BY_NAME[name], cell_text(version, name)
    return {
        "name": name,
        "label": column.label,
        "is_number": column.is_number,
        "text": text,
        "is_unbroken": max(map(len, text.split()), default=0) > _LONGEST_WORD,
    }


def cell_text(version: Version, name: str) -> str:
    """Return what a claim says in a column of the list, as text."""
    if name == "paper":
        return version.citation.short
    if name == "submitted":
        day = version.submitted_at
        return f"{day.day} {day:%b %Y}"
    if name == "level":
        return str(version.answers["level"]["value"])
    if name == "directness":
        return f"{sum(point['met'] for point in version.answers['directness'])} of 5"
    return ", ".join(words_in(claim_of(version), name))


def _row(version: Version, provisional: list[str], reviewed_by: int | None) -> dict[str, Any]:
    claim = claim_of(version)
    read_from = read_from_of(claim)
    effect = words_in(claim, "effect")[0]
    return {
        "accession": version.item.accession,
        "href": item_href(version),
        "summary": text_of(claim.get("summary")) or version.answers["reading"],
        "effect": _effect_kind(claim),
        "effect_label": effect,
        **{name: words_in(claim, name) for name in ("agents", "cargo", "cancer", "settings")},
        "read_from": read_from,
        "read_from_label": READ_FROM.label_of(read_from),
        "citation": version.citation,
        "citation_href": citation_href(version.citation),
        "status": status_words(version),
        "reviewed_by": reviewed_by,
        "marks": marks_of(version, provisional),
    }


def _effect_kind(claim: Mapping[str, Any]) -> str:
    value = claim.get("effect")
    return str(value[0]["name"]) if isinstance(value, list) else "unclear"


def marks_of(version: Version, provisional: list[str]) -> list[dict[str, str]]:
    """Return the marks of a claim besides what was read and what its paper's line shows."""
    marks = []
    if doubt := text_of(claim_of(version).get("doubt")):
        marks.append({"kind": "doubtful", "label": "doubtful", "detail": doubt})
    if provisional:
        names = ", ".join(provisional)
        marks.append({"kind": "provisional", "label": "provisional term", "detail": names})
    return marks


def status_words(version: Version) -> str:
    """Return the status of a version as people say it."""
    return STATUSES.label_of(version.standing.status)


def item_href(version: Version) -> str:
    """Return the address of the item of a version."""
    return reverse("evidence:item-detail", args=[version.item.accession])


def citation_href(citation: Citation) -> str:
    """Return the address of a citation."""
    return reverse("evidence:citation-detail", args=[citation.key])


def filter_chips(
    filters: Filters, query: Callable[[Filters], str] = query_of
) -> list[dict[str, str]]:
    """Return the filters in force, each with the address of the page without it."""
    chips = []
    if filters.q:
        href = query(replace(filters, q=""))
        chips.append({"group": "Search", "label": filters.q, "href": href})
    for name, values in filters.chosen.items():
        facet = FACETS[name]
        for value in values:
            chips.append(
                {
                    "group": facet.label,
                    "label": _label(facet, value, filters),
                    "href": query(toggled(filters, name, value)),
                }
            )
    if filters.exact:
        href = query(replace(filters, exact=False))
        chips.append({"group": "Terms", "label": "without narrower ones", "href": href})
    return chips


def narrower_toggle(filters: Filters) -> dict[str, str] | None:
    """Return the link that leaves narrower terms out or counts them again, where any is chosen."""
    if not filters.terms:
        return None
    label = "Count narrower terms too" if filters.exact else "Leave narrower terms out"
    return {"label": label, "href": query_of(replace(filters, exact=not filters.exact))}


def kept_values(filters: Filters) -> list[tuple[str, str]]:
    """Return the facets in force as hidden fields, for a search within them."""
    pairs = [(name, value) for name, values in filters.chosen.items() for value in values]
    return [*pairs, *([("exact", "1")] if filters.exact else []), *filters.also]


def _label(facet: Facet, value: str, filters: Filters) -> str:
    if facet.kind == "term" and value.isdigit():
        return filters.terms[int(value)].label
    return facet.label_of(value)


def facet_views(counts: FacetCounts, filters: Filters) -> list[dict[str, Any]]:
    """Return every counted facet that has something to choose, as its component wants it."""
    views = []
    for facet in FACETS.values():
        options = _options(facet, counts, filters) if facet.counted else []
        if any(option["count"] for option in options):
            in_use = facet.name in filters.chosen
            first = max(_SHOWN_OPTIONS, len(filters.chosen.get(facet.name, ())))
            views.append(
                {
                    "name": facet.name,
                    "label": facet.label,
                    "options": options[:first],
                    "more": options[first:_MOST_OPTIONS],
                    "left_off": max(len(options) - _MOST_OPTIONS, 0),
                    "closed": facet.folded and not in_use,
                }
            )
    return views


def _options(facet: Facet, counts: FacetCounts, filters: Filters) -> list[dict[str, Any]]:
    """Return the options of a facet: chosen ones first, those without claims left out."""
    chosen = filters.chosen.get(facet.name, ())
    found = {
        str(term.term_id): (term.label, term.claims)
        for term in sorted(counts.terms.get(facet.name, []), key=lambda t: (-t.claims, t.label))
        if term.status != "obsolete"
    }
    words = counts.choices.get(facet.name, {})
    found |= {v: (facet.label_of(v), words[v]) for v in facet.values if v in words}
    found |= {v: (_label(facet, v, filters), 0) for v in chosen if v not in found}
    options = [
        {
            "id": f"facet-{facet.name}-{value}",
            "label": label,
            "count": count,
            "href": query_of(toggled(filters, facet.name, value)),
            "selected": value in chosen,
        }
        for value, (label, count) in found.items()
    ]
    return sorted(options, key=lambda option: not option["selected"])


def pager_of(page: Page, filters: Filters) -> dict[str, str]:
    """Return the links to the pages before and after this one; "" where there is none."""
    if not page.versions:
        return {"previous": "", "next": ""}
    first, last = page.versions[0].item.accession, page.versions[-1].item.accession
    return {
        "previous": query_of(filters, before=first) if page.has_previous else "",
        "next": query_of(filters, after=last) if page.has_next else "",
    }


def list_href(**chosen: str) -> str:
    """Return the address of the list of claims with one filter or more."""
    return f"{reverse('evidence:item-list')}?{urlencode(chosen)}"


def _claims(number: int) -> str:
    return "the one claim" if number == 1 else f"all {number} claims"


def nothing_found(filters: Filters, *, total: int, hidden: int) -> dict[str, str]:
    """Return what an empty page says: what is missing, why, and the way on.

    `total` counts the claims on other pages, `hidden` those that only the facets keep back.
    """
    whole = reverse("evidence:item-list")
    if total:
        why = f"{_claims(total).capitalize()} that match stand on the pages before or after."
        return _empty("Nothing more on this page", why, query_of(filters), "Go to the first page")
    if hidden:
        words = f" with “{filters.q}”" if filters.q else ""
        why = f"Your filters hide {_claims(hidden)}{words}. Take one away above."
        without = query_of(Filters(q=filters.q)) if filters.q else whole
        return _empty("No claim matches", why, without, "Drop the filters")
    if filters.q and not query_tokens(filters.q):
        why = f"“{filters.q}” holds no letter and no figure."
        return _empty("Nothing to search for", why, whole, "Show all claims")
    if filters.q:
        why = (
            f"No claim holds every word of “{filters.q}”. Names are found in any spelling "
            "(miR-21, hsa-miR-21-5p), other words only as they were written."
        )
        return _empty("No claim matches", why, whole, "Show all claims")
    return _empty("No claim is here yet", "Nothing has been entered that is open to you.", "", "")


def _empty(title: str, why: str, href: str, action: str) -> dict[str, str]:
    return {"title": title, "why": why, "href": href, "action": action}
