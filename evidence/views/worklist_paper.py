"""One paper of the worklist: where it stands, how it came there, and what to do."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts.views.signed_in import signed_in
from evidence.models import Citation
from evidence.policies.paper_files import why_not_keep_file
from evidence.presenters.source_file import shown_file
from evidence.presenters.worklist import open_steps, standing, step_lines
from evidence.queries.paper_files import file_of
from evidence.queries.worklist import claims_from, curators, steps_of
from evidence.worklist import READ, REASONS
from ground.errors import Problem


@require_safe
def worklist_paper(request: HttpRequest, key: str) -> HttpResponse:
    """Show a paper as the worklist knows it."""
    return paper_page(request, get_object_or_404(Citation, key=key))


def paper_page(
    request: HttpRequest,
    paper: Citation,
    *,
    problems: list[Problem] | None = None,
    typed: dict[str, Any] | None = None,
    status: int = 200,
) -> HttpResponse:
    """Return the page of a paper of the worklist, with what was `typed` and what was wrong."""
    reader = signed_in(request)
    steps = steps_of(paper, reader)
    newest = steps[0] if steps else None
    claims = claims_from([paper]).get(paper.pk, 0)
    may_move = reader.is_curator or reader.is_editor
    context = {
        "citation": paper,
        "claims": claims,
        "standing": standing(newest, reader),
        "lines": step_lines(steps, reader),
        "why_not": open_steps(newest, claims, reader),
        "may_move": may_move,
        "pdf": shown_file(paper, file_of(paper, reader), {}),
        "may_keep": not why_not_keep_file(reader),
        "curators": list(curators()) if reader.is_editor else [],
        "reasons": REASONS.choices,
        "reads": READ.choices,
        "problems": problems or [],
        "typed": typed or {},
    }
    return render(request, "evidence/worklist_paper.html", context, status=status)
