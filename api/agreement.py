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
from .shapes import DAY, NUMBER, TEXT, array, nullable, obj, query, ref

_AGREEMENT = obj(
    {
        "from": nullable(DAY),
        "to": nullable(DAY),
        "rounds": NUMBER,
        "fewest_rounds": {**NUMBER, "description": "No figure rests on fewer rounds."},
        "questions": array(
            obj(
                {
                    "name": {**TEXT, "description": "verdict, or a section."},
                    "label": TEXT,
                    "rounds": NUMBER,
                    **dict.fromkeys(
                        ("share_agreed", "gwet_ac1", "krippendorff_alpha", "cohen_kappa"),
                        ref("Figure"),
                    ),
                    "why_no_kappa": TEXT,
                }
            )
        ),
        "methods": {**TEXT, "description": "Ready for a methods section."},
    }
)
_PERIOD = [
    query("from", DAY, "Batches of rounds whose last decision was on this day (UTC) or later."),
    query("to", DAY, "Batches of rounds whose last decision was on this day (UTC) or before."),
]


class AgreementOfReviewers(ReadingView):
    """The figures of the agreement page."""

    @reads(
        "agreement",
        "How far reviewers agree, by section",
        gives=_AGREEMENT,
        parameters=_PERIOD,
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
