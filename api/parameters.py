"""What may stand behind the "?" of an API address. Whatever else stands there is refused."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import QueryDict

from evidence.enums import STATUSES, Choice, ChoiceList
from evidence.models import Item
from evidence.policies.answers import text_problem
from evidence.presenters.addresses import (
    LONGEST_SEARCH,
    Parameter,
    Unreadable,
    choice_parameter,
    read_address,
    search_parameter,
)
from evidence.queries.facets import FACETS, Filters
from evidence.queries.terms import terms_meant
from ground.errors import Problem
from releases.columns import FLAT_NAMES
from releases.moments import MOMENT, Moment, moment_of

from .paging import CURSOR, FORMATS, LIMIT, Window, read_window

CHOICES = tuple(facet.name for facet in FACETS.values() if facet.kind in ("choice", "mark"))
TERMS = tuple(facet.name for facet in FACETS.values() if facet.kind == "term")
LONGEST_FIELDS = 4_000
_STATUSES = tuple(choice for choice in STATUSES.choices if choice.value != "draft")


@dataclass(frozen=True)
class ClaimQuery:
    """What an address of the list of claims asks for."""

    filters: Filters
    statuses: tuple[str, ...]
    window: Window
    moment: Moment | None = None
    measured_in: tuple[str, ...] = ()
    accessions: tuple[int, ...] = ()
    fields: tuple[str, ...] = ()

    @property
    def is_narrowed(self) -> bool:
        """Whether anything but the place in the list is asked for."""
        return bool(self.filters or self.moment or self.measured_in or self.accessions)


def _listed(name: str) -> ChoiceList:
    return ChoiceList(name, FACETS[name].choices)


def _choice(name: str, facet: str = "") -> Parameter:
    listed = _listed(facet or name)

    def problem(text: str) -> str:
        if listed.find(text):
            return ""
        return f"“{name}={text[:40]}” is not known here. {name} is one of: " + ", ".join(
            listed.values
        )

    return Parameter(name, problem, many=True)


def _term(name: str) -> Parameter:
    return Parameter(name, lambda text: text_problem(name, text, LONGEST_SEARCH), many=True)


FILTERS: tuple[Parameter, ...] = (
    *map(_choice, CHOICES),
    *map(_term, TERMS),
    search_parameter(),
    choice_parameter("exact", [Choice("1", "without narrower terms")]),
    choice_parameter("status", _STATUSES),
)
PARAMETERS: tuple[Parameter, ...] = (
    *FILTERS,
    _choice("measured_in", "settings"),
    Parameter("accession", lambda text: _accession_problem(text), many=True),
    *MOMENT,
    Parameter("fields", lambda text: _fields_problem(text)),
    LIMIT,
    CURSOR,
    FORMATS,
)


def read_claim_query(given: QueryDict) -> ClaimQuery:
    """Return what `given` asks for; raise Unreadable naming everything that cannot be answered.

    Of the statuses it is the accepted ones where nothing is said.
    """
    values = read_address(dict(given.lists()), PARAMETERS)
    filters = filters_of(values)
    window = read_window(values)
    statuses = values.get("status", ("accepted",))
    if window.format != "json" and statuses != ("accepted",):
        message = "“format”: tables hold accepted claims only. Leave out “status”, or ask for JSON."
        raise Unreadable([Problem("format", message)])
    then = {name for name in ("as_of", "release", "status") if name in values}
    if len(then) > 1:
        message = f"{' and '.join(sorted(then))} exclude each other: ask for one of them."
        raise Unreadable([Problem(min(then), message)])
    return ClaimQuery(
        filters,
        statuses,
        window,
        moment_of(values),
        measured_in=_values("settings", values.get("measured_in", ())),
        accessions=tuple(Item.number_of(text) or 0 for text in values.get("accession", ())),
        fields=_fields(values.get("fields", ("",))[0], window.format),
    )


def filters_of(values: Mapping[str, tuple[str, ...]]) -> Filters:
    """Return what checked values of FILTERS ask for, but the status; raise Unreadable.

    A closed list takes value or label, a list of terms label, synonym or CURIE; both take the
    unknowns. Values of one parameter are alternatives, parameters narrow each other.
    """
    chosen = {name: _values(name, values[name]) for name in CHOICES if name in values}
    wider = _terms({name: values[name] for name in TERMS if name in values}, chosen)
    exact = "exact" in values
    return Filters(
        q=" ".join(values.get("q", ())), chosen=chosen, exact=exact, wider={} if exact else wider
    )


# What `fields` may name: members of a row of JSON; columns of a table.
ROW = (
    *("accession", "version", "status", "reviewed_by", "citation_status"),
    *("document_sha256", "url", "document"),
)


def _fields(text: str, form: str) -> tuple[str, ...]:
    """Return the members asked for; raise Unreadable naming those that are none."""
    names = tuple(dict.fromkeys(name.strip() for name in text.split(",") if name.strip()))
    known = ROW if form == "json" else FLAT_NAMES
    if unknown := [name for name in names if name not in known]:
        message = (
            f"“fields={unknown[0][:40]}” is not known here. Known are, for this format: "
            f"{', '.join(known)}."
        )
        raise Unreadable([Problem("fields", message)])
    return names


def _fields_problem(text: str) -> str:
    return "" if len(text) <= LONGEST_FIELDS else "“fields” is too long: name each member once."


def _accession_problem(text: str) -> str:
    if text.isascii() and Item.number_of(text) is not None:
        return ""
    return f"“accession={text[:40]}” is no accession; expected is a form like EVD-000050."


def _values(name: str, texts: tuple[str, ...]) -> tuple[str, ...]:
    found = [_listed(name).find(text) for text in texts]
    return tuple(choice.value for choice in found if choice)


def _terms(
    asked: Mapping[str, tuple[str, ...]], chosen: dict[str, tuple[str, ...]]
) -> dict[int, set[int]]:
    """Add the numbers of the terms asked for to `chosen`; return them, and what counts as each."""
    if not asked:
        return {}
    meant = terms_meant((FACETS[name].vocabulary, text) for name in asked for text in asked[name])
    wider: dict[int, set[int]] = {}
    problems: list[Problem] = []
    for name, texts in asked.items():
        vocabulary = FACETS[name].vocabulary
        values: list[str] = []
        for text in texts:
            found = meant.get((vocabulary, text), {})
            unknown = _listed(name).find(text)
            if not found and not unknown:
                message = f"“{name}={text[:40]}”: no {vocabulary} has this name or code."
                problems.append(Problem(name, message))
            wider |= found
            values += [*map(str, found)] or [unknown.value if unknown else ""]
        chosen[name] = tuple(dict.fromkeys(values))
    if problems:
        raise Unreadable(problems)
    return wider
