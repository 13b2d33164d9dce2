"""Who asks."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from accounts.enums import Role, Scope
from accounts.models import Token
from evidence.presenters.addresses import read_address

from .answers import json_answer
from .authentication import writer_of
from .endpoint import reads
from .reading import ReadingView
from .shapes import TEXT, array, nullable, obj, one_of

_ME = obj(
    {
        "username": TEXT,
        "name": TEXT,
        "roles": array(one_of(Role.values)),
        "is_administrator": {"type": "boolean"},
        "scopes": nullable(array(one_of(Scope.values)))
        | {"description": "What the token may be used for; null in a browser."},
    }
)


class Me(ReadingView):
    """The person of the token or session."""

    @reads("me", "Who you are here", gives=_ME, signed_in=True)
    def get(self, request: HttpRequest) -> HttpResponseBase:
        """Roles say what you may do; a token's scopes narrow it."""
        read_address(dict(request.GET.lists()), ())
        person, token = writer_of(request), getattr(request, "auth", None)
        return json_answer(
            request,
            {
                "username": person.username,
                "name": person.name,
                "roles": sorted(person.roles),
                "is_administrator": person.is_administrator,
                "scopes": token.scopes if isinstance(token, Token) else None,
            },
        )
