"""Conflicts of interest: one's yearly declaration, and what one declares about a paper."""

from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from accounts.models import Person
from evidence.models import Citation
from evidence.policies.answers import LONGEST_TEXT
from evidence.presenters.addresses import read_address
from ground import clock
from reviews.actions.authorship import claim_authorship
from reviews.actions.declaring import declare
from reviews.actions.interests import declare_interest
from reviews.enums import INTEREST_KINDS, OCCASIONS
from reviews.models import Interest
from reviews.presenters.interests import interest_rows, valid_until
from reviews.queries.interests import declared_at, own_declarations, own_interests

from .answers import json_answer
from .authentication import writer_of
from .bodies import Body
from .endpoint import Done, Endpoint, path_parameters, reads, writes
from .finding import citation_of
from .shapes import TEXT, Shape, array, nullable, obj, one_of, taken, text
from .talk import ANY

_KEY = path_parameters(key="The paper's key.")
_MOMENT: Shape = {"type": "string", "format": "date-time"}
_INTEREST = obj(
    {
        "citation": {**TEXT, "description": "The paper's key."},
        "kind": one_of(INTEREST_KINDS.values),
        "detail": TEXT,
        "state": {**TEXT, "description": "Whether it bars from judging, in words."},
        "declared_at": _MOMENT,
    }
)
_DECLARED = obj(
    {
        "valid_until": nullable(_MOMENT) | {"description": "null: never declared."},
        "is_valid": {"type": "boolean"},
        "declarations": array(
            obj(
                {
                    "made_at": _MOMENT,
                    "occasion": one_of(OCCASIONS.values),
                    "citation": nullable(TEXT),
                    "interests": TEXT,
                }
            )
        ),
        "interests": array(_INTEREST),
    }
)
_NEW = taken(
    {
        "kind": one_of(INTEREST_KINDS.values),
        "detail": text(
            LONGEST_TEXT, description="What it is; for authorship, why no name is yours."
        ),
        "place": {
            "type": ["integer", "null"], "minimum": 0, "maximum": 99_999,
            "description": "For authorship: your place in the list of authors, from 0.",
        },
        "name": text(LONGEST_TEXT, description="The name that stands there, as you read it."),
    },
    optional=("detail", "place", "name"),
)  # fmt: skip
_OWN = obj({"results": array(_INTEREST)})


class OwnInterests(Endpoint):
    """What one declared."""

    @reads("own_interests", "What you declared, newest first", gives=_DECLARED, signed_in=True)
    def get(self, request: HttpRequest) -> HttpResponseBase:
        """Your yearly declaration and until when it holds, and your interests in papers."""
        read_address(dict(request.GET.lists()), ())
        return json_answer(request, _declared(writer_of(request)))

    @writes("interests_declare", "Declare your interests for a year", scopes=ANY,
            takes=taken({"interests": text(LONGEST_TEXT, least=1)}), gives=_DECLARED, status=201,
            example={"interests": "none"})  # fmt: skip
    def post(self, request: HttpRequest, body: Body, actor: Person) -> Done:
        """“none”, or what there is. Without it nothing is submitted, reviewed or decided."""
        declare(interests=body["interests"], actor=actor)
        return Done(_declared(actor), 201)


class PaperInterests(Endpoint):
    """One's interests in a paper."""

    @reads("paper_interests", "Your interests in a paper", gives=_OWN, parameters=_KEY,
           refuses=(404,), signed_in=True)  # fmt: skip
    def get(self, request: HttpRequest, key: str) -> HttpResponseBase:
        """Nobody else's."""
        read_address(dict(request.GET.lists()), ())
        return json_answer(request, _own(writer_of(request), citation_of(key)))

    @writes("paper_interest_declare", "Declare an interest in a paper", scopes=ANY, takes=_NEW,
            gives=_INTEREST, status=201, parameters=_KEY, example={"kind": "same_lab"})  # fmt: skip
    def post(self, request: HttpRequest, body: Body, actor: Person, key: str) -> Done:
        """It bars from judging claims of the paper: reviews of it that you hold are free again.
        Declaring twice changes nothing more."""
        made = _declare(citation_of(key), body, actor)
        return Done(_told(made, actor), 201)


def _declare(citation: Citation, body: Body, actor: Person) -> Interest:
    detail = body.get("detail", "")
    if body["kind"] == "authorship":
        return claim_authorship(
            citation=citation, place=body.get("place"), name=body.get("name", ""), words=detail,
            actor=actor,
        )  # fmt: skip
    return declare_interest(
        citation=citation, person=actor, kind=body["kind"], detail=detail, actor=actor
    )


def _declared(reader: Person) -> dict[str, Any]:
    until = valid_until(declared_at(reader))
    return {
        "valid_until": until.isoformat() if until else None,
        "is_valid": until is not None and until > clock.now(),
        "declarations": [
            {
                "made_at": one.made_at.isoformat(),
                "occasion": one.occasion,
                "citation": one.citation.key if one.citation else None,
                "interests": one.interests,
            }
            for one in own_declarations(reader)
        ],
        "interests": [_told(one, reader) for one in own_interests(reader)],
    }


def _own(reader: Person, citation: Citation) -> dict[str, Any]:
    return {"results": [_told(one, reader) for one in own_interests(reader, citation)]}


def _told(interest: Interest, reader: Person) -> dict[str, Any]:
    (row,) = interest_rows([interest], reader)
    return {
        "citation": interest.citation.key,
        "kind": interest.kind,
        "detail": row.detail,
        "state": row.state,
        "declared_at": interest.declared_at.isoformat(),
    }
