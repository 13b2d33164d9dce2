"""What is shown of the agreement between reviewers, and what would tell too much.

A figure over one round is that round. So rounds enter every figure in whole batches of FEWEST, in
the order in which they were decided: no figure rests on fewer, and neither does the difference
between two figures, of two periods or of two moments. Decided rounds alone count; what is open,
withdrawn or judged by one person counts nowhere.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from evidence.columns import SECTIONS
from reviews.workflow import SECTION_ANSWERS, VERDICTS

from .coefficients import (
    Estimate,
    Patterns,
    cohens_kappa,
    gwets_ac1,
    krippendorffs_alpha,
    percent_agreement,
)

FEWEST = 20  # rounds in a batch
TOGETHER = 10  # rounds that two people judged together before they make a pair for κ

TOO_FEW = (
    f"Agreement is counted over decided rounds of two reviewers, in whole batches of {FEWEST}, so "
    "that no figure tells what one person said. There is no whole batch here yet: too few."
)

VERDICT = "verdict"
# What is asked of each reviewer, in the form's order, and between how many answers they choose.
QUESTIONS: dict[str, tuple[str, int]] = {
    VERDICT: ("Recommendation", len(VERDICTS)),
    **{section.name: (section.label, len(SECTION_ANSWERS)) for section in SECTIONS},
}
# Two people → how often they said what together, in the order of the two.
ByPair = Mapping[tuple[int, int], Patterns]


@dataclass(frozen=True)
class Agreement:
    """How far reviewers agreed on one question. κ is None where `why_no_kappa` says why."""

    question: str
    label: str
    percent: Estimate
    ac1: Estimate
    alpha: Estimate
    kappa: Estimate | None
    why_no_kappa: str

    @property
    def n(self) -> int:
        """How many rounds it rests on."""
        return self.percent.n


def agreements(answers: Mapping[str, ByPair]) -> list[Agreement]:
    """Return the agreement on every question; nothing at all where there are too few rounds."""
    found = [_agreement(name, answers.get(name, {})) for name in QUESTIONS]
    return found if all(one.n >= FEWEST for one in found) else []


def _agreement(question: str, pairs: ByPair) -> Agreement:
    label, categories = QUESTIONS[question]
    everybody: Counter[tuple[str, ...]] = Counter()
    for patterns in pairs.values():
        everybody.update(patterns)
    why_no_kappa = _why_no_kappa(pairs)
    often = [pair for pair in pairs.values() if _rounds(pair) >= TOGETHER]
    return Agreement(
        question=question,
        label=label,
        percent=percent_agreement(everybody),
        ac1=gwets_ac1(everybody, categories),
        alpha=krippendorffs_alpha(everybody),
        kappa=None if why_no_kappa else cohens_kappa(often),
        why_no_kappa=why_no_kappa,
    )


def _why_no_kappa(pairs: ByPair) -> str:
    """Say why κ is not shown: it asks for the same two people, again and again."""
    counts = [_rounds(pair) for pair in pairs.values()]
    often = sum(count for count in counts if count >= TOGETHER)
    seldom = sum(counts) - often
    if often < FEWEST:
        return f"too few rounds by pairs of reviewers with {TOGETHER} together"
    if 0 < seldom < FEWEST:
        # Beside the figures over all rounds, κ would tell of those few that it leaves out.
        return "too few rounds by other pairs to leave them out"
    return ""


def _rounds(patterns: Patterns) -> int:
    return sum(patterns.values())
