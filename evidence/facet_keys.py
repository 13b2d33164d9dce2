"""Numbers for what claims are filtered by: each answer of a closed list and each term, in a role.

They stand together in one narrow row a version, so that a list finds its page in its own order.
A number is the first 64 bits of a SHA-256, which Python and PostgreSQL compute alike.
"""

import hashlib

# The same in SQL, of a text.
KEY_SQL = "('x' || left(encode(sha256(convert_to({text}, 'UTF8')), 'hex'), 16))::bit(64)::bigint"


def choice_key(role: str, value: str) -> int:
    """Return the number of an answer of a closed list."""
    return _key(f"{role}={value}")


def term_key(role: str, term_id: int) -> int:
    """Return the number of a term."""
    return _key(f"{role}#{term_id}")


def _key(text: str) -> int:
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], signed=True)
