"""The page on which a claim is written, in whatever state its answers are."""

from collections.abc import Mapping, Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from evidence.content import Content
from evidence.models import Draft
from evidence.presenters.drafts import claim_form, digests
from evidence.presenters.offers import abstract_runs, shown_offers
from evidence.presenters.source_file import shown_file
from evidence.queries.entering import lists_for, review_keys
from evidence.queries.offers import offers_of
from evidence.queries.paper_files import file_of
from evidence.views.framing import framing_own
from evidence.views.reader import reader_of
from ground.errors import Problem


def draft_page(
    request: HttpRequest,
    draft: Draft,
    content: Content,
    *,
    problems: Sequence[Problem] = (),
    title: str = "",
    rows: Mapping[str, int] | None = None,
    is_saved: bool = True,
    status: int = 200,
) -> HttpResponse:
    """Return the form holding `content`, which need not be what `draft` stores.

    Where it was not saved the page goes on from the revision it was typed on, so that saving
    again still finds out about another tab.
    """
    refused = {problem.field for problem in problems if problem.code == "shape"}
    lists = lists_for({name: value for name, value in content.items() if name not in refused})
    form = claim_form(content, lists, review_keys(), problems=problems, rows=rows)
    context = {
        "draft": draft,
        "form": form,
        "problems": problems,
        "problems_title": title,
        "revision": draft.revision,
        "base": digests(draft.content),
        "is_saved": is_saved,
    }
    if not is_saved:
        context |= {name: request.POST.get(name, "") for name in ("revision", "base")}
    if draft.citation and draft.citation.abstract:
        offers = offers_of(draft)
        context["abstract"] = abstract_runs(draft.citation.abstract, offers)
        context["offers"] = shown_offers(offers, content)
    if file := shown_file(draft.citation, file_of(draft.citation, reader_of(request)), content):
        context["file"] = file
        return framing_own(render(request, "evidence/draft_edit.html", context, status=status))
    return render(request, "evidence/draft_edit.html", context, status=status)
