"""Reminding the reviewers of a round."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from accounts.views.signed_in import signed_in
from evidence.views.see_other import see_other
from ground.errors import Denied
from reviews.actions.remind import remind
from reviews.views.loading import version_or_404


@require_POST
def version_remind(request: HttpRequest, accession: str, number: int) -> HttpResponse:
    """Remind whoever has something to say yet; the answer is the same whoever that is."""
    version = version_or_404(request, accession, number)
    try:
        remind(version=version, actor=signed_in(request))
    except Denied as error:
        if not signed_in(request).is_editor:
            raise
        messages.warning(request, error.message)
    else:
        messages.success(
            request, f"{accession}: whoever holds a seat and has something to say yet is reminded."
        )
    return see_other("reviews:decide", accession, number)
