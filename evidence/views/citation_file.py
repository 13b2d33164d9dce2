"""Citations as a file for a reference manager: one paper, or all that a list shows."""

from collections.abc import Iterable

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from evidence.bibliography.files import FILE_KINDS, FileKind
from evidence.models import Citation
from evidence.presenters.addresses import read_address
from evidence.queries.citations import MOST_IN_A_FILE, papers_matching
from evidence.views.citation_list import NARROWING, narrowing_of
from ground.errors import Invalid


@login_not_required
@require_safe
def citation_file(request: HttpRequest, key: str, kind: str) -> HttpResponse:
    """Answer with one paper's reference."""
    return _file(_kind(kind), [get_object_or_404(Citation, key=key)], key)


@login_not_required
@require_safe
def citation_list_file(request: HttpRequest, kind: str) -> HttpResponse:
    """Answer with the references of every paper that the list's filter finds."""
    asked = read_address(dict(request.GET.lists()), NARROWING)
    found = papers_matching(**narrowing_of(asked))[: MOST_IN_A_FILE + 1]
    if len(found) > MOST_IN_A_FILE:
        raise Invalid(
            f"The list holds more than {MOST_IN_A_FILE:,} papers, the most a file may hold. "
            "Narrow the list first; nothing was written."
        )
    return _file(_kind(kind), found, "evidence-citations")


def _kind(name: str) -> FileKind:
    if name not in FILE_KINDS:
        raise Http404
    return FILE_KINDS[name]


def _file(kind: FileKind, citations: Iterable[Citation], name: str) -> HttpResponse:
    response = HttpResponse(kind.write(citations), content_type=f"{kind.media_type}; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.{kind.name}"'
    return response
