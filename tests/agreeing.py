"""Decided rounds in numbers, for what is counted over many of them."""

from evidence.models import Version
from tests.worlds import World

# Both accept; both ask for a revision over the cargo; split over it, and rejected.
TWENTY = {"accepted": 12, "returned": 5, "rejected": 3}


def decide_rounds(world: World, counts: dict[str, int]) -> list[Version]:
    """Bring so many new versions to each status, the way people do."""
    return [world.with_status(status) for status, many in counts.items() for _ in range(many)]
