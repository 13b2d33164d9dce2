"""Files of as many rows as are read, in which every cell is wrong and no two are alike."""

from collections.abc import Iterator

from evidence.columns import COLUMNS
from evidence.enums import OPEN_VOCABULARIES
from exchange.reading.limits import ROWS
from tests.awkward_files import AwkwardFile
from tests.workbooks import letters

# Answers of closed lists, and the paper.
CLOSED = [c.name for c in COLUMNS if c.choices or (c.vocabulary not in {"", *OPEN_VOCABULARIES})]
NAMES = [*CLOSED[:14], "pmid"]


def files() -> Iterator[AwkwardFile]:
    """Yield every file of this kind; `every_error` says what is wrong, which no set could hold."""
    lines = [",".join(NAMES)]
    for number in range(2, ROWS + 2):
        lines.append(",".join([f"w{number}{letters(at)}" for at in range(len(NAMES))]))
    data = "\r\n".join([*lines, ""]).encode()
    yield AwkwardFile("every-cell-wrong.csv", data, "row_errors", "row_errors", ok=0)


def every_error() -> Iterator[tuple[int, str, str, str]]:
    """Yield row, column, code and value of every error of such a file."""
    for number in range(2, ROWS + 2):
        for at, name in enumerate(NAMES):
            code = "identifier" if name == "pmid" else "not_in_list"
            yield number, name, code, f"w{number}{letters(at)}"
