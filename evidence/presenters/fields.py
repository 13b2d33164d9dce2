"""The claim form's fields, from the column list and the content of a draft."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from evidence.columns import Attribute, Column
from evidence.content import Entry, Value, entries_of, text_of, unknown_of
from evidence.enums import UNKNOWNS, ChoiceList

Option = tuple[str, str, bool]

_NO_ANSWER = "no answer, because …"
_CHOOSE = "choose …"


@dataclass(frozen=True)
class Control:
    """One input of a row."""

    name: str
    id: str
    label: str
    kind: str
    value: str = ""
    choices: Sequence[Option] = ()
    checked: bool = False
    list_id: str = ""
    required: bool = False


@dataclass(frozen=True)
class Row:
    """One entry, or a blank line for the next one."""

    index: int
    controls: list[Control]


@dataclass(frozen=True)
class Field:
    """A question as the page shows it; the shape is that of components/field.html."""

    name: str
    id: str
    label: str
    need: str
    hint: str
    example: str
    kind: str
    errors: list[str] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    value: str = ""
    choices: Sequence[Option] = ()
    unknowns: Sequence[Option] = ()
    many: bool = False
    rows: list[Row] = field(default_factory=list)
    datalist_id: str = ""

    @property
    def unknown_name(self) -> str:
        """The name under which the unknown is posted."""
        return f"{self.name}-unknown"


def field_of(
    column: Column,
    value: Value | None,
    *,
    closed: Mapping[str, Sequence[str]],
    errors: Sequence[str] = (),
    notices: Sequence[str] = (),
    rows: int = 0,
) -> Field:
    """Return the field that shows `value`; what it posts unchanged reads back as `value`.

    `closed` holds the labels of closed vocabularies that are chosen from, not typed. At least
    `rows` rows are shown, and always a blank one.
    """
    return Field(
        name=column.name,
        id=column.name,
        label=f"{column.label} (private)" if column.private else column.label,
        need=column.need,
        hint=column.hint,
        example=column.example,
        kind=_kind(column, value),
        errors=list(errors),
        notices=list(notices),
        value=text_of(value),
        choices=_choices(column, value, closed),
        unknowns=_unknowns(value),
        many=column.many,
        rows=_rows(column, entries_of(value), rows) if column.kind in ("terms", "rows") else [],
    )


def _kind(column: Column, value: Value | None) -> str:
    # An <input> would drop the line breaks of a text that came in by another door.
    if column.kind == "text":
        return "long" if "\n" in text_of(value) else "text"
    return {"terms": "rows", "term": "choice"}.get(column.kind, column.kind)


def _unknowns(value: Value | None) -> list[Option]:
    kind = unknown_of(value) if isinstance(value, dict) else ""
    options = [(c.value, c.label, c.value == kind) for c in UNKNOWNS.choices]
    return [("", _NO_ANSWER, not kind), *options]


def _choices(
    column: Column, value: Value | None, closed: Mapping[str, Sequence[str]]
) -> list[Option]:
    chosen = [str(entry.get("name", "")) for entry in entries_of(value)]
    if column.kind == "term":
        labels = closed.get(column.vocabulary, ())
        options = [(label, label) for label in labels]
    elif column.kind in ("choice", "choices") and column.choices:
        options = [(c.value, _with_meaning(c.label, c.meaning)) for c in column.choices.choices]
        chosen = [_stored(column.choices, name) for name in chosen]
    else:
        return []
    blank = "as the settings suggest" if column.name == "level" else _CHOOSE
    return _options(options, chosen, blank="" if column.many else blank)


def _with_meaning(label: str, meaning: str) -> str:
    return f"{label} ({meaning})" if meaning else label


def _stored(choices: ChoiceList, name: str) -> str:
    choice = choices.find(name)
    return choice.value if choice else name


def _options(options: list[tuple[str, str]], chosen: Sequence[str], blank: str) -> list[Option]:
    """Return `options` with those chosen marked; a choice no list has is kept and says so."""
    listed = {value for value, _ in options}
    options = options + [
        (name, f"{name} (not in the list)") for name in chosen if name and name not in listed
    ]
    shown = [(value, label, value in chosen) for value, label in options]
    return [("", blank, not any(chosen)), *shown] if blank else shown


def _rows(column: Column, entries: list[Entry], least: int) -> list[Row]:
    blanks: list[Entry] = [{}] * max(1, least - len(entries))
    return [
        Row(index, _controls(column, entry, index))
        for index, entry in enumerate([*entries, *blanks])
    ]


def _controls(column: Column, entry: Entry, index: int) -> list[Control]:
    stem = f"{column.name}-{index}"
    controls = [_name_control(column, str(entry.get("name", "")), f"{stem}-name")]
    for attribute in column.attributes:
        name = f"{stem}-{attribute.name}"
        controls.append(_attribute_control(attribute, entry.get(attribute.name), name))
    return controls


def _name_control(column: Column, typed: str, name: str) -> Control:
    label = NAME_LABELS.get(column.name, "name")
    if column.choices:
        options = [(c.value, _with_meaning(c.label, c.meaning)) for c in column.choices.choices]
        chosen = [_stored(column.choices, typed)]
        shown = _options(options, chosen, blank=_CHOOSE)
        return Control(name, name, label, "choice", chosen[0], shown, required=True)
    return Control(name, name, label, "text", typed, list_id=list_id(column), required=True)


# What the first control of a row asks for.
NAME_LABELS = {
    "source_reviews": "citation key",
    "tissue": "tissue",
    "donor_species": "species",
    "cargo": "molecule",
    "targets": "gene or molecule",
    "mechanism_classes": "class",
    "pathways": "pathway",
    "cancer": "cancer",
    "models": "model",
    "species": "species",
    "agents": "agent",
    "settings": "setting",
    "external_ids": "collection",
}


def list_id(column: Column) -> str:
    """Return the id of the list of names that the column's rows choose from, or ""."""
    if column.name == "source_reviews":
        return "list-reviews"
    return f"list-{column.vocabulary}" if column.vocabulary else ""


def _attribute_control(attribute: Attribute, value: object, name: str) -> Control:
    if attribute.is_mark:
        # In a row there is room for the word only; the form says above what it means.
        label, _, _ = attribute.label.partition(",")
        return Control(name, name, label, "mark", "1", checked=bool(value))
    typed = str(value or "")
    if attribute.choices:
        chosen = [_stored(attribute.choices, typed)] if typed else []
        options = [(c.value, c.label) for c in attribute.choices.choices]
        shown = _options(options, chosen, blank=_CHOOSE if attribute.required else "–")
        return Control(
            name, name, attribute.label, "choice", typed, shown, required=attribute.required
        )
    return Control(name, name, attribute.label, "text", typed, required=attribute.required)
