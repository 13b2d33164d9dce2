"""The baselines' table: the same cells as our rows, one text column each, ready to be read.

Nothing has to be computed from documents here, which is to the baselines' advantage.
"""

from pathlib import Path

import psycopg
from django.db import connections, models
from import_export import resources
from psycopg import sql

from benchmarks.parts.linked import SEPARATOR, LinkedName, linked_claim, make_tables
from releases.columns import FLAT, FLAT_NAMES

TABLE = "benchmark_flat"
# The columns whose cells hold names of a vocabulary, several to a cell.
LINKED = tuple(c.name for c in FLAT if c.answer and c.answer.kind in ("terms", "rows"))


class _Meta:
    app_label = "benchmarks"
    db_table = TABLE
    managed = False
    ordering = ["id"]


# One row of the table; its fields follow the flat column list.
FlatRow = type(
    "FlatRow",
    (models.Model,),
    {name: models.TextField() for name in FLAT_NAMES} | {"__module__": __name__, "Meta": _Meta},
)


class FlatResource(resources.ModelResource):
    """What django-import-export makes of such a table when told nothing else."""

    class Meta:
        model = FlatRow
        exclude = ("id",)


def make_table(owner: str, csv: Path) -> None:
    """Make the table from a CSV file, in its order, readable by everybody."""
    names = sql.SQL(", ").join(map(sql.Identifier, FLAT_NAMES))
    columns = sql.SQL(" text NOT NULL, ").join(map(sql.Identifier, FLAT_NAMES))
    table = sql.Identifier(TABLE)
    copy = sql.SQL("COPY {} ({}) FROM STDIN WITH (FORMAT csv, HEADER, FORCE_NOT_NULL ({}))").format(
        table, names, names
    )
    with psycopg.connect(owner, autocommit=True) as connection:
        connection.execute(
            sql.SQL("CREATE TABLE {} (id bigserial PRIMARY KEY, {} text NOT NULL)").format(
                table, columns
            )
        )
        with csv.open("rb") as file, connection.cursor().copy(copy) as target:
            while block := file.read(1 << 20):
                target.write(block)
        connection.execute(sql.SQL("GRANT SELECT ON {} TO PUBLIC").format(table))
        connection.execute(sql.SQL("VACUUM ANALYZE {}").format(table))


def make_linked() -> None:
    """Make the same rows with their names linked, from the flat table."""
    model = linked_claim(FLAT_NAMES, LINKED)
    make_tables(model)
    table, names = model._meta.db_table, LinkedName._meta.db_table
    plain = ", ".join(name for name in FLAT_NAMES if name not in LINKED)
    with connections["owner"].cursor() as cursor:
        cursor.execute(f"INSERT INTO {table} (id, {plain}) SELECT id, {plain} FROM {TABLE}")
        for column in LINKED:
            pieces = f"string_to_table({column}, '{SEPARATOR}')"
            link = model._meta.get_field(column).remote_field.through._meta.db_table
            cursor.execute(
                f"INSERT INTO {names} (name) SELECT DISTINCT {pieces} FROM {TABLE} "
                "ON CONFLICT DO NOTHING"
            )
            cursor.execute(
                f"INSERT INTO {link} (linkedclaim_id, linkedname_id) "
                f"SELECT DISTINCT one.id, name.id FROM (SELECT id, {pieces} AS piece FROM {TABLE}) "
                f"one JOIN {names} name ON name.name = one.piece"
            )
        cursor.execute(f"VACUUM ANALYZE {table}")
