"""The last look before a claim is submitted, and submitting it."""

import re
from collections.abc import Sequence
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from evidence.actions.versions import submission_problems
from evidence.content import Content
from evidence.documents import claim_hash, normalised, twin_hash
from evidence.forms.claims import last
from evidence.forms.submission import read_interests
from evidence.models import Draft, Version
from evidence.presenters.drafts import remarks
from evidence.presenters.submission import claim_to_submit, twins_beside
from evidence.queries.entering import standing_of_names
from evidence.views.see_other import see_other
from evidence.views.writer import writer_of
from ground import clock
from ground.errors import Invalid, Problem, Stale
from reviews.actions.submit import submit
from reviews.policies.interests import undeclared_sentence
from reviews.policies.submission import identical_sentence
from reviews.queries.interests import declared_at, said_none_of
from reviews.queries.twins import identical_to, twins_of


@require_http_methods(["GET", "HEAD", "POST"])
def draft_submit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show what would be submitted and what stands in its way; on POST submit it."""
    drafts = Draft.objects.visible_to(writer_of(request))
    draft = get_object_or_404(drafts.select_related("item", "citation", "became"), pk=pk)
    if request.method == "POST":
        return _submit(request, draft)
    if draft.closed_at is not None:
        return redirect("evidence:draft-edit", draft.pk)
    return _page(request, draft)


def _submit(request: HttpRequest, draft: Draft) -> HttpResponse:
    interests, problems = read_interests(request.POST)
    if problems:
        return _page(request, draft, problems, status=422)
    revision = last(request.POST, "revision")
    try:
        version = submit(
            draft=draft,
            revision=int(revision) if re.fullmatch("[0-9]{1,9}", revision) else 0,
            interests=interests,
            why_separate=last(request.POST, "why_separate"),
            actor=writer_of(request),
        )
    except Stale as error:
        return _page(request, error.current, [Problem("main", error.message)], status=409)
    except Invalid as error:
        return _page(request, draft, error.problems, status=422)
    accession = draft.item.accession
    messages.success(request, f"{accession}, version {version.number}, was submitted: in review.")
    return see_other("evidence:item-detail", accession)


def _page(
    request: HttpRequest, draft: Draft, problems: Sequence[Problem] = (), *, status: int = 200
) -> HttpResponse:
    content, writer = draft.content, writer_of(request)
    open_problems = submission_problems(content, draft.citation, draft.item)
    names = standing_of_names(content)
    normal = normalised(content, names.terms)
    twins, identical = ([], None) if open_problems else _near(draft, normal)
    shown = Version.objects.visible_to(writer).filter(pk__in=[twin.pk for twin in twins])
    said_before = None if request.method == "POST" else said_none_of(draft.citation, writer)
    context = {
        "draft": draft,
        "seats": draft.reviewers or settings.REVIEWERS_PER_ROUND,
        "problems": [p for p in problems if p not in open_problems],
        "open_problems": open_problems,
        "claim": claim_to_submit(normal),
        "remarks": remarks(content, names),
        "twins": twins_beside(normal, twins, set(shown.values_list("pk", flat=True))),
        "undeclared": undeclared_sentence(declared_at(writer), clock.now()),
        "declare_href": f"{reverse('reviews:interests')}?{urlencode({'next': request.path})}",
        "identical": identical_sentence(identical) if identical else "",
        "said_before": said_before,
        "typed": {
            "has_interests": last(request.POST, "has_interests") or ("none" if said_before else ""),
            "interests": last(request.POST, "interests"),
            "why_separate": last(request.POST, "why_separate"),
        },
    }
    return render(request, "evidence/draft_submit.html", context, status=status)


def _near(draft: Draft, normal: Content) -> tuple[list[Version], Version | None]:
    """Return the twins of a draft whose answers are complete, and one equal in every answer."""
    if draft.citation is None:
        return [], None
    claim, twin = claim_hash(normal, draft.citation), twin_hash(normal, draft.citation)
    identical = identical_to(claim_sha256=claim, item=draft.item).first()
    return list(twins_of(twin_sha256=twin, item=draft.item)), identical
