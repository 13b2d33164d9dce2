"""What became of a version: decision, reasons as A and B, suggestions to take over."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from accounts.views.signed_in import signed_in
from evidence.models import Version
from reviews.models import Decision
from reviews.views.feedback_page import feedback_page
from reviews.views.loading import version_or_404


@require_safe
def feedback(request: HttpRequest, accession: str, number: int) -> HttpResponse:
    """Show the decision on a version to those who may read it; 404 for everybody else."""
    version = version_or_404(request, accession, number)
    return feedback_page(request, version, decision_or_404(request, version))


def decision_or_404(request: HttpRequest, version: Version) -> Decision:
    """Return the decision on `version`, if the reader may read it."""
    found = Decision.objects.visible_to(signed_in(request)).filter(round=version.pk).first()
    if found is None:
        raise Http404
    return found
