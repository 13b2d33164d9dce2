"""Where the API begins, its schema, and what stands at every other address."""

from typing import Any

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from drf_spectacular.utils import extend_schema
from drf_spectacular.views import SpectacularJSONAPIView

from evidence.presenters.addresses import read_address

from .answers import json_answer
from .endpoint import reads
from .reading import ReadingView
from .shapes import TEXT, obj

_ROOT = obj(
    dict.fromkeys(
        (
            "items",
            "citations",
            "terms",
            "releases",
            "me",
            "drafts",
            "imports",
            "reviews",
            "matrix",
            "contradictions",
            "agreement",
            "withdrawn",
            "schema",
            "docs",
        ),
        TEXT,
    )
)


class Root(ReadingView):
    """The addresses of the API."""

    @reads("root", "Where things are", gives=_ROOT)
    def get(self, request: HttpRequest) -> HttpResponseBase:
        """What is public needs no token. `?format=csv` makes a table of every list."""
        read_address(dict(request.GET.lists()), ())
        names = {what: f"api:{what}" for what in _ROOT["properties"]}
        return json_answer(
            request,
            {what: request.build_absolute_uri(reverse(name)) for what, name in names.items()},
        )


class Schema(ReadingView, SpectacularJSONAPIView):
    """The OpenAPI description of the API."""

    @extend_schema(exclude=True)
    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Made from the code; it takes no parameters."""
        read_address(dict(request.GET.lists()), ())
        generator = self.generator_class(urlconf=self.urlconf)
        return json_answer(request, generator.get_schema(public=True))


@extend_schema(exclude=True)
class Nothing(ReadingView):
    """Every address that is none."""

    def get(self, request: HttpRequest, rest: str) -> HttpResponseBase:
        """Refused like every address of the API that is not there."""
        raise Http404
