"""What the claim form needs besides the draft: terms, closed lists, names to choose from."""

import difflib
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from django.db.models import F, Q, Window
from django.db.models.functions import RowNumber

from evidence.content import Content
from evidence.documents import names_to_resolve, tidy
from evidence.documents.normal import Terms
from evidence.enums import OPEN_VOCABULARIES
from evidence.models import Citation, TermName
from evidence.names import fold

from .terms import closed_names, resolve

# A list to choose from while typing; beyond it the page asks for more (`suggest`).
LONGEST_LIST = 400
_NEAR = 0.75


@dataclass(frozen=True)
class Suggestion:
    """A name that can be typed; `means` is the term's label where the name is a synonym."""

    name: str
    means: str = ""


@dataclass(frozen=True)
class Lists:
    """The vocabularies as the form shows them, and where the content stands to them.

    `near` maps each (vocabulary, folded name) that an open list lacks to the nearest name it
    has, or "".
    """

    terms: Terms
    closed: dict[str, list[str]]
    names: dict[str, list[Suggestion]]
    near: dict[tuple[str, str], str]


def terms_of(contents: Iterable[Content]) -> Terms:
    """Return the terms that any of `contents` names, in as many queries as for one."""
    wanted: set[tuple[str, str]] = set()
    for content in contents:
        wanted |= names_to_resolve(tidy(content))
    return resolve(wanted)


def standing_of_names(content: Content) -> Lists:
    """Return where the names in `content` stand to the vocabularies, without names to choose."""
    terms = terms_of([content])
    unlisted = {
        wanted
        for wanted in names_to_resolve(tidy(content))
        if wanted not in terms and wanted[0] in OPEN_VOCABULARIES
    }
    return Lists(terms, closed_names(), {}, nearest(unlisted))


def lists_for(content: Content) -> Lists:
    """Return the lists for a form that holds `content`."""
    return replace(standing_of_names(content), names=_names())


def _names() -> dict[str, list[Suggestion]]:
    """Return the first names of each vocabulary, labels before synonyms."""
    place = Window(RowNumber(), partition_by=F("vocabulary"), order_by=["-is_label", "key"])
    rows = (
        TermName.objects.exclude(term__status="obsolete")
        .annotate(place=place)
        .filter(place__lte=LONGEST_LIST)
        .order_by("vocabulary", "place")
        .values_list("vocabulary", "name", "is_label", "term__label")
    )
    names: dict[str, list[Suggestion]] = {}
    for vocabulary, name, is_label, label in rows:
        names.setdefault(vocabulary, []).append(Suggestion(name, "" if is_label else label))
    return names


def nearest(unlisted: Collection[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """Return the nearest name for each unlisted one, looking among those that begin alike."""
    if not unlisted:
        return {}
    alike = Q()
    for vocabulary, key in unlisted:
        alike |= Q(vocabulary=vocabulary, key__startswith=key[:2])
    candidates: dict[str, dict[str, str]] = {}
    rows = TermName.objects.filter(alike).exclude(term__status="obsolete").order_by("key")
    for vocabulary, key, name in rows.values_list("vocabulary", "key", "name")[:2_000]:
        candidates.setdefault(vocabulary, {})[key] = name
    near = {}
    for vocabulary, key in unlisted:
        names = candidates.get(vocabulary, {})
        found = difflib.get_close_matches(key, names, n=5, cutoff=_NEAR)
        alike_too = (names[name] for name in found if _may_mean(name, key))
        near[vocabulary, key] = next(alike_too, "")
    return near


def _may_mean(name: str, key: str) -> bool:
    """Tell whether the figures of two names may be one and the same, mistyped: miR-122 is no
    miR-22, while A594 may be meant for A549."""
    figures = [sorted(filter(str.isdigit, text)) for text in (name, key)]
    return figures[0] == figures[1] or not all(figures)


def suggest(*, vocabulary: str, text: str, most: int = 20) -> list[Suggestion]:
    """Return names of `vocabulary` that hold `text`, those that begin with it first."""
    key = fold(text)
    if not key:
        return []
    rows = TermName.objects.filter(vocabulary=vocabulary).exclude(term__status="obsolete")
    begins = rows.filter(key__startswith=key).order_by("key")[:most]
    holds = rows.filter(key__contains=key).exclude(key__startswith=key).order_by("key")[:most]
    found = [*begins.select_related("term"), *holds.select_related("term")][:most]
    return [Suggestion(n.name, "" if n.is_label else n.term.label) for n in found]


def review_keys() -> list[Suggestion]:
    """Return the keys of the reviews known here, with their titles, latest first."""
    rows = Citation.objects.filter(kind="review").order_by("-pk").values_list("key", "title")
    return [Suggestion(key, title[:80]) for key, title in rows[:LONGEST_LIST]]
