"""What people say to a paper, and asking its authors for more."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods

from accounts.models import Person
from accounts.views.signed_in import signed_in
from evidence.forms.claims import last
from evidence.models import Citation
from evidence.views.see_other import see_other
from ground.errors import Denied, DomainError, Invalid, Problem
from reviews.actions.paper_comments import ask_authors, comment_on_paper
from reviews.models import PaperComment
from reviews.presenters.papers import asking, shown_comments
from reviews.queries.papers import said_on
from reviews.views.resending import keeps_what_is_typed

_SAYS: dict[str, tuple[Callable[..., PaperComment], str]] = {
    "comment": (comment_on_paper, "Your comment is saved."),
    "question": (ask_authors, "Your question is sent to the authors who take part here."),
}


@keeps_what_is_typed
@require_http_methods(["GET", "HEAD", "POST"])
def paper_comments(request: HttpRequest, key: str) -> HttpResponse:
    """Show what the reader may read on the paper; on POST comment on it, or ask its authors."""
    citation, reader = get_object_or_404(Citation, key=key), signed_in(request)
    if request.method != "POST":
        return _page(request, citation, reader)
    kind = "question" if last(request.POST, "kind") == "question" else "comment"
    say, done = _SAYS[kind]
    try:
        made = say(citation=citation, text=last(request.POST, "text"), actor=reader)
    except DomainError as error:
        status = 422 if isinstance(error, Invalid) else 403 if isinstance(error, Denied) else 404
        return _page(request, citation, reader, error.message, status=status)
    messages.success(request, done)
    return see_other("reviews:paper-comments", key, onto=f"#comment-{made.pk}")


def _page(
    request: HttpRequest, citation: Citation, reader: Person, wrong: str = "", *, status: int = 200
) -> HttpResponse:
    kind = "question" if last(request.POST, "kind") == "question" else "comment"
    context = {
        "citation": citation,
        "comments": shown_comments(said_on(citation, reader), reader),
        "forms": asking(citation, reader, {kind: last(request.POST, "text")}),
        "problems": [Problem(f"text-{kind}", wrong)] if wrong else [],
    }
    return render(request, "reviews/paper_comments.html", context, status=status)
