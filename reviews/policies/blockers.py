"""What keeps a version from being accepted: one list."""

from collections.abc import Collection
from dataclasses import dataclass

from evidence.content import Content, names_of
from evidence.models import Citation
from reviews.enums import BLOCKERS, NEVER_WAIVABLE


@dataclass(frozen=True)
class Blocker:
    """One thing in the way, why, and whether an editor may set it aside with a reason."""

    name: str
    sentence: str

    @property
    def label(self) -> str:
        """Its short name."""
        return BLOCKERS.label_of(self.name)

    @property
    def is_waivable(self) -> bool:
        """May be set aside with a reason that the release prints."""
        return self.name not in NEVER_WAIVABLE


def blockers(
    *,
    content: Content,
    citation: Citation,
    open_flags: int,
    read: Collection[str],
    full_text_required: bool,
    waived: Collection[str],
) -> list[Blocker]:
    """Return what still blocks acceptance; waived blockers are left out.

    `read` holds what each reviewer says they read.
    """
    found = []
    if citation.kind == "unidentified":
        found.append(
            Blocker("unidentified", "Nobody has identified the paper. Identify it, then revise.")
        )
    if set(names_of(content.get("read_from"))) & {"title_only", "secondary"}:
        found.append(
            Blocker("read_too_little", "The curator read only the title or a secondary source.")
        )
    if citation.status in ("retracted", "concern"):
        what = "retracted" if citation.status == "retracted" else "under an expression of concern"
        found.append(Blocker("publication_status", f"The paper is {what}."))
    if open_flags:
        what = "flag is" if open_flags == 1 else "flags are"
        found.append(Blocker("open_flag", f"{open_flags} {what} open on this item."))
    if full_text_required and "full_text" not in read:
        found.append(Blocker("full_text_unread", "No reviewer read the full text."))
    return [blocker for blocker in found if blocker.name not in waived]


def blocked_sentence(found: list[Blocker]) -> str:
    """Say what is in the way and what to do about each."""
    parts = [
        blocker.sentence
        + (" It may be waived with a reason." if blocker.is_waivable else " It is never waived.")
        for blocker in found
    ]
    return "Not accepted: " + " ".join(parts) + " Nothing was changed."
