"""Reading and judging a file as a whole."""

from dataclasses import dataclass

from accounts.models import Person
from exchange.judging.findings import Outcome, rejected, shortened
from exchange.judging.headers import known_names
from exchange.layout import EVIDENCE
from exchange.reading.asking import read_sheet
from exchange.reading.shapes import Note, Sheet, Unreadable

from .judgement import NOTHING_ASKED, Asked, Judgement
from .judging import judge
from .outcome import outcome_of

_NAMED = {
    "xlsx": ("xlsx",),
    "ods": ("ods",),
    "csv": ("csv", "txt"),
    "tsv": ("tsv", "tab", "txt", "csv"),
}


@dataclass
class JudgedFile:
    """A file with what was read and judged of it; both are None where it was refused."""

    outcome: Outcome
    sheet: Sheet | None = None
    judgement: Judgement | None = None


def judge_file(
    data: bytes,
    *,
    name: str,
    columns: dict[str, str] | None = None,
    asked: Asked = NOTHING_ASKED,
    actor: Person,
) -> JudgedFile:
    """Read and judge the file `data` called `name`, without writing anything."""
    try:
        sheet = read_sheet(data, wanted=EVIDENCE.casefold(), known=known_names())
    except Unreadable as refusal:
        return JudgedFile(rejected(refusal.code, refusal.message))
    ending = name.rpartition(".")[2].casefold() if "." in name else ""
    if ending and ending not in _NAMED[sheet.format]:
        message = (
            f"The file is called .{shortened(ending, 10)} and is {sheet.format.upper()}; it was "
            "read as that."
        )
        sheet.notes.append(Note("renamed", message))
    judgement = judge(sheet, columns=columns, asked=asked, actor=actor)
    return JudgedFile(outcome_of(judgement), sheet, judgement)
