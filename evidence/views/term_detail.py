"""The page of a term."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from evidence.enums import VOCABULARIES
from evidence.models import Term
from evidence.policies.vocabulary import why_not_mind
from evidence.presenters.items import item_rows
from evidence.presenters.terms import (
    codes_of,
    modality_of,
    role_counts,
    synonyms_of,
    term_notice,
    term_rows,
)
from evidence.queries.items import listing_of, provisional_names
from evidence.queries.named import uses
from evidence.queries.terms import with_narrower
from evidence.queries.vocabulary import claims_naming, waiting_naming, wider_path
from evidence.views.reader import reader_of
from reviews.queries.judged import reviewers_of


@login_not_required
@require_safe
def term_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a term with its names, codes, place in the tree, and the claims that name it."""
    terms = Term.objects.select_related("replaced_by").prefetch_related("names", "codes")
    term = get_object_or_404(terms, pk=pk)
    reader = reader_of(request)
    narrower = list(
        term.narrower.select_related("broader", "replaced_by").prefetch_related("names", "codes")
    )
    readable = uses(listing_of(reader), [term.pk, *(t.pk for t in narrower)])
    meant = with_narrower([term.pk])[term.pk]
    claims = claims_naming(meant, reader)
    context: dict[str, Any] = {
        "term": term,
        "vocabulary": VOCABULARIES.label_of(term.vocabulary),
        "notice": term_notice(term),
        "synonyms": synonyms_of(term),
        "codes": codes_of(term),
        "modality": modality_of(term),
        "path": [{"label": t.label, "pk": t.pk} for t in wider_path(term)],
        "narrower": term_rows(narrower, readable),
        "roles": role_counts(term, readable[term.pk]),
        "total": readable[term.pk].get("", 0),
        "rows": item_rows(claims, provisional_names(claims), reviewers_of(claims)),
        "waiting": None,
        "may_mind": reader is not None and not why_not_mind(reader.roles),
    }
    if reader is None:
        context["waiting"] = waiting_naming(meant)
    return render(request, "evidence/term_detail.html", context)
