"""What the list of claims can be narrowed by, and the conditions that narrow it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef, Q

from evidence.columns import BY_NAME, COLUMNS
from evidence.enums import (
    CARGO_KINDS,
    NO_AGENT,
    NO_DIRECT_TARGET,
    STATUSES,
    UNKNOWNS,
    Choice,
    ChoiceList,
)
from evidence.facet_keys import choice_key, term_key
from evidence.models import Term, VersionChoice, VersionTerm

MARKS = ChoiceList(
    "mark",
    (
        Choice("doubt", "doubtful", "its curator doubts something"),
        Choice("provisional", "provisional term", "an editor still has to confirm a name"),
        Choice("retracted", "retracted paper", "the publication was retracted"),
        Choice("concern", "expression of concern", "the publisher is concerned about the paper"),
        Choice("unidentified", "paper not identified", "known only through another source"),
    ),
)


@dataclass(frozen=True)
class Facet:
    """One thing claims are narrowed by; `name` is its URL parameter and its role in link rows."""

    name: str
    label: str
    kind: str
    choices: tuple[Choice, ...] = ()
    vocabulary: str = ""
    counted: bool = True
    folded: bool = False

    @property
    def values(self) -> tuple[str, ...]:
        """The values an address may give; a term facet takes numbers of terms besides these."""
        return tuple(choice.value for choice in self.choices)

    def label_of(self, value: str) -> str:
        """Return what people read for a value that is no number of a term."""
        return next((choice.label for choice in self.choices if choice.value == value), value)


def _with_unknowns(choices: tuple[Choice, ...]) -> tuple[Choice, ...]:
    known = {choice.value for choice in choices}
    return choices + tuple(c for c in UNKNOWNS.choices if c.value not in known)


def _choice(name: str, *, folded: bool = False) -> Facet:
    column = BY_NAME[name]
    choices = column.choices.choices if column.choices else ()
    return Facet(name, column.label, "choice", _with_unknowns(choices), folded=folded)


def _term(
    name: str, *, words: tuple[Choice, ...] = (), counted: bool = True, folded: bool = False
) -> Facet:
    column = BY_NAME[name]
    return Facet(
        name, column.label, "term", words + UNKNOWNS.choices, column.vocabulary, counted, folded
    )  # fmt: skip


_SHOWN = (
    _choice("effect"),
    _term("agents", words=(NO_AGENT,)),
    _choice("modality", folded=True),
    _term("cancer"),
    _term("cargo"),
    Facet("cargo_kind", "Cargo kind", "choice", _with_unknowns(CARGO_KINDS.choices), folded=True),
    _choice("settings"),
    _term("tissue", folded=True),
    _term("mechanism_classes", folded=True),
    _choice("engineering", folded=True),
    _choice("given", folded=True),
    _choice("read_from"),
    Facet(
        "status", "Status", "status", tuple(c for c in STATUSES.choices if c.value != "draft"),
    ),
    Facet("mark", "Marks", "mark", MARKS.choices),
)  # fmt: skip
_DIRECT_TARGETS = Facet(
    "direct_targets", "Direct target", "term", (NO_DIRECT_TARGET, *UNKNOWNS.choices),
    BY_NAME["targets"].vocabulary, counted=False,
)  # fmt: skip
# The other columns with terms can be filtered by (term pages link there) but are not counted.
_UNCOUNTED = tuple(
    _term(column.name, counted=False)
    for column in COLUMNS
    if column.vocabulary and column.name not in {facet.name for facet in _SHOWN}
)
FACETS: dict[str, Facet] = {facet.name: facet for facet in (*_SHOWN, *_UNCOUNTED, _DIRECT_TARGETS)}


@dataclass(frozen=True)
class Filters:
    """What a reader asked for. Values of one facet are alternatives, facets narrow each other.

    `terms` are the chosen terms by number, `wider` what counts as each: itself and, unless
    `exact`, everything narrower. `also` is what else the address says and every link carries on.
    """

    q: str = ""
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    exact: bool = False
    terms: Mapping[int, Term] = field(default_factory=dict)
    wider: Mapping[int, set[int]] = field(default_factory=dict)
    also: tuple[tuple[str, str], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.q or self.chosen)


def conditions(filters: Filters) -> dict[str, Q]:
    """Return, for each facet in use, the condition a version meets that passes it."""
    return {
        name: _condition(FACETS[name], values, filters.wider)
        for name, values in filters.chosen.items()
    }


def _condition(facet: Facet, values: tuple[str, ...], wider: Mapping[int, set[int]]) -> Q:
    if facet.kind == "status":
        return Q(standing__status__in=values)
    if facet.kind == "mark":
        return _marked(values)
    keys = {choice_key(facet.name, value) for value in values if not value.isdigit()}
    for number in [int(value) for value in values if value.isdigit()]:
        keys |= {term_key(facet.name, term_id) for term_id in wider.get(number, {number})}
    return Q(entry__facets__overlap=sorted(keys))


def _marked(values: tuple[str, ...]) -> Q:
    condition = Q(citation__status__in=[v for v in values if v in ("retracted", "concern")])
    if "unidentified" in values:
        condition |= Q(citation__kind="unidentified")
    if "doubt" in values:
        given = VersionChoice.objects.filter(version=OuterRef("pk"), role="doubt", value="yes")
        condition |= Q(Exists(given))
    if "provisional" in values:
        named = VersionTerm.objects.filter(version=OuterRef("pk"), term__status="provisional")
        condition |= Q(Exists(named))
    return condition
