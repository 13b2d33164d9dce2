"""The worklist of papers: where a paper stands, and every step that leads on, in one table."""

from dataclasses import dataclass

from evidence.enums import Choice, ChoiceList


def _list(name: str, *choices: tuple[str, str, str]) -> ChoiceList:
    return ChoiceList(name, tuple(Choice(*choice) for choice in choices))


CURATOR, READER, EDITOR = "curator", "reader", "editor"

STATES = _list(
    "worklist states",
    ("to_read", "to read", "nobody has taken it yet"),
    ("being_read", "being read", "somebody has taken it"),
    ("done", "done", "read, and its claims are entered"),
    ("nothing_found", "read, nothing found", "read to the end, and it makes no claim of ours"),
    ("out_of_scope", "out of scope", "left out, for a reason"),
)
FIRST = "to_read"

NO_FULL_TEXT = "no_full_text"
OTHER = "other"
REASONS = _list(
    "reasons to leave a paper out",
    ("not_msc", "not MSC vesicles", "other vesicles, or cells that are no MSC"),
    ("not_cancer", "no cancer", "no tumour and no tumour model"),
    ("no_effect", "no effect on cancer or therapy", "isolation, delivery or biology alone"),
    ("no_own_data", "no data of its own", "review, comment, protocol, editorial"),
    ("same_data", "the same data in another paper", "a second report of one study"),
    (NO_FULL_TEXT, "full text not to be had", "sought and not retrieved"),
    ("language", "in a language nobody here reads", ""),
    (OTHER, "another reason", "said in words"),
)
READ = _list(
    "read before leaving a paper out",
    ("title_abstract", "title and abstract", "screened"),
    ("full_text", "full text", "assessed"),
)


@dataclass(frozen=True)
class Step:
    """One way in which a paper goes on.

    `by`: a curator where nobody reads the paper yet, the person who reads it, or an editor.
    `without_claims`: only for a paper from which nothing is claimed; False: only with claims.
    """

    name: str
    sources: tuple[str, ...]
    target: str
    by: tuple[str, ...]
    label: str
    past: str
    asks_words: bool = False
    without_claims: bool | None = None


STEPS: dict[str, Step] = {
    step.name: step
    for step in (
        Step("take", ("to_read",), "being_read", (CURATOR,), "Take", "taken"),
        Step("assign", ("to_read", "being_read"), "being_read", (EDITOR,), "Assign", "assigned"),
        Step("hand_back", ("being_read",), "to_read", (READER, EDITOR), "Hand back", "handed back"),
        Step("finish", ("to_read", "being_read"), "done", (CURATOR, READER, EDITOR), "Done",
             "marked as done", without_claims=False),
        Step("find_nothing", ("to_read", "being_read"), "nothing_found",
             (CURATOR, READER, EDITOR), "Read, nothing found", "marked as read, nothing found",
             asks_words=True, without_claims=True),
        Step("leave_out", ("to_read", "being_read"), "out_of_scope", (CURATOR, READER, EDITOR),
             "Out of scope", "left out of scope", without_claims=True),
        Step("reopen", ("done", "nothing_found", "out_of_scope"), "to_read", (CURATOR, EDITOR),
             "Read again", "put back to be read", asks_words=True),
    )
}  # fmt: skip


def reason_words(reason: str) -> str:
    """Return why a paper was left out, as people say it."""
    return REASONS.label_of(reason)
