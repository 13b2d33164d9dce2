"""Entering a paper by hand."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from evidence.actions.citations import citation_problems, cite
from evidence.actions.drafts import open_draft
from evidence.columns import FOLDED
from evidence.forms.citations import ReadCitation, prefill, read_citation
from evidence.identifiers import read_identifier
from evidence.models import Citation
from evidence.policies.drafts import why_not_enter
from evidence.presenters.citation_form import citation_fields
from evidence.queries.papers import paper_titled
from evidence.views.writer import writer_of
from exchange.presenters.typed import typed_from
from exchange.queries.look_up import LookedUp, look_up
from ground.errors import Denied, Invalid, Problem


@require_http_methods(["GET", "HEAD", "POST"])
def citation_new(request: HttpRequest) -> HttpResponse:
    """Show the form, prefilled from `identifier`; on POST enter the paper and begin its claim."""
    if sentence := why_not_enter(writer_of(request)):
        raise Denied(sentence)
    if request.method != "POST":
        return _prefilled(request)
    read = read_citation(request.POST)
    try:
        citation = _enter(request, read)
    except Invalid as error:
        return _page(request, read, error.problems, status=422)
    if "only_paper" in request.POST:
        messages.success(request, f"{citation.short} was entered.")
        return redirect("evidence:citation-detail", citation.key)
    draft = open_draft(citation=citation, actor=writer_of(request))
    return redirect("evidence:draft-edit", draft.pk)


def _prefilled(request: HttpRequest) -> HttpResponse:
    """Show the form with what the identifier in the address gives, looked up where that is on."""
    text = request.GET.get("identifier", "")
    identifier = read_identifier(text)
    looked_up = look_up(identifier) if identifier else LookedUp()
    typed = typed_from(looked_up.found) if looked_up.found else prefill(text)
    return _page(request, ReadCitation(typed), [], status=200, looked_up=looked_up)


def _enter(request: HttpRequest, read: ReadCitation) -> Citation:
    """Enter the citation; raise Invalid with the problems of form and action together."""
    given = {name: text for name, text in read.identifiers.items() if text}
    kind, title, abstract = (read.typed[name] for name in ("kind", "title", "abstract"))
    if problems := citation_problems(kind, title, abstract, given) + read.problems:
        raise Invalid("The paper was not saved.", problems)
    same = None if given or "another" in request.POST else paper_titled(title)
    if same is not None:
        message = (
            "Title: a paper with this very title is already here. Use that one, or say that "
            "yours is another."
        )
        raise Invalid("The paper was not saved.", [Problem("title", message, f"known:{same.pk}")])
    return cite(
        kind=kind,
        title=title,
        csl=read.csl,
        identifiers=given,
        abstract=abstract,
        keywords=read.typed["keywords"],
        funding=read.typed["funding"],
        actor=writer_of(request),
    )


def _page(
    request: HttpRequest,
    read: ReadCitation,
    problems: list[Problem],
    *,
    status: int,
    looked_up: LookedUp | None = None,
) -> HttpResponse:
    known = [p.code.removeprefix("known:") for p in problems if p.code.startswith("known:")]
    fields = citation_fields(read.typed, problems)
    folded = [field for field in fields if field.need == FOLDED]
    context = {
        "asked": [field for field in fields if field.need != FOLDED],
        "folded": folded,
        "folded_words": ", ".join(field.label for field in folded),
        "folded_open": any(field.value or field.errors for field in folded),
        "problems": problems,
        "known": Citation.objects.filter(pk__in=known).first() if known else None,
        "looked_up": looked_up,
        "is_same_title": any(p.field == "title" and p.code.startswith("known:") for p in problems),
    }
    return render(request, "evidence/citation_form.html", context, status=status)
