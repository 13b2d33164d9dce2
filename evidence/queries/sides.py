"""The row of values that every version has in evidence_version_sides, as SQL."""

from collections.abc import Sequence

from .facets import FACETS

# The columns with values; each has all those of a claim, between spaces. Cargo that acts as its
# inhibitor has a minus before it in `acting_cargo`, and whole vesicles do not stand there.
ACTING = "acting_cargo"
SIDES = frozenset(
    {f.name for f in FACETS.values() if f.counted and f.kind in ("term", "choice")}
    | {"direct_targets", ACTING}
)
# By what claims are numbered in a group: every effect, then every directness.
NUMBERED = FACETS["effect"].values
_LEVELS = range(6)

Facets = tuple[str, ...]


def keys_of(wanted: Sequence[Facets], names: Sequence[int] | Sequence[str]) -> str:
    """Return SQL for (facets, key) of a row, one for each of `wanted`, which `names` name."""
    if unknown := {name for facets in wanted for name in facets} - SIDES:
        raise ValueError(f"Claims have no row with {sorted(unknown)}.")
    rows = (
        f"({name!r}, " + " || '|' || ".join(f"sides.{facet}" for facet in facets) + ")"
        for name, facets in zip(names, wanted, strict=True)
    )
    return f"(VALUES {', '.join(rows)}) keys (facets, key)"


_NUMBERS = ", ".join(
    f"coalesce(sum(claims) FILTER (WHERE {condition}), 0)::bigint"
    for condition in (
        *(f"effect = '{effect}'" for effect in NUMBERED),
        *(f"directness = {level}" for level in _LEVELS),
    )
)


def grouped(counted: str, by: str = "facets, key") -> str:
    """Return SQL for `by`, numbers of SQL for `by`, effect, directness, claims."""
    return f"SELECT {by}, ARRAY[{_NUMBERS}] numbers FROM ({counted}) counted GROUP BY {by}"
