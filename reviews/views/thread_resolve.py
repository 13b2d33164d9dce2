"""Resolving a thread."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from accounts.views.signed_in import signed_in
from evidence.views.see_other import see_other
from reviews.actions.comments import resolve
from reviews.views.loading import comment_or_404


@require_POST
def thread_resolve(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Mark the thread as resolved, and go back to it."""
    thread = comment_or_404(request, pk)
    resolve(thread=thread, actor=signed_in(request))
    return see_other("reviews:talk", thread.item.accession, onto=f"#comment-{pk}")
