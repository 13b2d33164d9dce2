"""What the tests of the API share: programs that ask, and what they are answered."""

import itertools
import json
from collections.abc import Iterable
from typing import Any

from django.http import HttpResponse
from django.test import Client

from accounts.actions.tokens import make_token
from accounts.enums import Scope
from accounts.models import Person
from tests.worlds import SECTIONS

V1 = "/api/v1"
AGREED = {name: {"answer": "agree"} for name in SECTIONS}
_keys = itertools.count(1)


class Program:
    """A program with a token of `person`, or without one."""

    def __init__(self, person: Person | None = None, scopes: Iterable[str] = Scope.values) -> None:
        self.client = Client()
        self.headers: dict[str, str] = {}
        if person is not None:
            _, secret = make_token(name="a test", scopes=scopes, days=30, actor=person)
            self.headers["Authorization"] = f"Bearer {secret}"

    def get(self, path: str, headers: dict[str, str] | None = None, **query: Any) -> HttpResponse:
        return self.client.get(V1 + path, query, headers=self.headers | (headers or {}))

    def send(
        self,
        method: str,
        path: str,
        body: Any = None,
        *,
        key: str | None = "",
        match: str = "",
        media_type: str = "application/json",
    ) -> HttpResponse:
        """Send a body, under a new key unless one is given; None sends none."""
        headers = dict(self.headers)
        if method == "post" and key is not None:
            headers["Idempotency-Key"] = key or f"key-{next(_keys)}"
        if match:
            headers["If-Match"] = match
        text = body if isinstance(body, bytes) else b""
        if body is not None and not isinstance(body, bytes):
            text = json.dumps(body).encode()
        return self.client.generic(
            method.upper(), V1 + path, text, content_type=media_type, headers=headers
        )

    def post(self, path: str, body: Any = None, **more: Any) -> HttpResponse:
        return self.send("post", path, body, **more)

    def patch(self, path: str, body: Any, **more: Any) -> HttpResponse:
        return self.send("patch", path, body, **more)


def told(response: HttpResponse, status: int = 200) -> Any:
    """Return what a response says, which has this status."""
    assert response.status_code == status, (response.status_code, response.content)
    if status >= 400:
        assert response["Content-Type"] == "application/problem+json"
    return json.loads(response.content)


def refused(response: HttpResponse, status: int, code: str) -> Any:
    """Return the problem document of a refusal of this status and code."""
    body = told(response, status)
    assert (body["status"], body["code"]) == (status, code), body
    assert body["detail"]
    assert body["request_id"] == response["X-Request-ID"]
    return body


def places(problem: Any) -> set[str]:
    """Return where in the body something is wrong."""
    return {one.get("pointer", one["name"]) for one in problem["problems"]}
