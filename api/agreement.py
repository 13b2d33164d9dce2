"""How far reviewers agree."""

from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from ground import clock
from reviews.policies.agreement import FEWEST, Agreement
from reviews.policies.coefficients import Estimate
from reviews.presenters.period import read_period
from reviews.queries.methods import methods_of, report_of

from .answers import json_answer
from .endpoint import reads
from .reading import ReadingView
from .shapes import AGREEMENT, PERIOD


class AgreementOfReviewers(ReadingView):
    """The figures of the agreement page."""

    @reads(
        "agreement",
        "How far reviewers agree, by section",
        gives=AGREEMENT,
        parameters=PERIOD,
        signed_in=True,
    )
    def get(self, request: HttpRequest) -> HttpResponseBase:
        """First recommendations of decided rounds, in whole batches of `fewest_rounds`.

        Without a whole batch `questions` is empty.
        """
        report = report_of(read_period(dict(request.GET.lists())))
        body = {
            "from": report.period.first,
            "to": report.period.last,
            "rounds": report.judged.rounds,
            "fewest_rounds": FEWEST,
            "questions": [_question(one) for one in report.found],
            "methods": methods_of(report, clock.now().date()),
        }
        return json_answer(request, body)


def _question(one: Agreement) -> dict[str, Any]:
    return {
        "name": one.question,
        "label": one.label,
        "rounds": one.n,
        "share_agreed": _figures(one.percent),
        "gwet_ac1": _figures(one.ac1),
        "krippendorff_alpha": _figures(one.alpha),
        "cohen_kappa": _figures(one.kappa),
        "why_no_kappa": one.why_no_kappa,
    }


def _figures(estimate: Estimate | None) -> dict[str, float | None]:
    """Return a figure and the ends of its 95 % interval; null is what cannot be said."""
    if estimate is None:
        return {"value": None, "low": None, "high": None}
    return {"value": estimate.value, "low": estimate.low, "high": estimate.high}
