"""The same claims as Datasette reads them: one SQLite file, one flat row a claim."""

import os
import sqlite3
from pathlib import Path

import psycopg

_CLAIMS = """
    SELECT item.number, version.document,
        (SELECT string_agg(value, ' ') FROM evidence_version_choice
            WHERE version_id = version.id AND role = 'effect'),
        (SELECT string_agg(value, ' ') FROM evidence_version_choice
            WHERE version_id = version.id AND role = 'settings'),
        (SELECT string_agg(label, ' ') FROM evidence_version_term link
            JOIN evidence_term term ON term.id = term_id
            WHERE version_id = version.id AND role = 'agents')
    FROM evidence_version version
    JOIN evidence_standing standing ON standing.version_id = version.id
    JOIN evidence_item item ON item.id = version.item_id
    WHERE standing.status = 'accepted' ORDER BY item.number
    """
# Counting, facets and suggestions are switched off: to Datasette's advantage.
ADDRESS = (
    "/claims/claims.json?effect=restores_sensitivity&settings__contains=in_vitro"
    "&agents__contains=cisplatin&_size=50&_nocount=1&_nofacet=1&_nosuggest=1&_next={after}"
)


def make_file(folder: Path) -> Path:
    """Write the file into `folder` and return where it is."""
    path = folder / "claims.db"
    with sqlite3.connect(path) as target, psycopg.connect(os.environ["DATABASE_URL"]) as source:
        target.execute(
            "CREATE TABLE claims (number INTEGER PRIMARY KEY, document TEXT, effect TEXT, "
            "settings TEXT, agents TEXT)"
        )
        with source.cursor(name="claims") as rows:
            rows.execute(_CLAIMS)
            target.executemany("INSERT INTO claims VALUES (?, ?, ?, ?, ?)", rows)
        target.execute("CREATE INDEX claims_by_effect ON claims (effect)")
        target.execute("ANALYZE")
    return path
