"""The headers and names of a judged file, each with the field that says what it means."""

from collections.abc import Mapping
from dataclasses import dataclass

from evidence.columns import COLUMNS
from evidence.enums import OPEN_VOCABULARIES, VOCABULARIES
from exchange.forms import COLUMN, KEEP, NAME
from exchange.judging.headers import LONGEST_NAME, letters
from exchange.queries.judgement import Judgement

_LISTS = {column.choices.name: column for column in COLUMNS if column.choices}
LIST_LABELS = {name: column.label for name, column in _LISTS.items()} | {
    value: label for value, label, _ in VOCABULARIES.choices
}
_ANSWERS = {
    name: tuple(choice.label for choice in column.choices.choices)
    for name, column in _LISTS.items()
    if column.choices
}


@dataclass(frozen=True)
class ShownHeader:
    """A column of the file, the field in which a person says what it means, and what it says."""

    letters: str
    said: str
    field: str
    value: str
    id: str


@dataclass(frozen=True)
class ShownName:
    """A name that its list does not have, and what the person said it means."""

    said: str
    vocabulary: str
    field: str
    near: str
    value: str
    keep: str = ""
    is_kept: bool = False
    answers: tuple[str, ...] = ()


def shown_headers(
    judgement: Judgement | None, kind: str, sent: Mapping[str, str]
) -> list[ShownHeader]:
    """Return the columns that mean nothing yet (COLUMN), or those that are read or left out (READ).

    Each says what it most likely means, or what it is read as.
    """
    if judgement is None:
        return []
    header, is_unread = judgement.header, kind == COLUMN
    meant = header.suggestions if is_unread else header.columns
    return [
        ShownHeader(letters(place), said, name, sent.get(name, meant.get(place, "")),
                    f"{kind}-{place}")
        for place, said in header.said.items()
        if (place in header.unmapped) == is_unread and len(said) <= LONGEST_NAME
        for name in [f"{kind}:{said}"]
    ]  # fmt: skip


def listless_names(judgement: Judgement | None, sent: Mapping[str, str]) -> list[ShownName]:
    """Return the names that their lists do not have, closed lists first."""
    if judgement is None:
        return []
    listed = [
        (typed, LIST_LABELS.get(kind, kind), kind, "", _ANSWERS.get(kind, ()))
        for (kind, _), typed in sorted(judgement.unlisted.items())
    ]
    listed += [
        (typed, VOCABULARIES.label_of(kind), kind, near, ())
        for (kind, _), (typed, near) in sorted(judgement.unknown.items())
    ]
    return [
        _name(typed, label, kind, near, answers, sent)
        for typed, label, kind, near, answers in listed
        if len(typed) <= LONGEST_NAME
    ]


def _name(
    typed: str, label: str, kind: str, near: str, answers: tuple[str, ...], sent: Mapping[str, str]
) -> ShownName:
    name, keep = f"{NAME}:{kind}:{typed}", f"{KEEP}:{kind}:{typed}"
    is_open = kind in OPEN_VOCABULARIES
    return ShownName(
        typed, label, name, near, sent.get(name, ""), keep if is_open else "", keep in sent, answers
    )
