"""Mine against the decision: what a reviewer said, and what was decided, section by section."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from evidence.columns import SECTIONS
from reviews.workflow import OUTCOME_OF

# A section beside the decision. What an editor weighed in words is shown and not counted.
AS_DECIDED, AGAINST, WEIGHED, NO_SIDE = "as decided", "against it", "weighed", "no side taken"


@dataclass(frozen=True)
class Decided:
    """What was decided on a version: outcome, reasons per section, sections put right on the way.

    `is_disputed` of a section says that an editor gave a reason on it alone.
    """

    outcome: str
    at: datetime
    reasons: Mapping[str, str]
    corrected: Collection[str] = ()

    def is_disputed(self, section: str) -> bool:
        """Tell whether the editor had to weigh two answers on this section."""
        return bool(self.reasons.get(section))


def beside_decision(section: str, answer: str, decided: Decided) -> str:
    """Return how a reviewer's `answer` on a section stands beside the decision.

    Accepted evidence holds, but for the sections put right. In what was returned or rejected a
    section that nobody disputed stands as it was judged; a disputed one has the editor's reason,
    which is read and not counted.
    """
    if answer not in ("agree", "disagree"):
        return NO_SIDE
    if decided.outcome == "accepted":
        holds = section not in decided.corrected
        return AS_DECIDED if holds == (answer == "agree") else AGAINST
    return WEIGHED if decided.is_disputed(section) else AS_DECIDED


def verdict_beside_decision(verdict: str, decided: Decided) -> str:
    """Return how a recommendation stands beside the decision.

    Whoever asked for a revision of what was then put right and accepted was right too.
    """
    if verdict == "revise" and decided.corrected:
        return AS_DECIDED
    return AS_DECIDED if OUTCOME_OF[verdict] == decided.outcome else AGAINST


def answers_beside_decision(answers: Mapping[str, Any], decided: Decided) -> dict[str, str]:
    """Return section → how the answer given to it stands beside the decision."""
    return {
        section.name: beside_decision(
            section.name, str((answers.get(section.name) or {}).get("answer", "")), decided
        )
        for section in SECTIONS
    }
