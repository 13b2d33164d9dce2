"""From what was typed to what is meant: one spelling for every listed name."""

from functools import lru_cache

from evidence.columns import BY_NAME, COLUMNS, Attribute, Column
from evidence.content import Content, Entry, Value
from evidence.models import Term
from evidence.names import fold

Terms = dict[tuple[str, str], Term]


def names_to_resolve(content: Content) -> set[tuple[str, str]]:
    """Return the (vocabulary, folded name) pairs that `content` mentions."""
    wanted: set[tuple[str, str]] = set()
    for name, value in content.items():
        column = BY_NAME[name]
        if column.vocabulary and isinstance(value, list):
            wanted |= {
                (column.vocabulary, fold(str(entry.get("name", ""))))
                for entry in value
                if entry.get("name") and not is_no_agent(column, entry)
            }
    return wanted


def is_no_agent(column: Column, entry: Entry) -> bool:
    """Tell whether the entry says that no therapy was given; "none" is not a term."""
    return column.name == "agents" and fold(str(entry.get("name", ""))) == "none"


@lru_cache(maxsize=1_000)
def _columns_in(names: tuple[str, ...]) -> tuple[Column, ...]:
    """Return the columns of these names, in their own order; many contents have the same ones."""
    return tuple(column for column in COLUMNS if column.name in names)


def tidy(content: Content, known: "Tidied | None" = None) -> Content:
    """Return `content` without blank entries, blank attributes and empty answers.

    What `known` keeps from call to call is done once, as in `normalised`.
    """
    known = {} if known is None else known
    tidied: Content = {}
    for column in _columns_in(tuple(content)):
        value = content[column.name]
        if not value:
            continue
        if id(value) not in known:
            known[id(value)] = value, _tidy_value(value)
        if value := known[id(value)][1]:
            tidied[column.name] = value
    return tidied


def _tidy_value(value: Value) -> Value:
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, list):
        return [entry for entry in map(_tidy_entry, value) if entry]
    return value


def _tidy_entry(entry: Entry) -> Entry:
    stripped = {k: v.strip() if isinstance(v, str) else v for k, v in entry.items()}
    return {k: v for k, v in stripped.items() if v}


# A value with what it becomes, by identity, and by column and identity.
Tidied = dict[int, tuple[Value, Value]]
Known = dict[tuple[str, int], tuple[Value, Value]]


def normalised(content: Content, terms: Terms, known: Known | None = None) -> Content:
    """Return `content` with every listed name in its one spelling.

    A choice becomes its stored value; a term its label, with what was typed kept as reported
    where the column can say so and nothing else was. Names that `terms` lacks stay as they are.
    Contents of one file share their values: what `known` keeps from call to call is done once.
    """
    known = {} if known is None else known
    result: Content = {}
    for column in _columns_in(tuple(content)):
        value = content[column.name]
        if not value:
            continue
        place = (column.name, id(value))
        if place not in known:
            # Kept beside its result, the value lives on, and nothing else gets its identity.
            known[place] = value, _normalised_value(column, _tidy_value(value), terms)
        if normal := known[place][1]:
            result[column.name] = normal
    return result


def _normalised_value(column: Column, value: Value, terms: Terms) -> Value:
    if not isinstance(value, list):
        return value
    entries = [_normalised_entry(column, entry, terms) for entry in value]
    return _in_list_order(column, entries) if column.kind == "choices" else entries


def _in_list_order(column: Column, entries: list[Entry]) -> list[Entry]:
    """Return ticked answers once each in their list's own order; unlisted ones stay, last."""
    listed = column.choices.values if column.choices else ()
    names = dict.fromkeys(str(entry.get("name", "")) for entry in entries)
    order = [name for name in listed if name in names]
    return [{"name": name} for name in order + [name for name in names if name not in listed]]


def _normalised_entry(column: Column, entry: Entry, terms: Terms) -> Entry:
    result = {k: _normalised_attribute(column.attribute(k), v) for k, v in entry.items()}
    typed = str(entry.get("name", ""))
    if column.choices and (choice := column.choices.find(typed)):
        result["name"] = choice.value
    elif is_no_agent(column, entry):
        result["name"] = "none"
    elif term := terms.get((column.vocabulary, fold(typed))):
        result["name"] = term.label
        if column.attribute("as_reported") and fold(term.label) != fold(typed):
            result.setdefault("as_reported", typed)
    return result


def _normalised_attribute(attribute: Attribute | None, value: object) -> object:
    if attribute and attribute.choices and (choice := attribute.choices.find(str(value))):
        return choice.value
    return value
