"""The vocabulary: listed, one term, and adding one."""

from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse

from accounts.models import Person
from evidence.actions.new_terms import MOST_NAMES, enter_term
from evidence.enums import CODE_MATCHES, TERM_STATUSES, VOCABULARIES
from evidence.models import Term
from evidence.policies.answers import LONGEST_LONG_TEXT, LONGEST_NAME
from evidence.presenters.addresses import (
    choice_parameter,
    number_parameter,
    read_address,
    search_parameter,
    unreadable_end,
)
from evidence.queries.vocabulary import after, listed

from .answers import json_answer
from .bodies import Body
from .endpoint import Done, Endpoint, path_parameters, reads, writes
from .finding import found, number_of
from .listing import list_answer
from .paging import CURSOR_WORDS, FORMATS, LIMIT
from .parameter_shapes import PAGE
from .reading import ReadingView
from .shapes import (
    NEXT,
    NUMBER,
    TEXT,
    Shape,
    array,
    nullable,
    obj,
    one_of,
    query,
    ref,
    taken,
    text,
)

_PARAMETERS = (
    search_parameter(),
    choice_parameter("vocabulary", VOCABULARIES.choices),
    choice_parameter("status", TERM_STATUSES.choices),
    LIMIT,
    number_parameter("cursor", "a term"),
    FORMATS,
)
_LISTED = [
    query("q", TEXT, "Part of any of a term's names, or a CURIE."),
    query("vocabulary", one_of(VOCABULARIES.values), "Which list.", many=True),
    query("status", one_of(TERM_STATUSES.values), "Active, provisional or obsolete.", many=True),
    query("cursor", TEXT, CURSOR_WORDS),
    *PAGE,
]
_SHORT = obj({"id": NUMBER, "label": TEXT, "url": TEXT})
TERM = obj(
    {
        "id": NUMBER,
        "vocabulary": one_of(VOCABULARIES.values),
        "label": TEXT,
        "synonyms": array(TEXT),
        "codes": ref("Codes"),
        "definition": TEXT,
        "status": one_of(TERM_STATUSES.values),
        "modality": TEXT,
        "broader": nullable(_SHORT),
        "replaced_by": nullable(_SHORT),
        "url": TEXT,
    }
)
_CODE: Shape = taken({"curie": text(60), "match": one_of(CODE_MATCHES.values)})
_SAID = {
    "codes": array(_CODE) | {"maxItems": MOST_NAMES},
    "definition": text(LONGEST_LONG_TEXT),
    "broader": text(LONGEST_NAME),
}
CONFIRMED = taken(_SAID, optional=tuple(_SAID))
_NEW = taken(
    {
        "vocabulary": one_of(VOCABULARIES.values),
        "label": text(LONGEST_NAME, least=1),
        "synonyms": array(text(LONGEST_NAME)) | {"maxItems": MOST_NAMES},
        **_SAID,
    },
    optional=("synonyms", *_SAID),
)
_EXAMPLE = {
    "vocabulary": "cancer",
    "label": "pilocytic astrocytoma",
    "codes": [{"curie": "DOID:4851", "match": "exact"}],
    "broader": "glioma",
}


class Terms(Endpoint):
    """The vocabulary."""

    @reads(
        "terms",
        "Terms, by vocabulary and name",
        gives=obj({"results": array(TERM), "next": NEXT}),
        parameters=_LISTED,
        tables=True,
    )
    def get(self, request: HttpRequest) -> HttpResponseBase:
        """Names, codes and place in the tree of every term."""
        values = read_address(dict(request.GET.lists()), _PARAMETERS)
        rows = listed(
            q=" ".join(values.get("q", ())),
            vocabularies=values.get("vocabulary", ()),
            statuses=values.get("status", ()),
        )
        if "cursor" in values:
            last = Term.objects.filter(pk=int(values["cursor"][0])).first()
            rows = after(rows, last) if last else unreadable_end("cursor", "a term")
        return list_answer(
            request,
            values,
            lambda most: rows[:most],
            lambda term: term_told(request, term),
            place=lambda term: str(term.pk),
        )

    @writes(
        "term_add",
        "Add a term",
        scopes=("curate", "edit"),
        takes=_NEW,
        gives=TERM,
        status=201,
        example=_EXAMPLE,
    )
    def post(self, request: HttpRequest, body: Body, actor: Person) -> Done:
        """An editor's term is active at once; a curator's is provisional, in open lists only."""
        codes = [(one["curie"], one["match"]) for one in body.get("codes", ())]
        made = enter_term(**(body | {"codes": codes}), actor=actor)
        told = term_told(request, term_at(made.pk))
        return Done(told, 201, location=told["url"])


class OneTerm(ReadingView):
    """One term."""

    @reads(
        "term",
        "One term",
        gives=TERM,
        parameters=path_parameters(number="Its id."),
        refuses=(404,),
    )
    def get(self, request: HttpRequest, number: str) -> HttpResponseBase:
        """What claims name it is asked of the list of claims: `?cancer=` and the like."""
        read_address(dict(request.GET.lists()), ())
        return json_answer(request, term_told(request, term_at(number_of(number))))


def term_at(pk: int) -> Term:
    """Return the term of this number with its names and codes."""
    rows = Term.objects.select_related("broader", "replaced_by").prefetch_related("names", "codes")
    term: Term = found(rows, pk=pk)
    return term


def term_told(request: HttpRequest, term: Term) -> dict[str, Any]:
    """Return what the API says of a term."""
    return {
        "id": term.pk,
        "vocabulary": term.vocabulary,
        "label": term.label,
        "synonyms": [name.name for name in term.names.all() if not name.is_label],
        "codes": [{"curie": code.curie, "match": code.match} for code in term.codes.all()],
        "definition": term.definition,
        "status": term.status,
        "modality": term.modality,
        "broader": _short(request, term.broader),
        "replaced_by": _short(request, term.replaced_by),
        "url": _url(request, term.pk),
    }


def _short(request: HttpRequest, term: Term | None) -> dict[str, Any] | None:
    return {"id": term.pk, "label": term.label, "url": _url(request, term.pk)} if term else None


def _url(request: HttpRequest, pk: int) -> str:
    return request.build_absolute_uri(reverse("api:term", args=[pk]))
