"""Papers: listed, one with its study card, entered, and their study cards changed."""

from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse

from accounts.models import Person
from evidence.actions.citations import change_study_card, cite
from evidence.enums import CITATION_KINDS, CSL_ARTICLE, CSL_TYPES, PUBLICATION_STATUSES
from evidence.forms.citations import IDENTIFIERS
from evidence.models import Citation, StudyCard
from evidence.policies.answers import LONGEST_LONG_TEXT, LONGEST_TEXT
from evidence.policies.particulars import keywords_in
from evidence.presenters.addresses import (
    choice_parameter,
    key_parameter,
    read_address,
    search_parameter,
)
from evidence.queries.citations import claims_of, numbers_of, papers_matching
from evidence.views.reader import reader_of
from ground.errors import Stale

from .answers import answer, json_answer
from .bodies import Body, merged
from .endpoint import Done, Endpoint, path_parameters, reads, writes
from .finding import citation_of
from .listing import list_answer
from .matching import changed, etag, refuse_unmatched
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
    choice_parameter("kind", CITATION_KINDS.choices),
    choice_parameter("status", PUBLICATION_STATUSES.choices),
    LIMIT,
    key_parameter("cursor"),
    FORMATS,
)
_LISTED = [
    query("q", TEXT, "Words that must all occur in title, authors, journal or an identifier."),
    query("kind", one_of(CITATION_KINDS.values), "What kind of source.", many=True),
    query("status", one_of(PUBLICATION_STATUSES.values), "Publication status.", many=True),
    query("cursor", TEXT, CURSOR_WORDS),
    *PAGE,
]
_YEAR: Shape = {"type": "integer", "minimum": 1800, "maximum": 2100}
_AUTHOR = taken(
    {"family": text(200), "given": text(200), "literal": text(200)},
    optional=("family", "given", "literal"),
)
_NEW = taken(
    {
        "kind": one_of(CITATION_KINDS.values),
        "title": text(LONGEST_LONG_TEXT),
        "authors": array(_AUTHOR) | {"maxItems": 500},
        "year": _YEAR,
        "journal": text(),
        "volume": text(40),
        "issue": text(40),
        "pages": text(80),
        "abstract": text(LONGEST_LONG_TEXT),
        "publisher": text(),
        "keywords": array(text(400)) | {"maxItems": 100},
        "funding": text(LONGEST_TEXT),
        **{name: text(400) for name in IDENTIFIERS},
    },
    optional=("title", "authors", "year", "journal", "volume", "issue", "pages", "abstract",
              "publisher", "keywords", "funding", *IDENTIFIERS),
)  # fmt: skip
_CARD = obj({"revision": NUMBER, "answers": {"type": "object"}})
_ROW: dict[str, Shape] = {
    "key": TEXT,
    "kind": one_of(CITATION_KINDS.values),
    "title": TEXT,
    "authors": array(TEXT),
    "year": nullable(NUMBER),
    "journal": TEXT,
    **{name: nullable(TEXT) for name in IDENTIFIERS},
    "status": one_of(PUBLICATION_STATUSES.values),
    "status_on": nullable({"type": "string", "format": "date"}),
    "status_source": TEXT,
    "claims": {**NUMBER, "description": "Claims made from it that you may read."},
    "under_review": NUMBER,
    "url": TEXT,
}
_ONE = obj(
    {name: shape for name, shape in _ROW.items() if name != "under_review"}
    | {
        "claims": array(obj({"accession": TEXT, "version": NUMBER, "status": TEXT, "url": TEXT})),
        "csl": {"type": "object"},
        "publisher": TEXT,
        "keywords": array(TEXT),
        "funding": TEXT,
        "study_card": _CARD,
    }
)
_EXAMPLE = {
    "kind": "primary_study",
    "title": "Exosomal miR-193a from marrow stromal cells and cisplatin resistance",
    "authors": [{"family": "Wu", "given": "Hongbo"}],
    "year": 2020,
    "pmid": "32390000",
}


class Citations(Endpoint):
    """The papers claims are made from."""

    @reads(
        "citations",
        "Papers, by key",
        gives=obj({"results": array(obj(_ROW)), "next": NEXT}),
        parameters=_LISTED,
        tables=True,
    )
    def get(self, request: HttpRequest) -> HttpResponseBase:
        """All of them are public; the number of claims is what you may read."""
        values = read_address(dict(request.GET.lists()), _PARAMETERS)
        rows = papers_matching(
            q=" ".join(values.get("q", ())),
            kinds=values.get("kind", ()),
            statuses=values.get("status", ()),
        )
        if "cursor" in values:
            rows = rows.filter(key__gt=values["cursor"][0])
        return list_answer(
            request,
            values,
            lambda most: _rows(request, list(rows[:most])),
            lambda row: row,
            place=lambda row: str(row["key"]),
        )

    @writes(
        "citation_enter",
        "Enter a paper",
        scopes=("curate",),
        takes=_NEW,
        gives=_ONE,
        status=201,
        example=_EXAMPLE,
    )
    def post(self, request: HttpRequest, body: Body, actor: Person) -> Done:
        """One paper is entered once: an identifier that is known already is refused, with its
        paper."""
        made = cite(
            kind=body["kind"],
            title=body.get("title", ""),
            csl=_csl(body),
            identifiers={name: body[name] for name in IDENTIFIERS if body.get(name)},
            abstract=body.get("abstract", ""),
            keywords="\n".join(body.get("keywords", ())),
            funding=body.get("funding", ""),
            actor=actor,
        )
        told = _told(request, made)
        return Done(told, 201, location=told["url"])


class OneCitation(ReadingView):
    """One paper."""

    @reads(
        "citation",
        "One paper with its study card",
        gives=_ONE,
        parameters=path_parameters(key="Its key, such as wu2020."),
        refuses=(404,),
    )
    def get(self, request: HttpRequest, key: str) -> HttpResponseBase:
        """What is true of the whole paper, and the claims made from it that you may read."""
        read_address(dict(request.GET.lists()), ())
        return json_answer(request, _told(request, citation_of(key)))


class OneStudyCard(Endpoint):
    """What is true of a whole paper."""

    @reads(
        "study_card",
        "A paper's study card",
        gives=_CARD,
        parameters=path_parameters(key="The paper's key."),
        refuses=(404,),
    )
    def get(self, request: HttpRequest, key: str) -> HttpResponseBase:
        """Its ETag is what a change starts from."""
        read_address(dict(request.GET.lists()), ())
        card = citation_of(key).study_card
        body = Done(_card(card)).response().content
        return answer(request, body, etag=etag(card.revision))

    @writes(
        "study_card_change",
        "Change a study card",
        scopes=("curate",),
        takes=taken({"answers": ref("StudyCardPatch")}),
        gives=_CARD,
        parameters=path_parameters(key="The paper's key."),
        example={"answers": {"isolation": "differential ultracentrifugation", "dose": None}},
    )
    def patch(self, request: HttpRequest, body: Body, actor: Person, key: str) -> Done:
        """Answers are merged; null takes one away. What was frozen in a version stays there."""
        citation = citation_of(key)
        card = citation.study_card
        refuse_unmatched(request, card.revision, _card(card))
        try:
            card = change_study_card(
                citation=citation,
                answers=merged(card.answers, body["answers"]),
                revision=card.revision,
                actor=actor,
            )
        except Stale as error:
            raise changed(error.current.revision, _card(error.current)) from error
        return Done(_card(card), etag=etag(card.revision))


def _card(card: StudyCard) -> dict[str, Any]:
    return {"revision": card.revision, "answers": card.answers}


def _rows(request: HttpRequest, papers: list[Citation]) -> list[dict[str, Any]]:
    found = numbers_of(papers, reader_of(request))
    return [
        _row(request, one) | dict(zip(("claims", "under_review"), found[one.pk], strict=True))
        for one in papers
    ]


def _row(request: HttpRequest, citation: Citation) -> dict[str, Any]:
    return {
        "key": citation.key,
        "kind": citation.kind,
        "title": citation.title,
        "authors": citation.authors,
        "year": citation.year,
        "journal": citation.journal,
        **{name: getattr(citation, name) for name in IDENTIFIERS},
        "status": citation.status,
        "status_on": citation.status_on.isoformat() if citation.status_on else None,
        "status_source": citation.status_source,
        "url": citation_url(request, citation.key),
    }


def citation_url(request: HttpRequest, key: str) -> str:
    """Return the address of a paper."""
    return request.build_absolute_uri(reverse("api:citation", args=[key]))


def _told(request: HttpRequest, citation: Citation) -> dict[str, Any]:
    claims = [
        {
            "accession": one.item.accession,
            "version": one.number,
            "status": one.standing.status,
            "url": request.build_absolute_uri(reverse("api:item", args=[one.item.accession])),
        }
        for one in claims_of(citation, reader_of(request))
    ]
    row = _row(request, citation)
    said = {
        "publisher": citation.publisher,
        "keywords": keywords_in(citation.keywords),
        "funding": citation.funding,
    }
    card = _card(citation.study_card)
    return row | said | {"claims": claims, "csl": citation.csl, "study_card": card}


def _csl(body: Body) -> dict[str, Any]:
    csl: dict[str, Any] = {"type": CSL_TYPES.get(body["kind"], CSL_ARTICLE)}
    if authors := [author for author in body.get("authors", ()) if any(author.values())]:
        csl["author"] = authors
    if "year" in body:
        csl["issued"] = {"date-parts": [[body["year"]]]}
    names = {"journal": "container-title", "volume": "volume", "issue": "issue", "pages": "page",
             "publisher": "publisher"}  # fmt: skip
    return csl | {ours: body[name] for name, ours in names.items() if body.get(name)}
