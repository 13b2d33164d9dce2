"""The orders of the list of claims, and where a page of each begins.

A page goes on after a claim, whatever the order, so that depth costs nothing and an address
holds an accession and no counting. Claims that are equal in the order stand as they were submitted;
those without an answer come last, whichever way round.
"""

from collections.abc import Callable
from typing import Any

from django.db.models import (
    CharField,
    F,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.expressions import Combinable
from django.db.models.fields.json import KeyTextTransform, KeyTransform
from django.db.models.functions import Coalesce, Lower

from evidence.list_columns import Order
from evidence.models import Version, VersionChoice, VersionTerm

# Versions with a `place`, which their type does not tell.
Rows = QuerySet[Any]

_LAST = "\U0010fffd"
_TERMS = ("agents", "cargo", "cancer", "tissue", "mechanism_classes")
_CHOICES = ("effect", "read_from", "directness")


def keyed(versions: QuerySet[Version], order: Order) -> Rows:
    """Return `versions` with what they are ordered by."""
    if order.name == "item":
        return versions.annotate(place=F("item__number"))
    return versions.annotate(place=_KEYS[order.name](order.descending))


def in_order(versions: Rows, order: Order, *, backwards: bool = False) -> Rows:
    """Return keyed `versions` in the order, or in its mirror."""
    first = "place" if order.descending == backwards else "-place"
    return versions.order_by(first, "-pk" if backwards else "pk")


def beyond(versions: Rows, order: Order, number: int, *, backwards: bool = False) -> Rows:
    """Return the keyed `versions` that follow the item of that number, or precede it.

    None where the order is asked of a claim that is not among them (any more).
    """
    rises = order.descending == backwards
    if order.name == "item":
        return versions.filter(**{f"item__number__{'gt' if rises else 'lt'}": number})
    here = versions.filter(item__number=number).order_by().values_list("place", "pk").first()
    if here is None:
        return versions.none()
    place, pk = here
    further = Q(**{f"place__{'gt' if rises else 'lt'}": place})
    beside = Q(place=place, **{f"pk__{'lt' if backwards else 'gt'}": pk})
    return versions.filter(further | beside)


def _name_key(role: str) -> Callable[[bool], Combinable]:
    named = VersionTerm.objects.filter(version=OuterRef("pk"), role=role).order_by()
    first = named.values("version").annotate(first=Min(Lower("term__label"))).values("first")
    return lambda descending: _or_last(Subquery(first), descending)


def _choice_key(role: str) -> Callable[[bool], Combinable]:
    given = VersionChoice.objects.filter(version=OuterRef("pk"), role=role).order_by()
    first = given.values("version").annotate(first=Min("value")).values("first")
    return lambda descending: _or_last(Subquery(first), descending)


def _or_last(expression: Combinable, descending: bool) -> Combinable:
    last = Value("" if descending else _LAST)
    return Coalesce(expression, last, output_field=CharField())


def _year(descending: bool) -> Combinable:
    issued = KeyTransform("date-parts", KeyTransform("issued", "citation__csl"))
    return _or_last(KeyTextTransform(0, KeyTransform(0, issued)), descending)


_KEYS: dict[str, Callable[[bool], Combinable]] = {
    # Numbers are given as versions are submitted, and come with an index.
    "submitted": lambda _: F("pk"),
    "year": _year,
    **{role: _name_key(role) for role in _TERMS},
    **{role: _choice_key(role) for role in _CHOICES},
}
