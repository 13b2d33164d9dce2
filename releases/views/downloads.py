"""Files of releases as they lie on the disk: whole or in part, compressed where that is asked."""

import re
from collections.abc import Iterator
from typing import BinaryIO

from django.conf import settings
from django.http import FileResponse, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response

from ground.errors import Unable
from releases import storage
from releases.actions.alarm import raise_alarm
from releases.models import ReleaseFile
from releases.queries.verifying import packed_of
from releases.storage import DamagedError, Stored

from .ranges import Part, part_of

_AT_ONCE = 1 << 16
_GZIP = re.compile(r"\s*gzip\s*(?:;\s*q=(?!0(?:\.0*)?\s*$)[0-9.]+\s*)?", re.IGNORECASE)


def download(request: HttpRequest, file: ReleaseFile) -> HttpResponseBase:
    """Return the bytes of `file`, a part of them, or 304; they never change.

    Raises Unable where the bytes on the disk are not those that were published.
    """
    sentence = ""
    for stored, coding in _representations(request, file):
        try:
            response = _answer(request, stored)
        except DamagedError as damage:
            sentence = raise_alarm(file=file, damage=damage)
            continue
        response["Content-Type"] = file.media_type
        response["Content-Disposition"] = f'attachment; filename="{file.name}"'
        response["ETag"] = _tag(stored)
        response["Cache-Control"] = "public, max-age=31536000, immutable"
        response["Accept-Ranges"] = "bytes"
        if packed_of(file):
            response["Vary"] = "Accept-Encoding"
        if coding:
            response["Content-Encoding"] = coding
        return response
    raise Unable(sentence)


def _representations(request: HttpRequest, file: ReleaseFile) -> Iterator[tuple[Stored, str]]:
    """Yield the compressed file first where that may be sent, then the file itself."""
    accepted = request.headers.get("Accept-Encoding", "").split(",")
    wants_part = "Range" in request.headers
    if (packed := packed_of(file)) and any(map(_GZIP.fullmatch, accepted)) and not wants_part:
        yield packed, "gzip"
    yield Stored(file.sha256, file.size), ""


def _answer(request: HttpRequest, stored: Stored) -> HttpResponseBase:
    """Return the answer without the headers that all answers have."""
    unchanged = get_conditional_response(request, etag=_tag(stored))
    if unchanged is not None:
        return unchanged
    opened = storage.open_whole(stored)
    if settings.RELEASE_FILES_FROM or request.method == "HEAD":
        opened.close()
        return _without_body(stored)
    part = part_of(request, stored.size, _tag(stored))
    if part is None:
        return FileResponse(opened, headers={"Content-Length": str(stored.size)})
    if not part.size:
        opened.close()
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{stored.size}"})
    extent = f"bytes {part.first}-{part.end - 1}/{stored.size}"
    headers = {"Content-Range": extent, "Content-Length": str(part.size)}
    return StreamingHttpResponse(_bytes_of(opened, part), status=206, headers=headers)


def _without_body(stored: Stored) -> HttpResponse:
    """Leave the body to the web server in front, which sends it from the disk; or to nobody."""
    if not settings.RELEASE_FILES_FROM:
        return HttpResponse(headers={"Content-Length": str(stored.size)})
    place = storage.path_of(stored.sha256).relative_to(storage.folder())
    return HttpResponse(headers={"X-Accel-Redirect": f"{settings.RELEASE_FILES_FROM}{place}"})


def _bytes_of(opened: BinaryIO, part: Part) -> Iterator[bytes]:
    with opened:
        opened.seek(part.first)
        left = part.size
        while left and (chunk := opened.read(min(_AT_ONCE, left))):
            left -= len(chunk)
            yield chunk


def _tag(stored: Stored) -> str:
    return f'"{stored.sha256}"'
