"""What an address or a command asks to be exported, and how that is said."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from accounts.models import Person
from evidence.enums import STATUSES
from evidence.models import Item
from evidence.names import fold
from evidence.presenters.addresses import (
    MOST_VALUES,
    Given,
    Parameter,
    Unreadable,
    accession_parameter,
    read_item_address,
)
from evidence.presenters.items import filter_chips
from evidence.queries.facets import FACETS
from evidence.queries.terms import resolve
from exchange.queries.exporting import Wanted
from ground.errors import Problem

DRAFT = "draft"


class AskedExport(NamedTuple):
    """What is to be exported, and the filters in words, "" for none."""

    wanted: Wanted
    said: str
    more: Mapping[str, tuple[str, ...]] = MappingProxyType({})


def read_export_address(
    given: Given,
    reader: Person | None,
    *,
    drafts_too: bool = False,
    more: Sequence[Parameter] = (),
) -> AskedExport:
    """Return what `given` asks for: the filters of the list of claims, and besides

    `item`, accessions one by one; and `status=draft`, own open drafts instead of claims. With
    `drafts_too` own drafts stand for their items where nothing is filtered; values of `more`
    parameters are in `more` of the answer. Raises Unreadable.
    """
    kept = {name: list(values) for name, values in given.items()}
    accessions = _accessions(kept.pop("item", []))
    if kept.get("status") == [DRAFT] and len(kept) == 1 and not accessions:
        wanted = Wanted(reader, has_claims=False, has_drafts=True)
        return AskedExport(wanted, f"{STATUSES.label_of(DRAFT)}s of your own")
    for name in ("after", "before"):  # which page of the list it was asked from
        kept.pop(name, None)
    address = read_item_address(kept, more)
    filters = address.filters
    is_all = not filters and not accessions
    said = [f"{chip['group']}: {chip['label']}" for chip in filter_chips(filters)]
    if accessions:
        said.append("Items: " + ", ".join(Item(number=n).accession for n in accessions))
    wanted = Wanted(reader, filters, accessions, has_drafts=drafts_too and is_all)
    return AskedExport(wanted, "; ".join(said), address.more)


def _accessions(values: Sequence[str]) -> tuple[int, ...]:
    if len(values) > MOST_VALUES:
        raise Unreadable([Problem("item", f"“item” has {len(values)} values, too many at once.")])
    problem = accession_parameter("item").problem
    if problems := [Problem("item", message) for text in values if (message := problem(text))]:
        raise Unreadable(problems)
    return tuple(dict.fromkeys(Item.number_of(text) or 0 for text in values))


def with_numbers_of_terms(given: Given) -> Mapping[str, Sequence[str]]:
    """Return `given` with the numbers of terms for their names, which people type."""
    named = {
        (facet.vocabulary, fold(value))
        for name, values in given.items()
        if (facet := FACETS.get(name)) and facet.kind == "term"
        for value in values
    }
    terms = resolve(named)
    found: dict[str, list[str]] = {}
    for name, values in given.items():
        facet = FACETS.get(name)
        found[name] = [
            str(term.pk)
            if facet and (term := terms.get((facet.vocabulary, fold(value))))
            else value
            for value in values
        ]
    return found
