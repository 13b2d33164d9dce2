"""What may stand behind the "?" of an API address. Whatever else stands there is refused."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from django.http import QueryDict

from evidence.enums import STATUSES, Choice, ChoiceList
from evidence.models import Term, TermCode
from evidence.names import fold
from evidence.policies.answers import text_problem
from evidence.presenters.addresses import (
    LONGEST_SEARCH,
    Parameter,
    Unreadable,
    choice_parameter,
    day_parameter,
    read_address,
    search_parameter,
)
from evidence.queries.facets import FACETS, Filters
from evidence.queries.terms import resolve, with_narrower
from ground.errors import Problem
from releases.policies import number_problem
from releases.queries.releases import release_of

from .paging import CURSOR, FORMATS, LIMIT, Window, read_window

CHOICES = ("effect", "modality", "settings", "read_from")
TERMS = ("agents", "cancer", "cargo")
_STATUSES = tuple(choice for choice in STATUSES.choices if choice.value != "draft")


@dataclass(frozen=True)
class ClaimQuery:
    """What an address of the list of claims asks for."""

    filters: Filters
    statuses: tuple[str, ...]
    window: Window
    at: datetime | None = None
    release: str = ""

    @property
    def is_then(self) -> bool:
        """Whether what was public at another time is asked for."""
        return self.at is not None or bool(self.release)


def _listed(name: str) -> ChoiceList:
    return ChoiceList(name, FACETS[name].choices)


def _choice(name: str) -> Parameter:
    listed = _listed(name)

    def problem(text: str) -> str:
        if listed.find(text):
            return ""
        return f"“{name}={text[:40]}” is not known here. {name} is one of: " + ", ".join(
            listed.values
        )

    return Parameter(name, problem, many=True)


def _term(name: str) -> Parameter:
    return Parameter(name, lambda text: text_problem(name, text, LONGEST_SEARCH), many=True)


PARAMETERS: tuple[Parameter, ...] = (
    *map(_choice, CHOICES),
    *map(_term, TERMS),
    search_parameter(),
    choice_parameter("exact", [Choice("1", "without narrower terms")]),
    choice_parameter("status", _STATUSES),
    day_parameter("as_of", "what was public then counts"),
    Parameter("release", lambda text: number_problem(text) or _release_problem(text)),
    LIMIT,
    CURSOR,
    FORMATS,
)


def read_claim_query(given: QueryDict) -> ClaimQuery:
    """Return what `given` asks for; raise Unreadable naming everything that cannot be answered.

    A closed list takes value or label, a list of terms label, synonym or CURIE; both take the
    unknowns. Values of one parameter are alternatives, parameters narrow each other.
    """
    values = read_address(dict(given.lists()), PARAMETERS)
    chosen = {name: _values(name, values[name]) for name in CHOICES if name in values}
    terms = _terms({name: values[name] for name in TERMS if name in values}, chosen)
    exact = "exact" in values
    filters = Filters(
        q=" ".join(values.get("q", ())),
        chosen=chosen,
        exact=exact,
        terms=terms,
        wider=with_narrower(terms) if terms and not exact else {},
    )
    window = read_window(values)
    statuses = values.get("status", ("accepted",))
    if window.format != "json" and statuses != ("accepted",):
        message = "“format”: tables hold accepted claims only. Leave out “status”, or ask for JSON."
        raise Unreadable([Problem("format", message)])
    then = {name for name in ("as_of", "release", "status") if name in values}
    if len(then) > 1:
        message = f"{' and '.join(sorted(then))} exclude each other: ask for one of them."
        raise Unreadable([Problem(min(then), message)])
    at = _end_of(values["as_of"][0]) if "as_of" in values else None
    return ClaimQuery(filters, statuses, window, at, values.get("release", ("",))[0])


def _end_of(text: str) -> datetime:
    """Return the last moment of a day, in UTC."""
    return datetime.combine(date.fromisoformat(text), time.max, UTC)


def _release_problem(text: str) -> str:
    release = release_of(text)
    if release is None:
        return f"“release={text[:40]}”: there is no release of this number."
    return f"{release.label} was withdrawn." if release.is_withdrawn else ""


def _values(name: str, texts: tuple[str, ...]) -> tuple[str, ...]:
    found = [_listed(name).find(text) for text in texts]
    return tuple(choice.value for choice in found if choice)


def _terms(
    asked: Mapping[str, tuple[str, ...]], chosen: dict[str, tuple[str, ...]]
) -> dict[int, Term]:
    """Add the numbers of the terms asked for to `chosen`, and return the terms by number."""
    if not asked:
        return {}
    by_name = resolve(
        {(FACETS[name].vocabulary, fold(text)) for name, texts in asked.items() for text in texts}
    )
    by_code = _by_code({text for texts in asked.values() for text in texts})
    terms: dict[int, Term] = {}
    problems: list[Problem] = []
    for name, texts in asked.items():
        vocabulary = FACETS[name].vocabulary
        values: list[str] = []
        for text in texts:
            found = list(by_code.get((vocabulary, text), []))
            found += [term] if (term := by_name.get((vocabulary, fold(text)))) else []
            unknown = _listed(name).find(text)
            if not found and not unknown:
                message = f"“{name}={text[:40]}”: no {vocabulary} has this name or code."
                problems.append(Problem(name, message))
            terms |= {term.pk: term for term in found}
            values += [str(term.pk) for term in found] or [unknown.value if unknown else ""]
        chosen[name] = tuple(dict.fromkeys(values))
    if problems:
        raise Unreadable(problems)
    return terms


def _by_code(texts: set[str]) -> dict[tuple[str, str], list[Term]]:
    found: dict[tuple[str, str], list[Term]] = {}
    if curies := {text for text in texts if ":" in text}:
        for code in TermCode.objects.filter(curie__in=curies).select_related("term"):
            found.setdefault((code.term.vocabulary, code.curie), []).append(code.term)
    return found
