"""The page of a decision, in whatever state its reader left it."""

from collections.abc import Sequence
from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.views.signed_in import signed_in
from evidence.documents import content_of
from evidence.models import Version
from ground import clock
from ground.errors import Problem
from reviews.models import Decision
from reviews.policies.duties import answer
from reviews.presenters.decision import given_reasons
from reviews.presenters.feedback import choices_of, reasons_by_section
from reviews.presenters.judgements import opinions
from reviews.queries.footing import footing_of
from reviews.queries.judgements import judgements_on
from reviews.workflow import OBJECTING_DAYS


def feedback_page(
    request: HttpRequest,
    version: Version,
    decision: Decision,
    *,
    reason: str = "",
    chosen: Sequence[str] | None = None,
    problems: Sequence[Problem] = (),
    status: int = 200,
) -> HttpResponse:
    """Return the page; `reason` and `chosen` are what was sent before a refusal."""
    frozen = content_of(version.document, version.supplement)
    said = opinions(judgements_on(version, signed_in(request)), frozen, signed_in(request))
    footing = footing_of(signed_in(request), version)
    objects_until = decision.made_at + timedelta(days=OBJECTING_DAYS)
    context = {
        "version": version,
        "reading": version.answers["reading"],
        "decision": decision,
        "reasons": given_reasons(decision.reasons),
        "opinions": said,
        "sections": reasons_by_section(said),
        "choices": choices_of(said, chosen),
        "revise": answer("revise", version.standing.status, footing),
        "is_accepted": version.standing.status == "accepted",
        "may_object_until": objects_until
        if decision.move == "accept_as_corrected"
        and footing.is_author_of_item
        and objects_until > clock.now()
        else None,
        "reason": reason,
        "problems": problems,
    }
    return render(request, "reviews/feedback.html", context, status=status)
