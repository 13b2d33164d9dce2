"""Answering the script that saves drafts while they are written (static/autosave.js)."""

from typing import Any

from django.http import HttpRequest, JsonResponse
from django.urls import reverse

from evidence.models import Draft
from evidence.presenters.drafts import draft_line, remarks, section_counts
from evidence.queries.entering import standing_of_names
from ground.errors import Denied, DomainError, Invalid, Stale


def is_autosave(request: HttpRequest) -> bool:
    """Tell whether a script asks, and not a person who pressed a button."""
    return request.headers.get("X-Autosave") == "1"


def saved_json(draft: Draft) -> JsonResponse:
    """Answer that the draft is saved, and what its page can say anew: the sentence it reads as,
    how much is open in each section, and what is remarked on names."""
    lists = standing_of_names(draft.content)
    return JsonResponse(
        {
            "state": "saved",
            "at": f"{draft.saved_at:%H:%M}",
            "revision": draft.revision,
            "reading": draft_line(draft.content, lists).reading,
            "sections": section_counts(draft.content, lists),
            "fields": remarks(draft.content, lists),
        }
    )


def refused_json(error: DomainError, draft: Draft) -> JsonResponse:
    """Answer why nothing was saved; the script keeps what was typed."""
    answer: dict[str, Any] = {"state": "denied", "message": error.message}
    status = 403 if isinstance(error, Denied) else 400
    if isinstance(error, Stale):
        answer = {"state": "conflict", "url": reverse("evidence:draft-edit", args=[draft.pk])}
        status = 409
    elif isinstance(error, Invalid):
        problems = [{"field": p.field, "message": p.message} for p in error.problems]
        answer = {"state": "invalid", "problems": problems}
        status = 422
    return JsonResponse(answer, status=status)
