"""Answers of the API: bytes with their hash, so that a client that has them gets 304."""

import hashlib
from collections.abc import Iterable, Iterator
from typing import Any

import orjson
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response, patch_vary_headers

from .refusals import Changed

JSON = "application/json"
TABLES = {"csv": "text/csv; charset=utf-8", "ndjson": "application/x-ndjson"}


def answer(
    request: HttpRequest, body: bytes, *, media_type: str = JSON, etag: str = ""
) -> HttpResponseBase:
    """Return `body`, or 304 where the client has it; `etag` defaults to the hash of the body."""
    tag = f'"{etag or hashlib.sha256(body).hexdigest()}"'
    response = HttpResponse(body, content_type=media_type)
    response["ETag"] = tag
    _for_whom(request, response)
    return _unchanged(request, tag, response) or response


def _unchanged(
    request: HttpRequest, tag: str, response: HttpResponse | None = None
) -> HttpResponseBase | None:
    """Return 304 where the client has what `tag` names, None where it has not."""
    found = get_conditional_response(request, etag=tag, response=response)
    if found is not None and found.status_code == Changed.status_code:
        raise Changed(
            "If-Match names another state than the one that is there now. Nothing was changed.",
            hint="Ask without If-Match for what is there, or with the ETag of that.",
        )
    return found


def json_answer(request: HttpRequest, data: Any) -> HttpResponseBase:
    """Return `data` as JSON."""
    return answer(request, orjson.dumps(data))


def table_answer(
    request: HttpRequest,
    chunks: Iterable[list[str]],
    *,
    kind: str,
    head: str,
    etag: str,
    following: str = "",
) -> HttpResponseBase:
    """Return the lines of a table as they come, under `head` where it has one, or 304.

    Where the client has what `etag` names, `chunks` is not begun.
    """

    def blocks() -> Iterator[bytes]:
        if head:
            yield f"{head}\n".encode()
        for lines in chunks:
            yield ("\n".join(lines) + "\n").encode()

    has_it = _unchanged(request, f'"{etag}"')
    response = has_it or StreamingHttpResponse(blocks(), content_type=TABLES[kind])
    response["ETag"] = f'"{etag}"'
    if following:
        response["Link"] = next_link(following)
    _for_whom(request, response)
    return response


def next_link(following: str) -> str:
    """Return the Link header that leads on: a table has no room for it."""
    return f'<{following}>; rel="next"'


def _for_whom(request: HttpRequest, response: HttpResponseBase) -> None:
    """What a signed-in person reads stays with them; what is public may be asked for again."""
    patch_vary_headers(response, ["Cookie"])
    private = getattr(request, "user", None) is not None and request.user.is_authenticated
    response["Cache-Control"] = "private, no-store" if private else "public, no-cache"
