"""The small page that asks for a move's reason before it is made."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from evidence.presenters.fields import Field
from ground.errors import Problem


@dataclass(frozen=True)
class Asking:
    """What the page says and asks. `done` is told once the move is made."""

    move: str
    title: str
    lede: str
    button: str
    done: str
    hint: str = ""
    kind: str = "primary"
    reason_optional: bool = False
    fields: list[Field] = field(default_factory=list)


def plain_field(
    name: str,
    label: str,
    *,
    value: str = "",
    hint: str = "",
    example: str = "",
    choices: Sequence[tuple[str, str, bool]] = (),
    problems: Sequence[Problem] = (),
) -> Field:
    """Return one question of such a page, as components/field.html shows it."""
    return Field(
        name=name,
        id=name,
        label=label,
        need="required",
        hint=hint,
        example=example,
        kind="choice" if choices else "text",
        value=value,
        choices=choices,
        errors=[problem.message for problem in problems if problem.field == name],
    )
