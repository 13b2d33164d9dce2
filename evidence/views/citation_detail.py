"""The page of a paper."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts.models import Person
from evidence.bibliography.reference import reference_of
from evidence.bibliography.styles import in_every_style
from evidence.models import Citation, Item
from evidence.policies.drafts import why_not_enter
from evidence.presenters.addresses import accession_parameter, read_address
from evidence.presenters.citations import (
    file_links,
    identifier_links,
    publication_facts,
    seen_at,
    start_href,
    status_fact,
    status_notice,
)
from evidence.presenters.paper_claims import PAGES, paper_claims
from evidence.presenters.related import related_rows
from evidence.presenters.study_card import card_parts
from evidence.presenters.worklist import standing
from evidence.queries.citations import claims_page, found_in_page, waiting_of
from evidence.queries.items import provisional_names
from evidence.queries.related import related
from evidence.queries.worklist import steps_of
from evidence.views.reader import reader_of
from releases.held_words import across_claims
from reviews.policies.interests import names_of
from reviews.policies.publication_status import why_not_change
from reviews.policies.reissuing import why_not_change_identifiers
from reviews.presenters.papers import author_rows, shown_comments
from reviews.presenters.ratings import shown_rating
from reviews.presenters.statements import statement_href
from reviews.queries.interests import authors_here
from reviews.queries.judged import reviewers_of
from reviews.queries.papers import said_on
from reviews.queries.publication_status import follows, statuses_of
from reviews.queries.statements import interests_of, statements_on

MOST_NAMES = 12


@login_not_required
@require_safe
def citation_detail(request: HttpRequest, key: str) -> HttpResponse:
    """Show what is known of a paper, its study card and its claims."""
    citation = get_object_or_404(Citation.objects.select_related("study_card"), key=key)
    reader = reader_of(request)
    card = getattr(citation, "study_card", None)
    context: dict[str, Any] = {
        "citation": citation,
        "notice": status_notice(citation),
        "facts": [*publication_facts(citation), status_fact(citation), seen_at(citation)],
        "identifiers": identifier_links(citation),
        "card": card_parts(card.answers if card else {}),
        "card_revision": card.revision if card else 1,
        **_claims(request, citation, reader),
        "related": related_rows(related(citation, reader)),
        "styles": in_every_style(reference_of(citation)),
        "files": file_links("evidence:citation-file", citation.key),
        **_names(citation),
        "authors_here": author_rows(authors_here(citation)),
        "waiting": None if reader else waiting_of(citation),
        "history": statuses_of(citation),
        "held": across_claims(citation),
    }
    interests = interests_of(citation, reader) if reader else []
    context["rating"] = shown_rating(citation, reader, interests)
    context["statements"] = statements_on(citation)
    if reader:
        context["comments"] = shown_comments(said_on(citation, reader), reader)
        context["statement_href"] = statement_href(citation, interests)
        context["may_correct_identifiers"] = not why_not_change_identifiers(reader.roles)
        context["follows"] = follows(reader, citation)
        context["may_change_status"] = not why_not_change(reader)
        context["may_enter"] = not why_not_enter(reader)
        context["standing"] = standing(next(iter(steps_of(citation, reader)), None), reader)
        context["start_href"] = "" if why_not_enter(reader) else start_href(citation)
    return render(request, "evidence/citation_detail.html", context)


def _claims(request: HttpRequest, citation: Citation, reader: Person | None) -> dict[str, Any]:
    """Return a page of the claims made from the paper, and one of those found in it."""
    given = {name: texts for name, texts in request.GET.lists() if name in PAGES}
    asked = read_address(given, [accession_parameter(name) for name in PAGES])
    after, before, found_after, found_before = (
        Item.number_of("".join(asked.get(name, ()))) for name in PAGES
    )
    claims = claims_page(citation, reader, after=after, before=before)
    found = found_in_page(citation, reader, after=found_after, before=found_before)
    shown = [*claims.page.versions, *found.page.versions]
    names, reviewers = provisional_names(shown), reviewers_of(shown)
    return {
        "claims": paper_claims(claims, names, reviewers, asked),
        "found": paper_claims(found, names, reviewers, asked, "found_"),
    }


def _names(citation: Citation) -> dict[str, Any]:
    """Return the authors to choose from; of a long list the later ones fold away."""
    names = list(enumerate(names_of(citation.csl)))
    shown = names if len(names) <= MOST_NAMES + 2 else names[:MOST_NAMES]
    return {"names": shown, "more_names": names[len(shown) :]}
