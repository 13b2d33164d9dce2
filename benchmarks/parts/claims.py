"""Spreadsheets of new claims, and a flat table for the baselines to write them into."""

from collections.abc import Iterator
from pathlib import Path

import psycopg
from psycopg import sql

TABLE = "benchmark_claims"
A_FILE = 10_000
COLUMNS = (
    "pmid", "locator", "read_from", "tissue", "ev_term_as_reported", "engineering", "given",
    "cargo", "cancer", "agents", "effect", "settings", "summary", "notes", "external_ids",
)  # fmt: skip
# Those of them that hold names of a vocabulary or a list, several to a cell.
LINKED = ("tissue", "given", "cargo", "cancer", "agents", "settings")
# Names that the starter vocabulary knows, and such as it does not.
_CANCERS = ("glioblastoma", "gastric cancer", "breast cancer", "chordoma", "multiple myeloma")
_AGENTS = ("cisplatin", "paclitaxel", "temozolomide", "doxorubicin", "5-fluorouracil")
_TISSUES = ("bone marrow", "adipose tissue", "umbilical cord")


def claims(first: int, count: int, wrong: int = 0) -> Iterator[dict[str, str]]:
    """Yield `count` claims from number `first` on; with `wrong` every so many-th is a wrong one."""
    for number in range(first, first + count):
        is_wrong = wrong and number % wrong == 0
        cells = (
            str(10_000_000 + number // 10), f"figure {number % 9 + 1}", "abstract",
            _TISSUES[number % 3], "exosome", "native", "isolated EVs",
            f"miR-{number % 3_000} [kind: miRNA, change: enriched]", _CANCERS[number % 5],
            f"{_AGENTS[number % 5]} [role: given alongside]",
            "nonsense" if is_wrong else "restores sensitivity",
            "in vitro [measured: yes]; in vivo [measured: unclear]",
            f"Vesicles with miR-{number % 3_000} restore sensitivity, claim {number}.", "",
            f"bench [id: {number}]",
        )  # fmt: skip
        yield dict(zip(COLUMNS, cells, strict=True))


def names() -> set[str]:
    """Return every name that a linked column of such a claim can hold."""
    cells = {row[column] for row in claims(1, 3_000) for column in LINKED}
    return {name for cell in cells for name in cell.split("; ")}


def write_files(folder: Path, first: int, count: int, *, ending: str, wrong: int) -> None:
    """Write the claims as files of at most A_FILE rows each."""
    from rustpy_xlsxwriter import write_worksheet

    from ground.escaping import csv_line

    for start in range(0, count, A_FILE):
        path = folder / f"{start:08}.{ending}"
        rows = claims(first + start, min(A_FILE, count - start), wrong)
        if ending == "xlsx":
            write_worksheet(rows, str(path), sheet_name="Evidence")
        else:
            lines = [csv_line(COLUMNS), *(csv_line(row.values()) for row in rows)]
            path.write_text("\r\n".join(lines) + "\r\n", "utf-8", newline="")


def make_table(owner: str) -> None:
    """Make the baselines' table: one text column for each column of the files."""
    columns = sql.SQL(", ").join(
        sql.SQL("{} text").format(sql.Identifier(name)) for name in COLUMNS
    )
    with psycopg.connect(owner, autocommit=True) as connection:
        connection.execute(
            sql.SQL("CREATE TABLE {} (id bigserial PRIMARY KEY, {})").format(
                sql.Identifier(TABLE), columns
            )
        )
        connection.execute(sql.SQL("GRANT ALL ON {} TO PUBLIC").format(sql.Identifier(TABLE)))
        connection.execute(f"GRANT ALL ON SEQUENCE {TABLE}_id_seq TO PUBLIC")
