"""Sending the private PDF of a paper, shut in a sandbox wherever it is opened."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from accounts.views.signed_in import signed_in
from evidence.models import PaperFile

# No scripts, forms, plug-ins or origin of its own; only our own pages frame it. A frame's own
# `sandbox` attribute would say the same, but with it Chromium shows nothing at all.
_SANDBOX = "sandbox; default-src 'none'; frame-ancestors 'self'"


@cache_control(private=True, no_cache=True)
@require_safe
def paper_file(request: HttpRequest, key: str) -> HttpResponse:
    """Send the PDF to somebody who is signed in; 404 where there is none."""
    files = PaperFile.objects.visible_to(signed_in(request))
    file = files.filter(citation__key=key).defer("data").first()
    if file is None:
        raise Http404
    etag = f'"{file.sha256}"'
    if request.headers.get("If-None-Match") == etag:
        response = HttpResponse(status=304)
    else:
        response = HttpResponse(bytes(file.data), content_type="application/pdf")
        response["Content-Disposition"] = f'inline; filename="{key}.pdf"'
    response["ETag"] = etag
    response["Content-Security-Policy"] = _SANDBOX
    response["X-Frame-Options"] = "SAMEORIGIN"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response
