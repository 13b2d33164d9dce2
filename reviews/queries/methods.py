"""How claims are judged here, in figures and as a methods section says it."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings

from reviews.policies.agreement import Agreement, agreements
from reviews.policies.calibration import SET_SIZE
from reviews.policies.methods import Accepted, Policy, methods_paragraph
from reviews.policies.period import Period

from .accepted import accepted_in
from .agreement import Judged, judged_in
from .calibration import is_asked_first


@dataclass(frozen=True)
class Report:
    """What there is to say of a period; `found` is empty where there are too few rounds."""

    period: Period
    judged: Judged
    found: list[Agreement]


def report_of(period: Period) -> Report:
    """Return the agreement of the rounds counted in `period`, in two queries."""
    judged = judged_in(period)
    return Report(period, judged, agreements(judged.answers))


def methods_of(report: Report, today: date, accepted: Accepted | None = None) -> str:
    """Return the paragraph for the policy as it is now; what was `accepted` defaults to the
    claims that became public in the report's period."""
    if accepted is None:
        accepted = accepted_in(report.period)
    return methods_paragraph(
        policy=current_policy(),
        period=report.period.words(today),
        courses=report.judged.courses,
        found=report.found,
        accepted=accepted,
    )


def current_policy() -> Policy:
    """Return what this site asks for now."""
    return Policy(
        site=settings.SITE_NAME,
        reviewers=settings.REVIEWERS_PER_ROUND,
        full_text=settings.FULL_TEXT_REQUIRED,
        calibration=SET_SIZE if is_asked_first() else 0,
    )
