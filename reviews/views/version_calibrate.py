"""Putting a version into the calibration set, with the reference answers."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from accounts.views.signed_in import signed_in
from evidence.models import Version
from evidence.presenters.claims import sections_of
from evidence.queries.items import live_terms
from evidence.views.see_other import see_other
from ground.errors import Denied, DomainError, Invalid, Problem
from reviews.actions.calibrate import choose_claim
from reviews.forms.calibration import NOTHING_READ, ReadCalibration, read_calibration
from reviews.models import CalibrationClaim
from reviews.policies.calibration import NOT_EDITOR, why_not_choose
from reviews.presenters.calibration import sections_to_answer, verdict_options
from reviews.presenters.versions import card_of, extras_of
from reviews.views.loading import version_or_404
from reviews.views.resending import keeps_what_is_typed

_STATUS: dict[type[DomainError], int] = {Denied: 403, Invalid: 422}


@keeps_what_is_typed
@require_http_methods(["GET", "HEAD", "POST"])
def version_calibrate(request: HttpRequest, accession: str, number: int) -> HttpResponse:
    """Ask an editor for the reference; on POST put the version into the set."""
    version = version_or_404(request, accession, number)
    reader = signed_in(request)
    if not reader.is_editor:
        raise Denied(NOT_EDITOR)
    if request.method != "POST":
        in_set = set(CalibrationClaim.objects.current().values_list("version", flat=True))
        is_own = version.authorships.filter(person=reader).exists()
        if sentence := why_not_choose(version, is_own=is_own, in_set=in_set):
            raise Denied(sentence)
        return _page(request, version, NOTHING_READ)
    read = read_calibration(request.POST, "explanation")
    try:
        choose_claim(
            version=version,
            verdict=read.verdict,
            explanation=read.reason,
            reference=read.answers,
            actor=reader,
        )
    except DomainError as error:
        problems = getattr(error, "problems", []) or [Problem("main", error.message)]
        return _page(request, version, read, problems=problems, status=_STATUS[type(error)])
    messages.success(request, f"{accession} is in the calibration set.")
    return see_other("reviews:calibration")


def _page(
    request: HttpRequest,
    version: Version,
    read: ReadCalibration,
    *,
    problems: Sequence[Problem] = (),
    status: int = 200,
) -> HttpResponse:
    context = {
        "version": version,
        "reading": version.answers["reading"],
        "sections": sections_to_answer(
            sections_of(version, live_terms(version)),
            extras_of(version),
            read,
            "explanation",
            card=card_of(version),
            problems=problems,
        ),
        "verdicts": verdict_options(read.verdict),
        "reason": read.reason,
        "verdict_errors": [p.message for p in problems if p.field == "verdict"],
        "reason_errors": [p.message for p in problems if p.field == "reason"],
        "problems": problems,
    }
    return render(request, "reviews/version_calibrate.html", context, status=status)
