"""Parsing what a person says of a file. The fields are named after what stands in the file."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from exchange.actions.uploads import How

# A column that is to be left out, said aloud; an empty choice says nothing.
LEAVE_OUT = "-"
# Fields: what kind of thing, a colon, and which one.
COLUMN, READ, NAME, KEEP, CHOICE = "column", "read", "name", "keep", "choice"


@dataclass
class Description:
    """What was said of a file: see `describe_upload`."""

    columns: dict[str, str] = field(default_factory=dict)
    names: dict[tuple[str, str], str] = field(default_factory=dict)
    choices: dict[str, dict[str, str]] = field(default_factory=dict)
    how: How = field(default_factory=How)


def read_description(sent: Mapping[str, str]) -> Description:
    """Return what the form says."""
    said = Description()
    for key, given in sent.items():
        kind, _, rest = key.partition(":")
        value = given.strip()
        if kind == COLUMN and value:
            said.columns[rest] = "" if value == LEAVE_OUT else value
        elif kind == READ:
            said.columns[rest] = value
        elif kind == NAME and value:
            vocabulary, _, typed = rest.partition(":")
            said.names[vocabulary, typed] = value
        elif kind == KEEP:
            vocabulary, _, typed = rest.partition(":")
            said.names.setdefault((vocabulary, typed), "")
        elif kind == CHOICE:
            row, _, column = rest.partition(":")
            said.choices.setdefault(row, {})[column] = value
    reviewers, share = sent.get("reviewers", ""), sent.get("share_with_two", "").strip()
    said.how = How(
        submits="submits" in sent,
        reviewers=int(reviewers) if reviewers in ("1", "2") else None,
        share_with_two=int(share) if share.isdecimal() and len(share) < 4 else 0,
    )
    return said
