"""Sets of versions as bits: a version is one place, a set a row for every BLOCK versions.

The versions that pass several filters are the AND of a few rows, and counting them is counting
bits. Rows are written by `actions.folding`; docs/adr/0012 says why and what it costs.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import connection

# As many bits as let two rows stand on a page of PostgreSQL, and a multiple of a word.
BLOCK = 30_000
_WORD = 60
ZERO = f"0::bit({BLOCK})"

# A word at a time, then the words side by side with zeros where none stands.
_BITS = f"""
    SELECT role, value, term_id, block,
        string_agg(repeat('0', {_WORD} * gap) || word::text, '' ORDER BY place)::bit({BLOCK}) bits
    FROM (SELECT *, place - 1 - coalesce(lag(place) OVER (
            PARTITION BY role, value, term_id, block ORDER BY place), -1) gap
        FROM (SELECT role, value, term_id, (id / {BLOCK})::int block,
                (mod(id, {BLOCK}) / {_WORD})::int place,
                bit_or(1::bigint << mod(id, {_WORD})::int)::bit({_WORD}) word
            FROM ({{links}}) link (role, value, term_id, id) GROUP BY 1, 2, 3, 4, 5) words) placed
    GROUP BY role, value, term_id, block
    """


def bits_of_links(links: str) -> str:
    """Return SQL for role, value, term_id, block, bits of SQL for role, value, term_id, id."""
    return _BITS.format(links=links)


def bits_of(ids: str) -> str:
    """Return SQL for block, bits of SQL for the ids of versions."""
    links = f"SELECT ''::text, ''::text, 0::bigint, id FROM ({ids}) one (id)"
    return f"SELECT block, bits FROM ({bits_of_links(links)}) whole"


def is_set(bits: str, number: str) -> str:
    """Return SQL that tells whether the version of that number is among `bits` of its block."""
    place = f"mod({number}, {BLOCK}) + {_WORD - 1} - 2 * mod({number}, {_WORD})"
    return f"get_bit({bits}, ({place})::int) > 0"


def composed(sql: str, params: Sequence[Any] | Mapping[str, Any] = ()) -> str:
    """Return `sql` with its parameters in their places, safely quoted."""
    return str(connection.ops.compose_sql(sql, params))  # type: ignore[attr-defined]


# The items whose versions are counted one by one, because a move or a changed citation is newer
# than their bits. Citations come as an array, so that without one no version is looked at.
UNFOLDED = """
    SELECT item_id FROM evidence_unfolded WHERE item_id IS NOT NULL
    UNION SELECT item_id FROM evidence_version WHERE citation_id = ANY ((
        SELECT array_agg(citation_id) FROM evidence_unfolded WHERE citation_id IS NOT NULL
    )::bigint[])
    """
