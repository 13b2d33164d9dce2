"""Imports that are measured, one work a process.

`python -m benchmarks.parts.import_works NAME DIRECTORY`

Each takes every file of a folder, in order.
"""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.parts.works import main

if TYPE_CHECKING:
    from import_export.resources import ModelResource


def ours_xlsx(folder: Path) -> None:
    """Our import: every file judged whole, then committed."""
    from accounts.models import Person
    from exchange.actions.import_items import Wishes, import_file

    actor = Person.objects.get(username="bench-curator")
    for path in sorted(folder.iterdir()):
        done = import_file(data=path.read_bytes(), name=path.name, wishes=Wishes(), actor=actor)
        if done.made is None or done.outcome.rows_error:
            raise SystemExit(f"{path.name}: {done.outcome.message}")


def ours_csv(folder: Path) -> None:
    """The same of CSV files."""
    ours_xlsx(folder)


def ours_wrong(folder: Path) -> None:
    """Our preview of files with errors: every one of them is listed."""
    from accounts.models import Person
    from exchange.queries.files import judge_file

    actor = Person.objects.get(username="bench-curator")
    for path in sorted(folder.iterdir()):
        outcome = judge_file(path.read_bytes(), name=path.name, actor=actor).outcome
        if not outcome.errors or len(outcome.errors) != outcome.rows_error:
            raise SystemExit(f"{path.name}: {outcome.message}")


def stock_xlsx(folder: Path) -> None:
    """django-import-export as it comes: its preview, then its import, into one flat table."""
    _imported(folder, _flat(use_bulk=False))


def bulk_xlsx(folder: Path) -> None:
    """The same, told to write in bulk."""
    _imported(folder, _flat(use_bulk=True))


def linked_xlsx(folder: Path) -> None:
    """django-import-export as it comes, with names that are looked up and linked."""
    _imported(folder, _linked(use_bulk=False))


def bulklinked_xlsx(folder: Path) -> None:
    """The same, told to write in bulk: it leaves the links out."""
    _imported(folder, _linked(use_bulk=True))


_TOLD: dict[str, Any] = {"import_id_fields": (), "force_init_instance": True}


def _flat(*, use_bulk: bool) -> "ModelResource":
    from django.db import models
    from import_export import resources

    from benchmarks.parts.claims import COLUMNS, TABLE

    meta = type("Meta", (), {"app_label": "exchange", "db_table": TABLE, "managed": False})
    fields: dict[str, Any] = {name: models.TextField(null=True) for name in COLUMNS}
    model = type("ClaimRow", (models.Model,), {**fields, "__module__": __name__, "Meta": meta})
    told = {"model": model, "fields": COLUMNS, "use_bulk": use_bulk, **_TOLD}
    return type("Claims", (resources.ModelResource,), {"Meta": type("Meta", (), told)})()


def _linked(*, use_bulk: bool) -> "ModelResource":
    from benchmarks.parts.claims import COLUMNS, LINKED
    from benchmarks.parts.linked import linked_claim, linked_resource

    model = linked_claim(COLUMNS, LINKED)
    return linked_resource(model, COLUMNS, LINKED, use_bulk=use_bulk, **_TOLD)


def _imported(folder: Path, resource: "ModelResource") -> None:
    from import_export.formats.base_formats import XLSX

    for path in sorted(folder.iterdir()):
        rows = XLSX().create_dataset(path.read_bytes())
        for dry_run in (True, False):
            result = resource.import_data(rows, dry_run=dry_run, raise_errors=True)
            if result.has_errors() or result.has_validation_errors():
                raise SystemExit(f"{path.name}: django-import-export refused it")


def copy_csv(folder: Path) -> None:
    """COPY, which checks nothing: the floor."""
    from django.db import connection
    from psycopg import sql

    from benchmarks.parts.claims import COLUMNS, TABLE

    statement = sql.SQL("COPY {} ({}) FROM STDIN WITH (FORMAT csv, HEADER)").format(
        sql.Identifier(TABLE), sql.SQL(", ").join(map(sql.Identifier, COLUMNS))
    )
    for path in sorted(folder.iterdir()):
        with connection.cursor() as cursor, cursor.copy(statement) as copy:
            copy.write(path.read_bytes())


WORKS: dict[str, Callable[[Path], None]] = {
    work.__name__: work
    for work in (
        ours_xlsx, ours_csv, ours_wrong, linked_xlsx, bulklinked_xlsx, stock_xlsx, bulk_xlsx,
        copy_csv,
    )
}  # fmt: skip

if __name__ == "__main__":
    main(WORKS)
