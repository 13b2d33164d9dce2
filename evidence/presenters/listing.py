"""How the list of claims is shown: heads that sort, columns to choose, searches to keep."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from django.urls import reverse

from evidence.list_columns import (
    COLUMNS_BY_NAME,
    ITEM,
    LIST_COLUMNS,
    ORDERS,
    Layout,
    ListColumn,
    Order,
    layout_of,
)
from evidence.models import SavedSearch
from evidence.queries.facets import Filters

from .addresses import query_of
from .items import filter_chips

# Marks an address that asks for the whole list, where a bare one opens the default search.
WHOLE = "?q="


def asked_layout(values: Mapping[str, tuple[str, ...]]) -> Layout | None:
    """Return the layout that an address asks for, None where it asks for none."""
    if not values.keys() & {"column", "sort"}:
        return None
    return layout_of(values.get("column", ()), "".join(values.get("sort", ())))


def heads(layout: Layout, filters: Filters) -> list[dict[str, Any]]:
    """Return the heads of the columns; those that sort lead to the list sorted by them."""
    shown = [ITEM, *(COLUMNS_BY_NAME[name] for name in layout.columns)]
    return [_head(column, layout, filters) for column in shown]


def _head(column: ListColumn, layout: Layout, filters: Filters) -> dict[str, Any]:
    is_sorted = column.order == layout.order.name
    turned = Order(column.order, is_sorted and not layout.order.descending)
    then = replace(filters, also=layout._replace(order=turned).pairs)
    return {
        "name": column.name,
        "label": column.label,
        "is_number": column.is_number,
        "href": query_of(then) or "?" if column.order else "",
        "sorted": ("descending" if layout.order.descending else "ascending") if is_sorted else "",
        "then": "descending" if turned.descending else "ascending",
    }


def layout_form(layout: Layout, filters: Filters) -> dict[str, Any]:
    """Return the columns and orders to choose from, and what else the list is asked for."""
    return {
        "columns": [(c.name, c.label, c.name in layout.columns) for c in LIST_COLUMNS],
        "orders": [
            (order.word, f"{label}{', descending' if order.descending else ''}",
             order == layout.order)
            for name, label in ORDERS.items()
            for order in (Order(name), Order(name, descending=True))
        ],
        "kept": filter_pairs(filters),
        "is_usual": not layout.pairs,
    }  # fmt: skip


def filter_pairs(filters: Filters) -> list[tuple[str, str]]:
    """Return the filters as names and values, without the layout."""
    pairs = [("q", filters.q)] if filters.q else []
    pairs += [(name, value) for name, values in filters.chosen.items() for value in values]
    return pairs + ([("exact", "1")] if filters.exact else [])


def search_links(searches: Iterable[SavedSearch], query: str) -> list[dict[str, Any]]:
    """Return a link a saved search; `query` is the address the list is at."""
    return [
        {
            "label": search.name,
            "href": search_href(search),
            "is_here": f"?{search.query}" == query,
        }
        for search in searches
    ]


def kept_search_rows(searches: Iterable[SavedSearch]) -> list[dict[str, Any]]:
    """Return a row a saved search: where it leads, and what it asks for."""
    return [{"search": search, "href": search_href(search)} for search in searches]


def words_of(filters: Filters, layout: Layout) -> str:
    """Return what a search asks for, in words."""
    said = [f"{chip['group']}: {chip['label']}" for chip in filter_chips(filters)]
    if layout.order != Order():
        way = ", descending" if layout.order.descending else ""
        said.append(f"by {ORDERS[layout.order.name]}{way}")
    return "; ".join(said) or "all claims"


def search_href(search: SavedSearch) -> str:
    """Return the address of the list that a saved search opens."""
    return f"{reverse('evidence:item-list')}?{search.query or WHOLE.removeprefix('?')}"


def default_href(searches: Iterable[SavedSearch]) -> str:
    """Return where a bare address of the list leads to, "" where it stays."""
    return next((search_href(search) for search in searches if search.is_default), "")
