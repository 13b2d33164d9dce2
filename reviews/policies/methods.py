"""The paragraph of a methods section that says how claims were judged, ready to be copied."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from evidence.columns import SECTIONS
from reviews.workflow import RECONCILING_DAYS

from .agreement import FEWEST, VERDICT, Agreement
from .coefficients import Estimate

# How a round went: (move of the decision, outcome, whether the two reviewers differed at first).
Courses = Mapping[tuple[str, str, bool], int]
_NUMBERS = dict(
    enumerate(("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"))
)


@dataclass(frozen=True)
class Policy:
    """What this site asks for now: reviewers a round, a full text read, newcomers calibrated."""

    site: str
    reviewers: int
    full_text: bool
    calibration: int  # claims that newcomers judge first; 0 where none are asked


@dataclass(frozen=True)
class Accepted:
    """Claims that were accepted: how many reviewed by how many, and how many with a waiver."""

    by_reviewers: Mapping[int, int]
    waived: int

    @property
    def total(self) -> int:
        """How many they are."""
        return sum(self.by_reviewers.values())


def methods_paragraph(
    *,
    policy: Policy,
    period: str,
    courses: Courses,
    found: Sequence[Agreement],
    accepted: Accepted,
) -> str:
    """Return the paragraph; `period` reads like "until 3 May 2026".

    `courses` and `found` are of the rounds that agreement counts, `accepted` is what became
    public in the period.
    """
    sentences = [procedure(policy), *_rounds(period, courses, found)]
    return " ".join([*sentences, _accepted(period, accepted)])


def estimate_words(estimate: Estimate | None, *, share: bool = False) -> str:
    """Return such as "0.80 (95% CI 0.70 to 0.90)"; "not defined" where there is no value."""
    if estimate is None or estimate.value is None:
        return "not defined"
    value = figure(estimate.value, share=share)
    if estimate.low is None or estimate.high is None:
        return f"{value} (no interval: nothing varied)"
    low, high = figure(estimate.low, share=share), figure(estimate.high, share=share)
    return f"{value} (95% CI {low} to {high})"


def figure(value: float, *, share: bool = False) -> str:
    """Return a coefficient with two decimals, or a share as a percentage with one."""
    return f"{100 * value:.1f}%" if share else f"{value + 0.0:.2f}"


def procedure(policy: Policy) -> str:
    """Return how claims are judged here, from curation to decision."""
    sections = _NUMBERS[len(SECTIONS)]
    entered = (
        f"Claims were curated in {policy.site}: one curator extracted each claim from its "
        "publication and submitted it as a version that did not change any more."
    )
    asked = (
        f"said for each of {sections} sections whether the source agrees, and recommended to "
        "accept, to revise or to reject it."
    )
    if policy.reviewers == 1:
        return (
            f"{entered} One reviewer, who was no author of the claim and did not know who had "
            f"entered it, {asked} An editor who had neither entered nor reviewed the claim "
            f"decided.{_also(policy)}"
        )
    return (
        f"{entered} Two blinded reviewers, neither of them an author of the claim, verified it: "
        "without knowing of each other's recommendation or who had entered the claim, each "
        f"{asked} Where they were split they saw each other's reasons for up to "
        f"{RECONCILING_DAYS} days and could change theirs. An editor who had neither entered nor "
        "reviewed the claim confirmed what they agreed on, and decided where they stayed split."
        f"{_also(policy)}"
    )


def _also(policy: Policy) -> str:
    """Return what else is asked: each a sentence with a space before it."""
    sentences = ""
    if policy.full_text:
        sentences += (
            " Unless an editor waived it with a reason, a claim was accepted only where a reviewer "
            "had read the full text."
        )
    if policy.calibration:
        sentences += (
            " Before their first review, reviewers judged a calibration set of "
            f"{_NUMBERS.get(policy.calibration, policy.calibration)} claims with reference answers."
        )
    return sentences


def _rounds(period: str, courses: Courses, found: Sequence[Agreement]) -> list[str]:
    if not found:
        return [
            f"Fewer than {FEWEST} versions judged by two reviewers were decided {period}, too few "
            "to report agreement."
        ]
    total = sum(courses.values())
    split = sum(count for (_, _, differed), count in courses.items() if differed)
    came_round = sum(
        n for (move, _, differed), n in courses.items() if differed and move == "confirm"
    )
    outcomes: Counter[str] = Counter()
    for (_, outcome, _), count in courses.items():
        outcomes[outcome] += count
    went = (
        f"Of {total} versions judged by two reviewers and decided {period} (counted in whole "
        f"batches of {FEWEST}), the reviewers agreed at once on {total - split} and were split on "
        f"{split}, of which they reconciled {came_round} and an editor decided "
        f"{split - came_round}; {outcomes['accepted']} were accepted, {outcomes['returned']} "
        f"returned and {outcomes['rejected']} rejected."
    )
    return [went, _figures(found)]


def _figures(found: Sequence[Agreement]) -> str:
    by_question = {one.question: one for one in found}
    overall = by_question.pop(VERDICT)
    kappa = (
        f"Cohen's κ within pairs of reviewers {estimate_words(overall.kappa)}, "
        if overall.kappa and overall.kappa.value is not None
        else ""
    )
    sections = sorted(by_question.values(), key=lambda one: one.percent.value or 0.0)
    least, most = sections[0], sections[-1]
    return (
        f"The first recommendations, made before either reviewer saw the other's, were the same in "
        f"{estimate_words(overall.percent, share=True)} of {overall.n} rounds (Gwet's AC1 "
        f"{estimate_words(overall.ac1)}, {kappa}Krippendorff's α {estimate_words(overall.alpha)}); "
        "agreement on sections lay between "
        f"{estimate_words(least.percent, share=True)} ({least.label}, AC1 "
        f"{estimate_words(least.ac1)}) and {estimate_words(most.percent, share=True)} "
        f"({most.label}, AC1 {estimate_words(most.ac1)})."
    )


def _accepted(period: str, accepted: Accepted) -> str:
    if not accepted.total:
        return f"No claim was accepted {period}."
    claims = "claim was" if accepted.total == 1 else "claims were"
    by = " and ".join(
        f"{count} on the recommendation of {_NUMBERS.get(many, many)} "
        f"reviewer{'' if many == 1 else 's'}"
        for many, count in sorted(accepted.by_reviewers.items(), reverse=True)
    )
    waived = (
        f"for {accepted.waived} of them an editor waived something that stood against acceptance, "
        "with the reason printed in the release"
        if accepted.waived
        else "nothing that stood against acceptance was waived"
    )
    return f"{accepted.total} {claims} accepted {period}, {by}; {waived}."
