"""What the API refuses by itself, before any action is asked; actions refuse with DomainError.

`config.problems` turns both into problem documents.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from rest_framework.exceptions import APIException

from ground.errors import Problem


class Refused(APIException):
    """A refusal: a sentence, a code for programs, a hint, and what is wrong at which place."""

    status_code = 400
    default_code = "refused"

    def __init__(
        self,
        detail: str,
        *,
        code: str = "",
        hint: str = "",
        problems: Sequence[Problem] = (),
        headers: Mapping[str, str] | None = None,
        current: Any = None,
    ) -> None:
        super().__init__(detail)
        self.code = code or self.default_code
        self.hint = hint
        self.problems = problems
        self.headers = dict(headers or {})
        self.current = current


class Unknown(Refused):
    """Nobody knows who asks, and this address is for somebody."""

    status_code = 401
    default_code = "not_authenticated"

    def __init__(self, detail: str = "", *, code: str = "", hint: str = "") -> None:
        super().__init__(
            detail or "This address is for people with an account. Nothing was changed.",
            code=code,
            hint=hint or "Send “Authorization: Bearer …” with a token made at /me/tokens/.",
            headers={"WWW-Authenticate": 'Bearer realm="EVidence"'},
        )


class OutOfScope(Refused):
    """The token was not made for this."""

    status_code = 403
    default_code = "out_of_scope"


class Unclear(Refused):
    """What was sent cannot be read, or lacks something without which nothing is done."""

    status_code = 400
    default_code = "unclear"


class InFlight(Refused):
    """The same request is being worked on at this moment."""

    status_code = 409
    default_code = "in_flight"


class Changed(Refused):
    """If-Match names another state than the current one, which is sent along."""

    status_code = 412
    default_code = "changed_meanwhile"


class TooLarge(Refused):
    """The body is larger than any that could be meant."""

    status_code = 413
    default_code = "too_large"


class NotJson(Refused):
    """The body is not of the type this address takes."""

    status_code = 415
    default_code = "not_json"


class DoesNotFit(Refused):
    """The body is JSON, and not of the shape this address takes."""

    status_code = 422
    default_code = "does_not_fit"


class StateNotNamed(Refused):
    """A change has to say from which state it starts."""

    status_code = 428
    default_code = "if_match_required"


class TooOften(Refused):
    """Asked more often than a minute allows."""

    status_code = 429
    default_code = "too_often"
