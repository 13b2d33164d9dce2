"""Files of releases as they lie on the disk."""

from django.http import FileResponse, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response

from ground.errors import Missing
from releases import storage
from releases.models import ReleaseFile


def download(request: HttpRequest, file: ReleaseFile) -> HttpResponseBase:
    """Return the bytes of `file`, or 304 where the client has them; they never change.

    Raises Missing where the row is there and the bytes are not: a restore left them out.
    """
    tag = f'"{file.sha256}"'
    response = get_conditional_response(request, etag=tag) or _sent(file)
    response["ETag"] = tag
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


def _sent(file: ReleaseFile) -> FileResponse:
    try:
        opened = storage.path_of(file.sha256).open("rb")
    except FileNotFoundError:
        raise Missing(
            f"{file.name} of this release is not on this server's disk (SHA-256 {file.sha256}). "
            "Whoever looks after the server makes it again: manage.py verify_releases --rebuild."
        ) from None
    response = FileResponse(opened, content_type=file.media_type)
    response["Content-Disposition"] = f'attachment; filename="{file.name}"'
    response["Content-Length"] = str(file.size)
    return response
