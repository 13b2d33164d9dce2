"""The addresses of lists: what may stand behind the "?", and links that change one thing of it."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date
from typing import NoReturn
from urllib.parse import urlencode

from evidence.enums import Choice
from evidence.list_columns import COLUMNS_BY_NAME, ORDERS, order_of
from evidence.models import Item, Term
from evidence.policies.answers import text_problem
from evidence.queries.facets import FACETS, Facet, Filters
from evidence.queries.terms import with_narrower
from ground import clock
from ground.errors import DomainError, Problem

LONGEST_SEARCH = 200
MOST_VALUES = 50
_LARGEST_NUMBER = 2**63
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_KEY = re.compile(r"[A-Za-z0-9_-]{1,80}")

Given = Mapping[str, Sequence[str]]


class Unreadable(DomainError):
    """An address asks for something this list does not know; nothing was shown or saved."""

    code = "unreadable"

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(
            "The address holds something this list does not know, so that nothing can be shown. "
            "Nothing was saved. Change what is named here, or start from the whole list."
        )
        self.problems = problems


@dataclass(frozen=True)
class Parameter:
    """One name that may stand in an address; `problem` says what is wrong with a value, or ""."""

    name: str
    problem: Callable[[str], str]
    many: bool = False


def search_parameter(name: str = "q") -> Parameter:
    """Return the parameter of a search field."""
    return Parameter(name, lambda text: text_problem("Search", text, LONGEST_SEARCH))


def choice_parameter(name: str, choices: Iterable[Choice]) -> Parameter:
    """Return a parameter that takes values of a closed list."""
    values = [choice.value for choice in choices]
    return Parameter(name, lambda text: _not_among(name, text, values), many=True)


def accession_parameter(name: str) -> Parameter:
    """Return a parameter that takes an accession to go on from."""
    return Parameter(
        name,
        lambda text: (
            ""
            if Item.number_of(text) is not None
            else f"“{name}={text[:40]}” is no accession; expected is a form like EVD-000050."
        ),
    )


def number_parameter(name: str, what: str) -> Parameter:
    """Return a parameter that takes the number of `what`."""
    return Parameter(
        name,
        lambda text: "" if _is_number(text) else f"“{name}={text[:40]}” is no number of {what}.",
    )


def key_parameter(name: str) -> Parameter:
    """Return a parameter that takes the key of a citation."""
    return Parameter(
        name,
        lambda text: (
            ""
            if _KEY.fullmatch(text)
            else f"“{name}={text[:40]}” is no key of a paper; expected is a form like wu2020."
        ),
    )


def day_parameter(name: str, then: str) -> Parameter:
    """Return a parameter that takes a day, such as 2026-11-21; `then` says what it does."""
    return Parameter(
        name,
        lambda text: (
            ""
            if _DAY.fullmatch(text) and _is_day(text)
            else f"“{name}={text[:40]}” is no day. Write it as {today()}; {then}."
        ),
    )


def today() -> date:
    """Return the day it is, in UTC."""
    return clock.now().astimezone(UTC).date()


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 20 and int(text) < _LARGEST_NUMBER


def _not_among(name: str, text: str, values: Sequence[str]) -> str:
    if text in values:
        return ""
    return f"“{name}={text[:40]}” is not known here. {name} is one of: {', '.join(values)}."


def read_address(given: Given, parameters: Iterable[Parameter]) -> dict[str, tuple[str, ...]]:
    """Return the values of each parameter that has any; blank ones are left out.

    Raises Unreadable with every problem at once, naming what would be allowed.
    """
    known = {parameter.name: parameter for parameter in parameters}
    values: dict[str, tuple[str, ...]] = {}
    problems: list[Problem] = []
    for name, texts in given.items():
        parameter = known.get(name)
        if parameter is None:
            message = f"“{name[:40]}” is not known here. Known are: {', '.join(known)}."
            problems.append(Problem(name[:40], message))
            continue
        wanted = tuple(dict.fromkeys(text for text in texts if text.strip()))
        if len(wanted) > (MOST_VALUES if parameter.many else 1):
            problems.append(Problem(name, f"“{name}” has {len(wanted)} values, too many at once."))
            continue
        messages = [message for text in wanted if (message := parameter.problem(text))]
        problems += [Problem(name, message) for message in messages]
        if wanted:
            values[name] = wanted
    if problems:
        raise Unreadable(problems)
    return values


def list_query(asked: Mapping[str, tuple[str, ...]], *, after: str) -> str:
    """Return the address of a list as asked for, going on after `after`."""
    pairs = [(name, value) for name, values in asked.items() for value in values if name != "after"]
    return "?" + urlencode(pairs + ([("after", after)] if after else []))


def unreadable_end(name: str, what: str) -> NoReturn:
    """Refuse to go on after something that is not there."""
    message = f"“{name}” is the number of {what} to go on after, and there is none of that number."
    raise Unreadable([Problem(name, message)])


def _facet_parameter(facet: Facet) -> Parameter:
    if facet.kind != "term":
        return choice_parameter(facet.name, facet.choices)
    return Parameter(
        facet.name,
        lambda text: (
            ""
            if text in facet.values or _is_number(text)
            else f"“{facet.name}={text[:40]}” is not known here. {facet.name} is the number "
            f"of a term (see the address of its page) or one of: {', '.join(facet.values)}."
        ),
        many=True,
    )


ITEM_LIST = (
    search_parameter(),
    *(_facet_parameter(facet) for facet in FACETS.values()),
    choice_parameter("exact", [Choice("1", "without narrower terms")]),
    accession_parameter("after"),
    accession_parameter("before"),
)


def _order_problem(text: str) -> str:
    if order_of(text):
        return ""
    known = ", ".join(ORDERS)
    return f"“sort={text[:40]}” is not known here. sort is one of: {known}; or one with a - before."


# How the list is shown, for pages that show it.
LAYOUT = (
    choice_parameter("column", [Choice(name, "") for name in COLUMNS_BY_NAME]),
    Parameter("sort", _order_problem),
)


@dataclass(frozen=True)
class ItemAddress:
    """What an address of the list of claims asks for."""

    filters: Filters
    after: int | None = None
    before: int | None = None
    more: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def read_item_address(given: Given, more: Iterable[Parameter] = ()) -> ItemAddress:
    """Return what `given` asks for; raise Unreadable where it cannot be done.

    `more` parameters are known, too; their values are in `more` of the answer. Two queries when
    terms are named, otherwise none.
    """
    more = tuple(more)
    values = read_address(given, (*ITEM_LIST, *more))
    chosen = {name: values[name] for name in FACETS if name in values}
    terms, exact = _terms_of(chosen), "exact" in values
    filters = Filters(
        q=" ".join(values.get("q", ())),
        chosen=chosen,
        exact=exact,
        terms=terms,
        wider=with_narrower(terms) if terms and not exact else {},
    )
    if "after" in values and "before" in values:
        message = "“after” and “before” do not go together; keep one of them."
        raise Unreadable([Problem("after", message)])
    after, before = (Item.number_of("".join(values.get(name, ()))) for name in ("after", "before"))
    others = {one.name: values[one.name] for one in more if one.name in values}
    return ItemAddress(filters, after, before, others)


def _terms_of(chosen: Mapping[str, tuple[str, ...]]) -> dict[int, Term]:
    numbers = {
        (FACETS[name], int(value))
        for name, values in chosen.items()
        if FACETS[name].kind == "term"
        for value in values
        if value.isdigit()
    }
    if not numbers:
        return {}
    terms = Term.objects.in_bulk({number for _, number in numbers})
    problems = [
        Problem(facet.name, f"“{facet.name}={number}”: no term of that list has this number.")
        for facet, number in sorted(numbers, key=lambda pair: (pair[0].name, pair[1]))
        if number not in terms or terms[number].vocabulary != facet.vocabulary
    ]
    if problems:
        raise Unreadable(problems)
    return terms


def query_of(filters: Filters, *more: tuple[str, str], **ends: str) -> str:
    """Return the address of the list under `filters`, from its "?" on; `more` and `ends` follow."""
    pairs = [("q", filters.q)] if filters.q else []
    pairs += [(name, value) for name, values in filters.chosen.items() for value in values]
    pairs += [("exact", "1")] if filters.exact else []
    pairs += [*filters.also, *more, *ends.items()]
    return "?" + urlencode(pairs)


def toggled(filters: Filters, name: str, value: str) -> Filters:
    """Return the filters with one value of a facet added, or taken away where it is there."""
    now = filters.chosen.get(name, ())
    then = tuple(v for v in now if v != value) if value in now else (*now, value)
    chosen = {**filters.chosen, name: then}
    return replace(filters, chosen={facet: values for facet, values in chosen.items() if values})
