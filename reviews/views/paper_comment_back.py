"""Taking one's comment on a paper back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from accounts.views.signed_in import signed_in
from evidence.views.see_other import see_other
from reviews.actions.paper_comments import take_comment_back
from reviews.models import PaperComment


@require_POST
def paper_comment_back(request: HttpRequest, pk: str) -> HttpResponse:
    """Take the comment back; only its writer does."""
    reader = signed_in(request)
    rows = PaperComment.objects.visible_to(reader).select_related("citation")
    comment = get_object_or_404(rows, pk=pk)
    take_comment_back(comment=comment, actor=reader)
    messages.success(request, "It is taken back.")
    return see_other("reviews:paper-comments", comment.citation.key)
