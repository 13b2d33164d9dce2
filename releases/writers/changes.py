"""What changed since the release before: CHANGES.md for people, changes.csv for programs."""

from collections.abc import Iterable

from ground.escaping import csv_line
from releases.models import Release
from releases.queries.differences import FieldChange, ItemChange

_KINDS = {
    "added": "Added",
    "changed": "Changed",
    "corrected": "Corrected",
    "gone": "No longer held",
}
_COLUMNS = ("accession", "change", "field", "before", "after", "reason")


def changes_csv(changes: Iterable[ItemChange]) -> str:
    """Return one row a changed field, and one a claim that was added or is gone."""
    rows = [_COLUMNS]
    for change in changes:
        fields = change.fields or [FieldChange("", "", "")]
        rows += [(change.accession, change.kind, *cells, change.reason) for cells in fields]
    return "".join(csv_line(row) + "\n" for row in rows)


def changes_md(release: Release, before: Release | None, changes: list[ItemChange]) -> str:
    """Return the same in words; long values are in changes.csv."""
    since = f"since {before.label}" if before else "in the first release"
    parts = [f"# {release.label}: what changed {since}"]
    for kind, label in _KINDS.items():
        if found := [change for change in changes if change.kind == kind]:
            parts.append(f"## {label}: {len(found)}\n\n" + "\n".join(map(_line, found)))
    if not changes:
        parts.append("Nothing changed.")
    return "\n\n".join(parts) + "\n"


def _line(change: ItemChange) -> str:
    said = change.reason or ", ".join(field.field for field in change.fields)
    return f"- {change.accession}: {' '.join(said.split())}" if said else f"- {change.accession}"
