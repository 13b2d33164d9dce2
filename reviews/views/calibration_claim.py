"""Judging one claim of the calibration set, and reading the reference straight after."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.views.signed_in import signed_in
from evidence.presenters.citations import identifier_links, status_notice
from evidence.presenters.claims import sections_of
from evidence.presenters.items import citation_href
from evidence.queries.items import live_terms
from evidence.views.see_other import see_other
from ground.errors import Denied, DomainError, Invalid, Problem, Stale
from reviews.actions.calibrate import judge_claim
from reviews.forms.calibration import NOTHING_READ, ReadCalibration, read_calibration
from reviews.models import CalibrationAnswer, CalibrationClaim
from reviews.policies.calibration import NOT_CURRENT
from reviews.presenters.calibration import beside_reference, sections_to_answer, verdict_options
from reviews.presenters.versions import card_of, extras_of
from reviews.queries.calibration import left_to_judge, set_of
from reviews.views.resending import keeps_what_is_typed

_STATUS: dict[type[DomainError], int] = {Denied: 403, Stale: 409, Invalid: 422}


@keeps_what_is_typed
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def calibration_claim(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the claim; on POST keep the answer and show the reference beside it."""
    reader = signed_in(request)
    claims = CalibrationClaim.objects.visible_to(reader).select_related(
        "version__item", "version__standing", "version__citation"
    )
    claim = get_object_or_404(claims, pk=pk)
    said = CalibrationAnswer.objects.visible_to(reader).filter(claim=claim).first()
    if said is not None:
        return _page(request, claim, NOTHING_READ, said=said)
    if request.method != "POST":
        return _page(request, claim, NOTHING_READ)
    read = read_calibration(request.POST, "reason")
    try:
        judge_claim(claim=claim, verdict=read.verdict, answers=read.answers, actor=reader)
    except DomainError as error:
        problems = getattr(error, "problems", []) or [Problem("main", error.message)]
        return _page(request, claim, read, problems=problems, status=_STATUS[type(error)])
    left = left_to_judge(reader)
    messages.success(
        request,
        f"Kept. {left} left in the set." if left else "Kept. That was the last one of the set.",
    )
    return see_other("reviews:calibration-claim", claim.pk)


def _page(
    request: HttpRequest,
    claim: CalibrationClaim,
    read: ReadCalibration,
    *,
    said: CalibrationAnswer | None = None,
    problems: Sequence[Problem] = (),
    status: int = 200,
) -> HttpResponse:
    version = claim.version
    beside = beside_reference(claim, said) if said else {}
    reader_set = set_of(signed_in(request))
    onward = next((one for one in reader_set if one.is_left), None)
    this = next((one for one in reader_set if one.claim.pk == claim.pk), None)
    why_not = this.why_not if this else NOT_CURRENT
    context = {
        "claim": claim,
        "version": version,
        "reading": version.answers["reading"],
        "citation": version.citation,
        "citation_href": citation_href(version.citation),
        "citation_notice": status_notice(version.citation),
        "identifiers": identifier_links(version.citation),
        "sections": sections_to_answer(
            sections_of(version, live_terms(version)),
            extras_of(version),
            read,
            "reason",
            card=card_of(version),
            problems=problems,
            beside=beside,
        ),
        "verdicts": verdict_options(read.verdict),
        "verdict_errors": [p.message for p in problems if p.field == "verdict"],
        "verdict_beside": beside.get("verdict"),
        "said": said,
        "is_asked": not said and not why_not,
        "why_not": why_not,
        "onward": onward.claim.pk if onward and said else None,
        "problems": problems,
    }
    return render(request, "reviews/calibration_claim.html", context, status=status)
