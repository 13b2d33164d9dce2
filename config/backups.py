"""A backup is one file of pg_dump; a restore replaces everything in one transaction, or nothing.

The programs are the wheel's, for the embedded server and for a real one: pg_dump and pg_restore
understand every older server.
"""

import contextlib
import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

import psycopg
from django.db.backends.postgresql.base import DatabaseWrapper

from config.embedded import ClusterError
from config.embedded.place import wheel_programs

WHEEL_MAJOR = 18
# One transaction: until it commits everybody sees the old contents. The COMMIT is sent by us and
# only when all has been read: whoever is killed before, psql or we, leaves the old contents.
# Nobody may hold the restore up for ever by leaving a transaction open.
_BEGIN = b"BEGIN; SET LOCAL lock_timeout = '30s'; DROP SCHEMA public CASCADE;\n"
_COMMIT = b"COMMIT;\n"
_NEWER_THAN_16 = b"SET transaction_timeout = 0;\n"
_HEAD_BYTES = 4096


class BackupError(Exception):
    """A backup or restore was not done; the message says why."""


def write_backup(connection: DatabaseWrapper, file: Path) -> None:
    """Write the whole database into the new file `file`, for us alone to read.

    Raises BackupError where it could not be written; then there is no file.
    """
    handle, name = tempfile.mkstemp(prefix=f".{file.name}.", dir=file.parent)
    os.close(handle)
    half = Path(name)
    try:
        _run(
            connection,
            *("pg_dump", "--format=custom", "--schema=public", "--no-owner", "--no-privileges"),
            f"--file={half}",
        )
        half.replace(file)
    finally:
        half.unlink(missing_ok=True)


def migrations_in(connection: DatabaseWrapper, file: Path) -> set[tuple[str, str]]:
    """Return (app, name) of the migrations the backup `file` was made with.

    Raises BackupError where it is no backup of EVidence.
    """
    table = ("--data-only", "--table=django_migrations", "--file=-", str(file))
    said = _run(connection, "pg_restore", *table)
    rows = re.search(r"^COPY public\.django_migrations .*\n((?:.*\t.*\n)*)", said, re.MULTILINE)
    if rows is None:
        raise BackupError(f"{file} is a dump of some database, and not of an EVidence.")
    fields = [line.split("\t") for line in rows[1].splitlines()]
    return {(app, name) for _, app, name, _ in fields}


def replace_contents(connection: DatabaseWrapper, file: Path) -> None:
    """Replace everything in the database of `connection` by what the backup `file` holds.

    All or nothing, and while the site runs. Privileges are not part of a backup: grant them
    afterwards. Raises BackupError where nothing was replaced.
    """
    reading = [_program("pg_restore", connection), "--no-owner", "--no-privileges", "--file=-"]
    writing = [_program("psql", connection), "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1"]
    writing += ["--file=-", "--output=/dev/null"]
    environment = _environment(connection)
    pipe = subprocess.PIPE
    with (
        tempfile.TemporaryFile() as words,
        subprocess.Popen([*reading, str(file)], stdout=pipe, stderr=words) as reader,
        subprocess.Popen(writing, stdin=pipe, stderr=words, env=environment) as writer,
    ):
        assert reader.stdout is not None
        assert writer.stdin is not None
        try:
            head = reader.stdout.read(_HEAD_BYTES)
            if connection.pg_version < 170000:
                head = head.replace(_NEWER_THAN_16, b"", 1)
            writer.stdin.write(_BEGIN + head)
            shutil.copyfileobj(reader.stdout, writer.stdin)
            if reader.wait() == 0:
                writer.stdin.write(_COMMIT)
            writer.stdin.close()
        except BrokenPipeError:  # psql has given up, and says why below
            reader.kill()
            with contextlib.suppress(BrokenPipeError):
                writer.stdin.close()
        if reader.wait() or writer.wait():
            words.seek(0)
            raise BackupError(_first_error(words.read().decode(errors="replace")))


def _run(connection: DatabaseWrapper, name: str, *arguments: str) -> str:
    done = subprocess.run(
        [_program(name, connection), *arguments],
        env=_environment(connection),
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
    )
    if done.returncode:
        raise BackupError(_first_error(done.stderr))
    return done.stdout


def _program(name: str, connection: DatabaseWrapper) -> str:
    """Return the wheel's program, or this machine's where the server is newer than the wheel."""
    major = connection.pg_version // 10_000
    if major <= WHEEL_MAJOR:
        try:
            return str(wheel_programs() / name)
        except ClusterError as error:
            raise BackupError(str(error)) from error
    found = shutil.which(name)
    if found is None:
        raise BackupError(
            f"The server is PostgreSQL {major}, which needs its own {name}: install "
            f"postgresql-client-{major}."
        )
    return found


def _environment(connection: DatabaseWrapper) -> dict[str, str]:
    """Return libpq's variables for `connection`: a password in arguments would show in `ps`."""
    variables = {
        option.keyword.decode(): option.envvar.decode()
        for option in psycopg.pq.Conninfo.get_defaults()
        if option.envvar
    }
    parameters = connection.get_connection_params()
    own = {variables[k]: str(v) for k, v in parameters.items() if k in variables and v is not None}
    return {**os.environ, **own, "LC_ALL": "C"}


def _first_error(said: str) -> str:
    errors = [line for line in said.splitlines() if "error" in line.lower()]
    return (errors or said.splitlines() or ["it was stopped"])[0].strip().rstrip(".") + "."
