"""What may be written in an answer: shape, length, characters, and closed lists.

Every function returns all problems at once, in the words of the fields.
"""

import difflib
import re
from collections.abc import Iterator

from evidence.columns import BY_NAME, REQUIRED_COLUMNS, Column
from evidence.content import Content, Entry, Value, entries_of, is_answered, names_of, text_of
from evidence.enums import UNKNOWNS
from evidence.names import fold
from evidence.policies.strength import suggested_level
from ground.errors import Problem

LONGEST_TEXT = 1_000
# What a cell of a spreadsheet holds, so that whatever is stored can be exported and come back.
LONGEST_LONG_TEXT = 32_767
LONGEST_NAME = 200
LONGEST_COLLECTION = 80
MOST_ENTRIES = 100

# Control characters but newline and tab, and the marks that turn the writing direction around.
_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff]")
_UNPAIRED_SURROGATE = re.compile("[\ud800-\udfff]")
_LINE_BREAK_OR_TAB = re.compile("[\n\t\u2028\u2029]")


def text_problem(label: str, text: str, longest: int) -> str:
    """Return what is wrong with `text` as typed into the field `label`, or ""."""
    if len(text) > longest:
        return (
            f"{label}: {len(text):,} characters are more than the {longest:,} that fit. "
            "Shorten it; your text is still in the field."
        )
    if found := _FORBIDDEN.search(text) or _UNPAIRED_SURROGATE.search(text):
        return (
            f"{label}: character {found.start() + 1} is a control character "
            f"(U+{ord(found.group()):04X}) that cannot be seen or stored. Delete it and try again."
        )
    return ""


def line_problem(label: str, text: str, longest: int) -> str:
    """Return what is wrong with `text` as typed into the one-line field `label`, or ""."""
    if message := text_problem(label, text, longest):
        return message
    if _LINE_BREAK_OR_TAB.search(text.strip()):
        return f"{label}: a line break or tab does not fit here. Put a space in its place."
    if len(fold(text)) > longest:
        return f"{label}: written out, the ligatures in it are more than the {longest:,} that fit."
    return ""


def shape_problems(content: Content) -> list[Problem]:
    """Return what keeps `content` from being stored even as a draft."""
    problems: list[Problem] = []
    for name, value in content.items():
        column = BY_NAME.get(name)
        if column is None:
            problems.append(Problem(name[:80], f"“{name[:80]}” is not a field of a claim."))
            continue
        messages = _value_messages(column, value)
        problems.extend(Problem(name, message, "shape") for message in messages)
    return problems


def _value_messages(column: Column, value: Value) -> list[str]:
    if isinstance(value, dict):
        known = set(value) == {"unknown"} and value["unknown"] in UNKNOWNS.values
        return [] if known else [f"{column.label}: this is none of the four unknowns."]
    if isinstance(value, str):
        if not column.is_text:
            return [f"{column.label}: a list of entries is expected here, not a text."]
        longest = LONGEST_LONG_TEXT if column.kind == "long" else LONGEST_TEXT
        message = text_problem(column.label, value, longest)
        return [message] if message else []
    if column.is_text or not isinstance(value, list):
        return [f"{column.label}: a text is expected here."]
    return _entries_messages(column, value)


def _entries_messages(column: Column, entries: list[Entry]) -> list[str]:
    if len(entries) > MOST_ENTRIES:
        return [f"{column.label}: {len(entries)} rows are more than the {MOST_ENTRIES} that fit."]
    if len(entries) > 1 and not column.many:
        return [f"{column.label}: only one answer fits here, {len(entries)} were given."]
    messages: list[str] = []
    for place, entry in enumerate(entries, start=1):
        if not isinstance(entry, dict):
            messages.append(f"{column.label}, row {place}: this is not an entry.")
            continue
        where = f"{column.label}, row {place}" if column.many else column.label
        messages.extend(_entry_messages(column, entry, where))
    return messages


def _entry_messages(column: Column, entry: Entry, where: str) -> list[str]:
    messages: list[str] = []
    for name, value in entry.items():
        attribute = column.attribute(name)
        if name != "name" and attribute is None:
            messages.append(f"{where}: “{name[:80]}” cannot be said here.")
        elif attribute is not None and attribute.is_mark:
            if value is not True:
                messages.append(f"{where}, {attribute.label}: this is ticked or left out.")
        elif not isinstance(value, str):
            messages.append(f"{where}: a text is expected.")
        else:
            longest = LONGEST_NAME if name == "name" else LONGEST_TEXT
            label = where if attribute is None else f"{where}, {attribute.label}"
            message = line_problem(label, value, longest)
            messages.extend([message] if message else [])
    return messages


_UNANSWERED = {
    column.name: Problem(
        column.name,
        f"{column.label} is not answered. Answer it, or say which unknown it is.",
        "required",
    )
    for column in REQUIRED_COLUMNS
}


def missing_problems(content: Content) -> list[Problem]:
    """Return which required questions of normalised `content` nobody answered.

    An unknown counts as an answer; a level other than the suggested one needs its reason.
    """
    problems: list[Problem] = []
    for name, unanswered in _UNANSWERED.items():
        if is_answered(content.get(name)):
            continue
        if name != "locator" or not text_of(content.get("quote")):
            problems.append(unanswered)
    for name, value in content.items():
        if isinstance(value, list):
            problems.extend(_incomplete_entries(BY_NAME[name], value))
    return problems + _unexplained_level(content)


def _unexplained_level(content: Content) -> list[Problem]:
    chosen, suggested = names_of(content.get("level")), suggested_level(content)
    if not chosen or chosen == [suggested] or text_of(content.get("level_reason")):
        return []
    usual = f"the settings suggest {suggested}" if suggested else "the settings suggest none"
    message = (
        f"{BY_NAME['level_reason'].label}: {usual} and {chosen[0]} was chosen. Say why, or leave "
        "the level empty."
    )
    return [Problem("level_reason", message, "required")]


def _incomplete_entries(column: Column, entries: list[Entry]) -> list[Problem]:
    problems: list[Problem] = []
    for place, entry in enumerate(entries, start=1):
        where = f"{column.label}, row {place}" if column.many else column.label
        if not entry.get("name"):
            problems.append(Problem(column.name, f"{where} has no name.", "required"))
        for attribute in column.required_attributes:
            if not entry.get(attribute.name):
                message = f"{where}: say “{attribute.label}”."
                problems.append(Problem(column.name, message, "required"))
        if column.name == "agents" and (entry.get("name") == "none") != (
            entry.get("role") == "none_given"
        ):
            message = f"{where}: the agent “none” and the role “none given” go together."
            problems.append(Problem(column.name, message))
    return problems


def closed_list_problems(
    content: Content, closed_names: dict[str, list[str]], *, asks_near: bool = True
) -> list[Problem]:
    """Return every name and attribute that its closed list does not have.

    `closed_names` holds, per closed vocabulary, every label and synonym (folded) it knows. With
    `asks_near` the nearest name of the list is looked for, which takes its time.
    """
    problems: list[Problem] = []
    for column_name, value in content.items():
        column = BY_NAME[column_name]
        for place, entry in enumerate(entries_of(value), start=1):
            where = f"{column.label}, row {place}" if column.many else column.label
            for at, text, known in _unlisted(column, entry, where, closed_names):
                problems.append(_not_in_list(column, at, text, known, asks_near=asks_near))
    return problems


def _unlisted(
    column: Column, entry: Entry, where: str, closed_names: dict[str, list[str]]
) -> Iterator[tuple[str, str, list[str]]]:
    """Yield where an entry says what its closed list lacks, what it says, and the list."""
    name = str(entry.get("name", ""))
    if column.choices and name and not column.choices.find(name):
        yield where, name, column.choices.labels
    if column.vocabulary in closed_names and name:
        known = closed_names[column.vocabulary]
        if fold(name) not in known:
            yield where, name, known
    for attribute in column.attributes:
        text = str(entry.get(attribute.name, ""))
        if attribute.choices and text and not attribute.choices.find(text):
            yield f"{where}, {attribute.label}", text, attribute.choices.labels


def _not_in_list(
    column: Column, where: str, text: str, known: list[str], *, asks_near: bool
) -> Problem:
    near = difflib.get_close_matches(text.casefold(), known, n=1) if asks_near else []
    hint = f"Did you mean “{near[0]}”?" if near else f"Choose one of: {', '.join(known)}."
    message = f"{where}: “{text[:80]}” is not in this closed list. {hint}"
    return Problem(column.name, message, "not_in_list", hint)
