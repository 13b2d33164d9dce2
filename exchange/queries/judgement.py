"""What judging a file gives: every row with what it would do."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from accounts.models import Person
from evidence.content import Content
from evidence.models import Citation
from exchange.judging.findings import KINDS, Finding
from exchange.judging.headers import Header
from exchange.judging.merging import UNCHANGED, Merged
from exchange.judging.papers import NewPaper
from exchange.judging.rows import ReadRow

from .stored import Target


@dataclass(slots=True)
class JudgedRow:
    """A row with what it would do. `content` and `paper` are what the draft would hold, `meant` is
    that content with every name in its one spelling."""

    said: ReadRow
    kind: str = "error"
    target: Target | None = None
    merged: Merged = UNCHANGED
    content: Content = field(default_factory=dict)
    meant: Content = field(default_factory=dict)
    paper: Citation | NewPaper | None = None
    curator: Person | None = None
    said_sha256: str = ""

    @property
    def number(self) -> int:
        """The number of the row as the spreadsheet shows it."""
        return self.said.number

    @property
    def is_written(self) -> bool:
        """Would something be stored for it?"""
        return self.kind in ("new", "changed")


@dataclass
class Judgement:
    """What a file would do, row by row.

    `unknown` maps (open vocabulary, folded name) to the name as typed and the nearest one there
    is; `unlisted` maps (closed list, folded name) to the name as typed.
    """

    header: Header
    rows: list[JudgedRow] = field(default_factory=list)
    warnings: list[Finding] = field(default_factory=list)
    unknown: dict[tuple[str, str], tuple[str, str]] = field(default_factory=dict)
    unlisted: dict[tuple[str, str], str] = field(default_factory=dict)

    @property
    def counts(self) -> dict[str, int]:
        """How many rows are of each kind."""
        found = Counter(row.kind for row in self.rows)
        return {kind: found[kind] for kind in KINDS}


@dataclass(frozen=True)
class Asked:
    """What a person wants of a file besides its rows.

    `choices` says, per row and column, whose answer counts where both sides changed it.
    """

    choices: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    submits: bool = False


NOTHING_ASKED = Asked()
