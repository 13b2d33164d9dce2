"""The review page: the frozen version, and what its reviewer has said so far."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from evidence.columns import BY_NAME
from evidence.enums import Choice, ChoiceList
from evidence.presenters.claims import Shown, ShownSection
from evidence.presenters.drafts import ClaimForm, FormSection
from evidence.presenters.fields import Field
from evidence.presenters.study_card import ShownPart
from ground.errors import Problem
from reviews.enums import READ_LIST, SECTION_ANSWER_LIST, VERDICT_LIST
from reviews.forms.recommendation import Said
from reviews.models import Note, Recommendation

from .versions import CARD_IS_JUDGED_WITH

NOTHING_SAID: Said = {
    "verdict": "", "answers": {}, "suggestions": [], "reason": "", "has_read": "",
    "read_where": "", "confidence": None,
}  # fmt: skip


@dataclass(frozen=True)
class Option:
    """One answer of a radio group, and the figure that chooses it."""

    value: str
    label: str
    meaning: str
    checked: bool
    key: int


@dataclass(frozen=True)
class JudgedSection:
    """One of the seven sections: what the version says, the answer, and what is suggested."""

    number: int
    name: str
    label: str
    shown: ShownSection
    extras: Sequence[Shown]
    card: Sequence[ShownPart]
    options: list[Option]
    reason: str
    errors: list[str]
    asked: list[Field]
    folded: list[Field]
    suggested: list[str]
    suggesting_open: bool
    others: Sequence[Any]

    @property
    def id(self) -> str:
        """Where the section stands on the page."""
        return f"section-{self.name}"

    @property
    def columns(self) -> list[str]:
        """The names of the fields in which something can be suggested."""
        return [field.name for field in (*self.asked, *self.folded)]


@dataclass(frozen=True)
class ReviewForm:
    """Everything that the reviewer fills in."""

    sections: list[JudgedSection]
    verdicts: list[Option]
    reads: list[Option]
    read_where: str
    confidences: list[tuple[str, str, bool]]
    reason: str
    lists: Mapping[str, Any]
    errors: dict[str, list[str]]


def said_so_far(note: Note | None, delivered: Recommendation | None) -> Said:
    """Return what the page starts from: the note, else what was delivered, else nothing."""
    if note is not None:
        # A note of before may lack what has been asked since.
        return NOTHING_SAID | note.said
    if delivered is None:
        return NOTHING_SAID
    return {name: getattr(delivered, name) for name in NOTHING_SAID}


def review_form(
    said: Said,
    shown: Sequence[ShownSection],
    form: ClaimForm,
    *,
    extras: Mapping[str, Sequence[Shown]],
    card: Sequence[ShownPart] = (),
    problems: Sequence[Problem] = (),
    others: Mapping[str, Sequence[Any]] | None = None,
    open_section: str = "",
) -> ReviewForm:
    """Return the form holding what is `said`; `others` are reviewers' answers per section."""
    errors: dict[str, list[str]] = {}
    for problem in problems:
        errors.setdefault(problem.field, []).append(problem.message)
    return ReviewForm(
        sections=[
            _section(
                one,
                fields,
                said,
                extras=extras.get(one.name, ()),
                card=card if one.name == CARD_IS_JUDGED_WITH else (),
                errors=errors,
                others=(others or {}).get(one.name, ()),
                open_section=open_section,
            )
            for one, fields in zip(shown, form.sections, strict=True)
        ],
        verdicts=options_of(VERDICT_LIST, said["verdict"]),
        reads=options_of(READ_LIST, said["has_read"]),
        read_where=said["read_where"],
        confidences=_confidences(said["confidence"]),
        reason=said["reason"],
        lists=form.lists,
        errors=errors,
    )


def _section(
    shown: ShownSection,
    fields: FormSection,
    said: Said,
    *,
    extras: Sequence[Shown],
    card: Sequence[ShownPart],
    errors: Mapping[str, list[str]],
    others: Sequence[Any],
    open_section: str,
) -> JudgedSection:
    given = said["answers"].get(shown.name, {})
    columns = {field.name for field in (*fields.asked, *fields.folded)}
    suggested = [BY_NAME[s["column"]].label for s in said["suggestions"] if s["column"] in columns]
    return JudgedSection(
        number=shown.number,
        name=shown.name,
        label=shown.label,
        shown=shown,
        extras=extras,
        card=card,
        options=options_of(SECTION_ANSWER_LIST, given.get("answer", "")),
        reason=given.get("reason", ""),
        errors=errors.get(f"section-{shown.name}", []),
        asked=fields.asked,
        folded=fields.folded,
        suggested=suggested,
        suggesting_open=bool(columns & set(errors)) or open_section in columns,
        others=others,
    )


def options_of(choices: ChoiceList, chosen: str) -> list[Option]:
    """Return the answers of a group, one of them perhaps chosen."""
    return [
        _option(choice, choice.value == chosen, place)
        for place, choice in enumerate(choices.choices, start=1)
    ]


def _option(choice: Choice, checked: bool, key: int) -> Option:
    return Option(choice.value, choice.label, choice.meaning, checked, key)


_CONFIDENCES = {
    "1": "1, a guess", "2": "2", "3": "3, fairly sure", "4": "4", "5": "5, I know this well",
}  # fmt: skip


def _confidences(chosen: int | None) -> list[tuple[str, str, bool]]:
    options = [(value, label, value == str(chosen)) for value, label in _CONFIDENCES.items()]
    return [("", "not said", chosen is None), *options]
