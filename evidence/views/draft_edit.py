"""Writing a claim: the form, its saving, and two tabs that disagree."""

import re
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods

from evidence.actions.drafts import save_draft
from evidence.actions.taking import take_offer
from evidence.actions.versions import submission_problems
from evidence.columns import BY_NAME
from evidence.content import Content
from evidence.forms.claims import Posted, last, read_claim, rows_posted
from evidence.models import Draft
from evidence.policies.answers import MOST_ENTRIES
from evidence.presenters.drafts import answers_of, differences
from evidence.queries.proposals import with_proposal
from evidence.views.draft_autosave import is_autosave, refused_json, saved_json
from evidence.views.draft_page import draft_page
from evidence.views.draft_resend import draft_resend
from evidence.views.see_other import see_other
from evidence.views.writer import writer_of
from ground.errors import Denied, DomainError, Invalid, Problem, Stale


@login_not_required  # Signed out, a POST still gets a page that keeps what was typed.
@cache_control(private=True, no_cache=True)
@require_http_methods(["GET", "HEAD", "POST"])
def draft_edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show the form of an own draft, or save it."""
    if not request.user.is_authenticated:
        return draft_resend(request, "You are signed out.")
    drafts = Draft.objects.visible_to(writer_of(request)).select_related(
        "item", "citation", "became"
    )
    draft = get_object_or_404(drafts, pk=pk)
    if request.method == "POST":
        return _save(request, draft)
    if draft.became is not None:
        return redirect("evidence:item-detail", draft.item.accession)
    if draft.closed_at is not None:
        context = {"draft": draft, "answers": answers_of(draft.content)}
        return render(request, "evidence/draft_closed.html", context)
    return draft_page(request, draft, draft.content, rows=_rows_asked(request))


def _save(request: HttpRequest, draft: Draft) -> HttpResponse:
    read = read_claim(request.POST)
    content = _as_chosen(read.content, draft.content, request.POST)
    try:
        content = with_proposal(content, request.POST.get("take", ""))
        saved = _store(request, draft, content)
    except DomainError as error:
        if is_autosave(request):
            return refused_json(error, draft)
        return _refused(request, draft, content, error)
    if is_autosave(request):
        return saved_json(saved)
    for notice in read.notices:
        messages.warning(request, notice)
    return _onward(request, saved)


def _store(request: HttpRequest, draft: Draft, content: Content) -> Draft:
    """Save the draft, with the offered name whose button was pressed, if any was."""
    revision, actor = _number(last(request.POST, "revision")), writer_of(request)
    column, _, name = last(request.POST, "offer").partition(":")
    if name:
        return take_offer(
            draft=draft, content=content, column=column, name=name, revision=revision, actor=actor
        )
    return save_draft(
        draft=draft, content=content, citation=draft.citation, revision=revision, actor=actor
    )


def _onward(request: HttpRequest, draft: Draft) -> HttpResponse:
    """Answer a saved draft with what the button pressed asks for next."""
    column = request.POST.get("add_row", "")
    if column in BY_NAME:
        rows = min(rows_posted(request.POST, column) + 1, MOST_ENTRIES)
        return see_other("evidence:draft-edit", draft.pk, onto=f"?of={column}&rows={rows}#{column}")
    offered = last(request.POST, "offer").partition(":")[0]
    if (column := request.POST.get("take", "") or offered) in BY_NAME:
        return see_other("evidence:draft-edit", draft.pk, onto=f"#{column}")
    if "check" in request.POST:
        problems = submission_problems(draft.content, draft.citation, draft.item)
        if not problems:
            return see_other("evidence:draft-submit", draft.pk)
        some = "one answer is" if len(problems) == 1 else f"{len(problems)} answers are"
        title = f"Saved, but not submitted: {some} still needed"
        return draft_page(request, draft, draft.content, problems=problems, title=title, status=422)
    messages.success(request, f"Saved at {draft.saved_at:%H:%M} UTC.")
    return see_other("evidence:draft-edit", draft.pk)


def _refused(
    request: HttpRequest, draft: Draft, content: Content, error: DomainError
) -> HttpResponse:
    """Return a page with what was refused and every letter that was typed."""
    if isinstance(error, Stale):
        return _differences_page(request, error, content)
    if isinstance(error, Invalid):
        title = "Nothing was saved. What you typed is still in the fields."
        return draft_page(
            request,
            draft,
            content,
            problems=error.problems,
            title=title,
            is_saved=False,
            status=422,
        )
    problems = [Problem("main", error.message)]
    title = "Not saved. What you typed is still on this page: copy what you need."
    status = 403 if isinstance(error, Denied) else 400
    return draft_page(
        request, draft, content, problems=problems, title=title, is_saved=False, status=status
    )


def _differences_page(request: HttpRequest, error: Stale, content: Content) -> HttpResponse:
    context = {
        "draft": error.current,
        "message": error.message,
        "differences": differences(content, error.current.content, last(request.POST, "base")),
        "pairs": [
            (name, value)
            for name, values in request.POST.lists()
            for value in values
            if name not in _OF_ONE_VISIT and not name.startswith("keep-")
        ],
    }
    return render(request, "evidence/draft_conflict.html", context, status=409)


_OF_ONE_VISIT = (
    "csrfmiddlewaretoken", "revision", "base", "add_row", "take", "check", "offer",
)  # fmt: skip


def _as_chosen(mine: Content, saved: Content, posted: Posted) -> Content:
    """Return `mine` with the saved answer wherever the page of differences was told to keep it."""
    chosen = dict(mine)
    for name in BY_NAME:
        if posted.get(f"keep-{name}") == "saved":
            chosen.pop(name, None)
            if name in saved:
                chosen[name] = saved[name]
    return chosen


def _rows_asked(request: HttpRequest) -> dict[str, int]:
    return {request.GET.get("of", ""): min(_number(request.GET.get("rows", "")), MOST_ENTRIES)}


def _number(text: str) -> int:
    return int(text) if re.fullmatch("[0-9]{1,9}", text) else 0
