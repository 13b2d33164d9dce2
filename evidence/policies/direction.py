"""Which way claims point: towards resistance, towards sensitivity, both or neither."""

from collections.abc import Iterable

RESISTS = ("promotes_resistance",)
SENSITISES = ("restores_sensitivity", "enhances_potency")


def direction_of(effects: Iterable[str]) -> str:
    """Return the direction of claims with these effects: "resists", "sensitises", "both" or
    "neither". Mixed, absent and unclear effects point neither way."""
    effects = set(effects)
    resists, sensitises = bool(effects & set(RESISTS)), bool(effects & set(SENSITISES))
    if resists and sensitises:
        return "both"
    if resists or sensitises:
        return "resists" if resists else "sensitises"
    return "neither"
