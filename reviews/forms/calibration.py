"""Reading what a calibration page posts: `answer-cargo`, `why-cargo`, `verdict`, `reason`."""

from dataclasses import dataclass
from typing import Any

from evidence.columns import SECTIONS
from evidence.forms.claims import Posted, last


@dataclass(frozen=True)
class ReadCalibration:
    """What the page said; `why` names the sentence that goes with each answer."""

    verdict: str
    reason: str
    answers: dict[str, dict[str, Any]]


NOTHING_READ = ReadCalibration("", "", {})


def read_calibration(posted: Posted, why: str) -> ReadCalibration:
    """Return what `posted` says; nothing is judged here."""
    return ReadCalibration(
        verdict=last(posted, "verdict"),
        reason=last(posted, "reason").strip(),
        answers={
            section.name: {
                "answer": last(posted, f"answer-{section.name}"),
                why: last(posted, f"why-{section.name}").strip(),
            }
            for section in SECTIONS
        },
    )
