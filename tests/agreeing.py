"""Decided rounds in numbers, for what is counted over many of them, and a calibration set."""

from accounts.models import Person
from evidence.models import Version
from reviews.actions.calibrate import choose_claim, judge_claim
from reviews.models import CalibrationAnswer, CalibrationClaim
from reviews.policies.calibration import SET_SIZE
from tests.worlds import AGREE, DISAGREE, World

# Both accept; both ask for a revision over the cargo; split over it, and rejected.
TWENTY = {"accepted": 12, "returned": 5, "rejected": 3}
LAST_TWO = {"accepted": 1, "rejected": 1}
# What an editor expects of a calibration claim: agreement, but for the cargo.
REFERENCE = {
    name: {"answer": given["answer"], "explanation": given.get("reason", "")}
    for name, given in DISAGREE.items()
}


def decide_rounds(world: World, counts: dict[str, int]) -> list[Version]:
    """Bring so many new versions to each status, the way people do."""
    return [world.with_status(status) for status, many in counts.items() for _ in range(many)]


def eighteen_rounds() -> World:
    """A world with all but the last two of twenty: they are `LAST_TWO`."""
    world = World()
    decide_rounds(world, {name: many - LAST_TWO.get(name, 0) for name, many in TWENTY.items()})
    return world


def choose(version: Version, editor: Person) -> CalibrationClaim:
    """Put a version into the calibration set: its cargo does not hold."""
    return choose_claim(
        version=version, verdict="revise", explanation="Table 2 names another miRNA.",
        reference=REFERENCE, actor=editor,
    )  # fmt: skip


def whole_set(world: World) -> list[CalibrationClaim]:
    """A calibration set that newcomers are asked to judge."""
    return [choose(world.accepted(), world.decider) for _ in range(SET_SIZE)]


def judge(claim: CalibrationClaim, person: Person, verdict: str = "accept") -> CalibrationAnswer:
    """What somebody says who agrees with everything, or finds what is wrong with the cargo."""
    answers = AGREE if verdict == "accept" else DISAGREE
    return judge_claim(claim=claim, verdict=verdict, answers=answers, actor=person)
