"""Answers in words: one line for each, as people read them."""

from evidence.columns import Attribute, Column
from evidence.content import Entry, Value, entries_of, unknown_of
from evidence.enums import UNKNOWNS


def words_of(column: Column, value: Value | None) -> str:
    """Return an answer as text such as "miR-21 (miRNA, as reported: miR-21-5p); miR-9".

    Stored values appear as their labels, an unknown as its label.
    """
    if isinstance(value, str) and value:
        return value
    if kind := unknown_of(value):
        return UNKNOWNS.label_of(kind)
    return "; ".join(_entry_words(column, entry) for entry in entries_of(value))


def _entry_words(column: Column, entry: Entry) -> str:
    name = str(entry.get("name", ""))
    label = column.choices.label_of(name) if column.choices else name
    said = [
        _attribute_words(attribute, entry[attribute.name])
        for attribute in column.attributes
        if entry.get(attribute.name)
    ]
    return f"{label or 'no name'} ({', '.join(said)})" if said else label


def _attribute_words(attribute: Attribute, value: object) -> str:
    if attribute.is_mark:
        return attribute.label
    if attribute.choices:
        return f"{attribute.label}: {attribute.choices.label_of(str(value))}"
    return f"{attribute.label}: {value}"


def plural(number: int, noun: str) -> str:
    """Return a number with its noun: 1 paper, 2 papers."""
    return f"{number} {noun}{'' if number == 1 else 's'}"
