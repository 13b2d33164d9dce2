"""Inserting many rows in one go, through COPY: several times as quick as one long INSERT."""

from collections.abc import Sequence
from typing import TypeVar

from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.models import AutoField, Model
from psycopg import sql

Row = TypeVar("Row", bound=Model)


def copy_in(objects: Sequence[Row]) -> Sequence[Row]:
    """Insert new objects of one model and return them, each with its key, as `bulk_create` does.

    No `save` is called. Errors of the database are those that Django raises.
    """
    if not objects:
        return objects
    options = objects[0]._meta
    _give_keys(objects)
    fields = [field for field in options.concrete_fields if not field.generated]
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(options.db_table),
        sql.SQL(", ").join(sql.Identifier(str(field.column)) for field in fields),
    )
    database = connections[DEFAULT_DB_ALIAS]
    with database.wrap_database_errors, database.cursor() as cursor, cursor.copy(statement) as copy:
        for one in objects:
            copy.write_row(
                [f.get_db_prep_save(f.pre_save(one, add=True), database) for f in fields]
            )
    for one in objects:
        one._state.adding, one._state.db = False, DEFAULT_DB_ALIAS
    return objects


def _give_keys(objects: Sequence[Model]) -> None:
    """Give those that have none their key, from the sequence that the table takes it from."""
    key = objects[0]._meta.pk
    without = [one for one in objects if one.pk is None]
    if not without or not isinstance(key, AutoField):
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
            [connection.ops.quote_name(objects[0]._meta.db_table), key.column, len(without)],
        )
        for one, (number,) in zip(without, cursor.fetchall(), strict=True):
            one.pk = number
