"""The runtime role cannot change what is insert-only, whatever it tries."""

import contextlib

import pytest
from django.apps import apps
from django.db import ProgrammingError, connection, transaction

from ground.insert_only import INSERT_ONLY_TABLES

pytestmark = [pytest.mark.django_db, pytest.mark.both]
RIGHTS = ("UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER")
STATEMENTS = (
    "UPDATE {table} SET {column} = {column}",
    "DELETE FROM {table}",
    "TRUNCATE {table} CASCADE",
    "ALTER TABLE {table} DISABLE TRIGGER ALL",
    "DROP TABLE {table} CASCADE",
)
TRICKS = (
    "SET ROLE NONE",
    "RESET ROLE",
    "SET LOCAL session_replication_role = replica",
    "SET LOCAL row_security = off",
    "SET LOCAL search_path = pg_temp, public",
    "SET SESSION AUTHORIZATION DEFAULT",
)


def column_of(table: str) -> str:
    model = next(model for model in apps.get_models() if model._meta.db_table == table)
    return next(f.column for f in model._meta.fields if not f.generated and not f.primary_key)


def is_refused(sql: str) -> bool:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)
    except ProgrammingError as error:
        return "permission denied" in str(error) or "must be owner" in str(error)
    return False


@pytest.mark.parametrize("table", INSERT_ONLY_TABLES)
def test_the_runtime_role_holds_no_right_to_change(table: str) -> None:
    with connection.cursor() as cursor:
        for right in RIGHTS:
            cursor.execute("SELECT has_table_privilege(current_user, %s, %s)", [table, right])
            assert cursor.fetchone() == (False,), (table, right)
        cursor.execute("SELECT has_table_privilege(current_user, %s, 'INSERT')", [table])
        assert cursor.fetchone() == (True,)


def changing(*statements: str) -> list[str]:
    """Each statement, for each table that is insert-only."""
    return [
        statement.format(table=f"public.{table}", column=column_of(table))
        for table in INSERT_ONLY_TABLES
        for statement in statements
    ]


@pytest.mark.parametrize("statement", STATEMENTS)
def test_every_statement_that_changes_is_refused(statement: str) -> None:
    assert [sql for sql in changing(statement) if not is_refused(sql)] == []


@pytest.mark.parametrize("trick", TRICKS)
def test_no_session_trick_opens_a_table(trick: str) -> None:
    for sql in changing(*STATEMENTS[:3]):
        with transaction.atomic(), connection.cursor() as cursor:
            # The trick may be refused itself; where it is not, it must not help.
            with contextlib.suppress(ProgrammingError), transaction.atomic():
                cursor.execute(trick)
            assert is_refused(sql), sql
            transaction.set_rollback(True)


@pytest.mark.parametrize("table", INSERT_ONLY_TABLES)
def test_a_temporary_table_of_the_same_name_does_not_reach_the_real_one(table: str) -> None:
    column = column_of(table)
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMPORARY TABLE {table} (LIKE public.{table}) ON COMMIT DROP")
        cursor.execute(f"UPDATE {table} SET {column} = {column}")
        assert is_refused(f"UPDATE public.{table} SET {column} = {column}")


@pytest.mark.parametrize("table", INSERT_ONLY_TABLES)
def test_the_runtime_role_cannot_grant_itself_a_right(table: str) -> None:
    with connection.cursor() as cursor:
        # PostgreSQL answers with a warning and grants nothing.
        cursor.execute(f"GRANT ALL ON public.{table} TO CURRENT_USER")
        for right in RIGHTS:
            cursor.execute("SELECT has_table_privilege(current_user, %s, %s)", [table, right])
            assert cursor.fetchone() == (False,)


def test_the_owner_role_is_out_of_reach() -> None:
    for sql in ("SET ROLE evidence_owner", "SET SESSION AUTHORIZATION evidence_owner"):
        assert is_refused(sql)


def test_the_list_names_tables_that_exist() -> None:
    tables = {model._meta.db_table for model in apps.get_models()}
    assert set(INSERT_ONLY_TABLES) <= tables
