"""What a correction may touch, and what a suggestion does to content."""

from collections.abc import Sequence
from typing import Any

from evidence.columns import BY_NAME, COLUMNS
from evidence.content import Content, Value, entries_of
from ground.errors import Problem

# Fields whose change does not change the claim.
CORRECTABLE = ("locator", "quote", "notes", "coding", "seen_at", "seen_fields")
# As-reported spelling may change too, wherever it stands.
CORRECTABLE_ATTRIBUTES = ("as_reported",)
CORRECTABLE_TEXTS = ("donor_cell_as_reported", "ev_term_as_reported")
# Every field in which some correction is possible.
CORRECTABLE_FIELDS = frozenset(
    (
        *CORRECTABLE,
        *CORRECTABLE_TEXTS,
        *(c.name for c in COLUMNS if any(c.attribute(a) for a in CORRECTABLE_ATTRIBUTES)),
    )
)


def correction_problems(before: Content, after: Content) -> list[Problem]:
    """Return every change that is more than a correction, or that there is none."""
    changed = [name for name in BY_NAME if before.get(name) != after.get(name)]
    if not changed:
        return [Problem("", "Nothing differs from the accepted version.")]
    return [
        Problem(
            name,
            f"{BY_NAME[name].label}: this changes the claim, so it needs a revision and its "
            "reviewers, not a correction.",
        )
        for name in changed
        if name not in (*CORRECTABLE, *CORRECTABLE_TEXTS)
        and _without_spelling(before.get(name)) != _without_spelling(after.get(name))
    ]


def _without_spelling(value: Value | None) -> Any:
    if not isinstance(value, list):
        return value
    return [
        {k: v for k, v in entry.items() if k not in CORRECTABLE_ATTRIBUTES}
        for entry in entries_of(value)
    ]


def suggested_content(content: Content, suggestions: Sequence[dict[str, Any]]) -> Content:
    """Return `content` with each suggestion's value in its column; later ones win."""
    changed = dict(content)
    for suggestion in suggestions:
        changed[suggestion["column"]] = suggestion["value"]
    return changed
