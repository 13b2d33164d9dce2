"""Taking a comment back."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from accounts.views.signed_in import signed_in
from evidence.views.see_other import see_other
from reviews.actions.comments import retract
from reviews.views.loading import comment_or_404


@require_POST
def comment_retract(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Hide the text for good, and go back to where it was."""
    comment = comment_or_404(request, pk)
    retract(comment=comment, actor=signed_in(request))
    return see_other("reviews:talk", comment.item.accession, onto=f"#comment-{pk}")
