"""What every address of the API is: who asks, how often, and one shape of reading and writing.

`reads` and `writes` turn a method into an operation: they describe it in OpenAPI and hold it to
that description. What remains in the method is to find the object and to call one action.
"""

import hashlib
import inspect
from collections.abc import Callable, Sequence
from dataclasses import KW_ONLY, dataclass
from functools import wraps
from typing import Any, NamedTuple

import orjson
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, extend_schema
from rest_framework.views import APIView

from evidence.presenters.addresses import Parameter, read_address
from ground.errors import DomainError

from .authentication import writer_of
from .bodies import FILES, JSON, MERGE_PATCH, Body, read_body, read_file
from .endings import Ending
from .keeping import HEADER, key_of, once
from .limits import Allowance, count, count_address, refuse_too_often
from .refusals import Unclear, Unknown
from .request_ids import request_id
from .shapes import FILE, TEXT, Shape, refusals

METHODS = ["get", "head", "post", "put", "patch"]
LONGEST_QUERY = 8_000


class Endpoint(APIView):
    """One address. A wrong method is wrong for everybody alike, before anything is asked."""

    http_method_names = METHODS
    allowance: Allowance | None = None
    taken: Shape | None = None

    def initial(self, request: Any, *args: Any, **kwargs: Any) -> None:
        """Learn who asks and count it; then refuse what no address can hold."""
        if not hasattr(self, request.method.lower()):
            self.allowance = count_address(request)
            refuse_too_often(self.allowance)
            return
        try:
            self.allowance = count(request)
        except Unknown:
            # Whoever tries out tokens has the limit of their address.
            self.allowance = count_address(request)
            refuse_too_often(self.allowance)
            raise
        refuse_too_often(self.allowance)
        if any("\x00" in str(value) for value in kwargs.values()):
            raise Http404
        if len(request.META.get("QUERY_STRING", "")) > LONGEST_QUERY:
            raise Unclear(
                f"More than {LONGEST_QUERY:,} characters stand behind the “?”.",
                code="unreadable",
                hint="Ask for less at once, or for the whole list: ?format=csv.",
            )

    def finalize_response(self, request: Any, response: Any, *args: Any, **kwargs: Any) -> Any:
        """Add to every answer its request id, what is left of the minute, and that it is to go."""
        response = super().finalize_response(request, response, *args, **kwargs)
        response["X-Request-ID"] = request_id()
        for name, value in (self.allowance.headers if self.allowance else {}).items():
            response[name] = value
        if ending := getattr(getattr(self, request.method.lower(), None), "ending", None):
            ending.mark(response)
        return response

    def pointer_of(self, field: str) -> str:
        """Return where in the body the field of an action's refusal stands, or ""."""
        known = (self.taken or {}).get("properties", {})
        if field in known:
            return f"#/{field}"
        for prefix, member in (("section-", "answers"), ("reason-", "reasons")):
            if field.startswith(prefix) and member in known:
                return f"#/{member}/{field.removeprefix(prefix)}"
        return f"#/content/{field}" if "content" in known else ""


class Done(NamedTuple):
    """What a write answers: its status, what is there now, its ETag and where it is."""

    data: Any
    status: int = 200
    etag: str = ""
    location: str = ""

    def response(self) -> HttpResponse:
        """Return the answer; nobody but its reader keeps it."""
        response = HttpResponse(orjson.dumps(self.data), status=self.status, content_type=JSON)
        response["Cache-Control"] = "private, no-store"
        if self.etag:
            response["ETag"] = f'"{self.etag}"'
        if self.location:
            response["Location"] = self.location
        return response


Reading = Callable[..., HttpResponseBase]
Writing = Callable[..., Done]


def path_parameters(**described: str) -> list[OpenApiParameter]:
    """Return the descriptions of what stands in an address."""
    return [
        OpenApiParameter(name, TEXT, OpenApiParameter.PATH, description=words)
        for name, words in described.items()
    ]


@dataclass(frozen=True)
class Read:
    """Describes a method that reads. `signed_in` addresses are nobody's without an account."""

    operation: str
    summary: str
    _: KW_ONLY
    gives: Shape
    parameters: Sequence[OpenApiParameter] = ()
    refuses: Sequence[int] = ()
    tables: bool = False
    signed_in: bool = False
    media_type: str = JSON
    example: Any = None
    ending: Ending | None = None

    def __call__(self, read: Reading) -> Reading:
        """Return the method that answers."""

        @wraps(read)
        def method(view: Endpoint, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
            if self.signed_in:
                writer_of(request)
            return read(view, request, **kwargs)

        return _ending(self._described(read)(method), self.ending)

    def _described(self, read: Reading) -> Callable[[Reading], Reading]:
        responses: dict[Any, Any] = {(200, self.media_type): self.gives}
        if self.tables:
            responses |= {(200, "text/csv"): TEXT, (200, "application/x-ndjson"): TEXT}
        unknown = (401,) if self.signed_in else ()
        described: Callable[[Reading], Reading] = extend_schema(
            operation_id=self.operation,
            summary=self.summary,
            description=_words(read, self.ending),
            deprecated=self.ending is not None,
            parameters=list(self.parameters),
            responses=responses | refusals(400, *self.refuses, *unknown, 429),
            auth=_auth("read") + ([] if self.signed_in else _NOBODY),
            examples=_examples(self.example, response_only=True),
        )
        return described


@dataclass(frozen=True)
class Write:
    """Describes a method that calls one action, and holds requests to that description.

    The method gets the request, the checked body and the actor; `asked` may stand behind the "?".
    What takes a FILE gets its bytes as the body's "data". A POST is done once under its
    Idempotency-Key; a PATCH or PUT, and a POST that `matches`, starts from the state that
    If-Match names.
    """

    operation: str
    summary: str
    _: KW_ONLY
    scopes: Sequence[str]
    gives: Shape
    takes: Shape | None = None
    status: int = 200
    parameters: Sequence[OpenApiParameter] = ()
    refuses: Sequence[int] = ()
    asked: Sequence[Parameter] = ()
    matches: bool = False
    example: Any = None
    answer: Any = None
    ending: Ending | None = None

    def __call__(self, act: Writing) -> Reading:
        """Return the method that answers."""
        is_post, types = _is_post(act), _types(act.__name__, self.takes)

        @wraps(act)
        def method(view: Endpoint, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
            actor = writer_of(request, *self.scopes)
            read_address(dict(request.GET.lists()), self.asked)
            key = key_of(request) if is_post else ""
            view.taken = self.takes
            body = read_file(request) if self.takes is FILE else read_body(
                request, self.takes, *types
            )  # fmt: skip

            def perform() -> HttpResponse:
                try:
                    return act(view, request, body, actor, **kwargs).response()
                except DomainError as error:
                    # Refused inside the transaction: what an action did of its own stays done.
                    return view.handle_exception(error)

            return once(actor, key, _asked(request, body), perform) if is_post else perform()

        return _ending(self._described(act)(method), self.ending)

    def _described(self, act: Writing) -> Callable[[Reading], Reading]:
        starts_from_state = self.matches or not _is_post(act)
        headers = [_KEY] * _is_post(act) + [_IF_MATCH] * starts_from_state
        refuses = {*_REFUSES, *((412, 428) if starts_from_state else ()), *self.refuses}
        types = _types(act.__name__, self.takes)
        described: Callable[[Reading], Reading] = extend_schema(
            operation_id=self.operation,
            summary=self.summary,
            description=f"{_words(act, self.ending)} Scope: {' or '.join(self.scopes)}.",
            deprecated=self.ending is not None,
            parameters=[*self.parameters, *headers],
            request=dict.fromkeys(types, self.takes) if self.takes else None,
            responses={(self.status, JSON): self.gives, **refusals(*sorted(refuses))},
            auth=_auth(*self.scopes),
            examples=[
                *_examples(self.example, request_only=True),
                *_examples(self.answer, response_only=True, status_codes=[str(self.status)]),
            ],
        )
        return described


reads, writes = Read, Write
_REFUSES = (400, 401, 403, 404, 409, 413, 415, 422, 429)


def _is_post(act: Writing) -> bool:
    return act.__name__ == "post"


def _words(act: Callable[..., Any], ending: Ending | None) -> str:
    words = inspect.getdoc(act) or ""
    return f"{words} {ending.words}" if ending else words


def _ending(method: Reading, ending: Ending | None) -> Reading:
    """Note on a method that it is to go, for `Endpoint.finalize_response`."""
    method.ending = ending  # type: ignore[attr-defined]
    return method


def _types(method: str, takes: Shape | None) -> tuple[str, ...]:
    if takes is FILE:
        return FILES
    return (MERGE_PATCH, JSON) if method == "patch" else (JSON,)


def _asked(request: HttpRequest, body: Body) -> bytes:
    """Return everything by which two requests under one key are told apart."""
    said = orjson.dumps(body, default=_sha256, option=orjson.OPT_SORT_KEYS)
    return f"{request.method} {request.get_full_path()}\n".encode() + said


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _auth(*scopes: str) -> list[Any]:
    """Return who may ask: a token with one of the scopes, or a signed-in browser."""
    browser: dict[str, list[str]] = {"session": []} if scopes == ("read",) else _FORM
    return [*({"token": [scope]} for scope in scopes), browser]


_FORM: dict[str, list[str]] = {"session": [], "csrf": []}
_NOBODY: list[Any] = [{}]


def _examples(value: Any, **where: Any) -> list[OpenApiExample]:
    return [OpenApiExample("example", value=value, **where)] if value is not None else []


_KEY = OpenApiParameter(
    HEADER,
    {"type": "string", "minLength": 1, "maxLength": 200, "pattern": "^[!-~]+$"},
    OpenApiParameter.HEADER,
    required=True,
    description="A new random text for every new write; the same one to send it again.",
)
_IF_MATCH = OpenApiParameter(
    "If-Match",
    TEXT,
    OpenApiParameter.HEADER,
    required=True,
    description="The ETag of the state the change starts from.",
)
