"""What is measured, one work a process: `python -m benchmarks.parts.works NAME FILE`.

Prints seconds and by how many MiB the process grew at its peak, as JSON.
"""

import csv
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import ZipFile

import django

if TYPE_CHECKING:
    from import_export.resources import ModelResource

MOMENT = datetime(2026, 1, 1, tzinfo=UTC)


def ours_csv(path: Path) -> None:
    """Our CSV of everything accepted."""
    from releases.queries.printing import blocks, of_accepted
    from releases.writers.tables import write_csv

    write_csv(path, blocks(of_accepted(), "csv"))


def ours_ndjson(path: Path) -> None:
    """Our NDJSON of everything accepted."""
    from releases.queries.printing import blocks, of_accepted
    from releases.writers.tables import write_ndjson

    write_ndjson(path, blocks(of_accepted(), "json"))


def ours_gzip(path: Path) -> None:
    """The same compressed, as a release makes it: compressing waits for the whole file."""
    from releases.writers.archive import archive, write_gzip

    plain, packed = path.with_name("packed.csv"), path.with_name("packed.zip")
    with archive(packed, at=MOMENT) as zipped:
        ours_csv(plain)
        zipped.add(plain)
    with ZipFile(packed) as whole:
        write_gzip(whole, plain.name, path)


def ours_parquet(path: Path) -> None:
    """Our Parquet, with the NDJSON that a release makes it from."""
    from releases.writers.parquet import write_parquet

    lines = path.with_name("for-parquet.ndjson")
    ours_ndjson(lines)
    write_parquet(path, lines, about={"title": "bench"})


def ours_xlsx(path: Path) -> None:
    """Our workbook of everything accepted: one sheet, as the others write it."""
    import orjson

    from releases.columns import FLAT
    from releases.queries.printing import lines, of_accepted
    from releases.writers.sheets import evidence_sheet
    from releases.writers.xlsx import write_workbook

    rows = (
        list(orjson.loads(line).values()) for some in lines(of_accepted(), "json") for line in some
    )
    write_workbook(path, [evidence_sheet(FLAT, rows)], names={}, at=MOMENT)


def ours_workbook(path: Path) -> None:
    """The workbook as a release has it, with vocabulary, dictionary and long tables."""
    from releases.queries.printing import documents, lines, of_accepted
    from releases.writers.gathered import gathered
    from releases.writers.workbook import write_xlsx

    wanted = of_accepted()
    with gathered(documents(wanted)) as found:
        write_xlsx(path, lines(wanted, "json"), found, about=[], at=MOMENT)


def _working(path: Path, kind: str) -> None:
    from exchange.queries.exporting import Wanted
    from exchange.writers.working import About, write_export

    write_export(path, Wanted(None), kind, About())


def working_csv(path: Path) -> None:
    """The working export as CSV."""
    _working(path, "csv")


def working_ndjson(path: Path) -> None:
    """The working export as NDJSON."""
    _working(path, "ndjson")


def working_tsv(path: Path) -> None:
    """The working export as TSV."""
    _working(path, "tsv")


def working_xlsx(path: Path) -> None:
    """The working export as a workbook, with its lists and long tables."""
    _working(path, "xlsx")


def psql_same(path: Path) -> None:
    """psql's `\\copy` of the very SELECT that our CSV is made from."""
    from releases.queries.printing import of_accepted, select_of

    _psql(f"SELECT line FROM ({select_of(of_accepted(), 'csv')}) ours", path)


def psql_columns(path: Path) -> None:
    """psql's `\\copy` of the same cells, one column each."""
    from releases.columns import FLAT_NAMES

    _psql(f"SELECT {', '.join(FLAT_NAMES)} FROM benchmark_flat ORDER BY id", path)


def _psql(select: str, path: Path) -> None:
    command = f"\\copy ({select}) TO '{path}' WITH (FORMAT csv, HEADER)"
    address = os.environ["DATABASE_URL"]
    subprocess.run([os.environ["BENCH_PSQL"], address, "-qXc", command], check=True)


def stock_csv(path: Path) -> None:
    """django-import-export as it comes, of one flat table."""
    from benchmarks.parts.flat import FlatResource

    path.write_text(FlatResource().export().csv, "utf-8", newline="")


def stock_xlsx(path: Path) -> None:
    """django-import-export as it comes, as a workbook."""
    from benchmarks.parts.flat import FlatResource

    path.write_bytes(FlatResource().export().xlsx)


def linked_csv(path: Path) -> None:
    """django-import-export where names are linked."""
    path.write_text(_linked().export().csv, "utf-8", newline="")


def linked_xlsx(path: Path) -> None:
    """django-import-export where names are linked, as a workbook."""
    path.write_bytes(_linked().export().xlsx)


def _linked() -> "ModelResource":
    from benchmarks.parts.flat import LINKED
    from benchmarks.parts.linked import linked_claim, linked_resource
    from releases.columns import FLAT_NAMES

    return linked_resource(linked_claim(FLAT_NAMES, LINKED), FLAT_NAMES, LINKED)


def xlsxwriter_xlsx(path: Path) -> None:
    """XlsxWriter in constant memory, from a server-side cursor."""
    import xlsxwriter
    from django.db import connection, transaction

    from releases.columns import FLAT_NAMES

    book = xlsxwriter.Workbook(path, {"constant_memory": True, "strings_to_formulas": False})
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, FLAT_NAMES)
    with transaction.atomic(), connection.chunked_cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(FLAT_NAMES)} FROM benchmark_flat ORDER BY id")
        place = 0
        while rows := cursor.fetchmany(1_000):
            for row in rows:
                place += 1
                for column, cell in enumerate(row):
                    sheet.write_string(place, column, cell)
    book.close()


WORKS: dict[str, Callable[[Path], None]] = {
    work.__name__: work
    for work in (
        ours_csv, psql_same, psql_columns, stock_csv, ours_ndjson, ours_gzip, ours_parquet,
        ours_xlsx, ours_workbook, xlsxwriter_xlsx, stock_xlsx, linked_csv, linked_xlsx,
        working_csv, working_ndjson, working_tsv, working_xlsx,
    )
}  # fmt: skip


def measured(work: Callable[[Path], None], path: Path) -> dict[str, float]:
    """Do the work once; return seconds and growth in MiB."""
    from django.db import connection

    from benchmarks.parts.memory import forget_peak, peak, resident

    connection.ensure_connection()
    if work is ours_parquet:
        import_module("pyarrow.parquet")  # a worker loads it once, not for every release
    forget_peak()  # of starting up
    before, began = resident(), time.perf_counter()
    work(path)
    seconds = time.perf_counter() - began
    return {"seconds": seconds, "growth": peak() - before}


def main(works: dict[str, Callable[[Path], None]]) -> None:
    """Do the work that the command line names, and print its figures."""
    django.setup()
    csv.field_size_limit(1 << 30)
    print(json.dumps(measured(works[sys.argv[1]], Path(sys.argv[2]))))


if __name__ == "__main__":
    main(WORKS)
