"""What people think of a paper: its rating."""

from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from accounts.models import Person
from evidence.models import Citation
from evidence.presenters.addresses import read_address
from evidence.views.reader import reader_of
from reviews.actions.ratings import rate
from reviews.enums import HIGHEST_SCORE, LOWEST_SCORE
from reviews.policies.ratings import MAIN, QUESTIONS
from reviews.presenters.ratings import RatedQuestion, shown_rating
from reviews.queries.statements import interests_of

from .answers import json_answer
from .bodies import Body
from .endpoint import Done, Endpoint, path_parameters, reads, writes
from .finding import citation_of
from .shapes import NUMBER, TEXT, Shape, array, nullable, obj, one_of, taken
from .talk import ANY

_PATH = path_parameters(key="The paper's key.")
_SCORE: Shape = {"type": "integer", "minimum": LOWEST_SCORE, "maximum": HIGHEST_SCORE}
_MEASURE: Shape = {"type": ["number", "null"]}
_QUESTION = obj(
    {
        "question": one_of(QUESTIONS),
        "asks": TEXT,
        "n": nullable(NUMBER),
        "median": _MEASURE,
        "low": {**_MEASURE, "description": "Half of the answers lie from here …"},
        "high": {**_MEASURE, "description": "… to here."},
        "own": nullable(NUMBER),
    }
)
_RATING = obj(
    {
        "scale": TEXT,
        "is_enough": {"type": "boolean", "description": "False: not enough ratings, or hidden."},
        "hidden": {**TEXT, "description": "Why you are not shown what others said, or empty."},
        "questions": array(_QUESTION),
    }
)
_NEW = taken(dict.fromkeys(QUESTIONS, _SCORE), optional=tuple(q for q in QUESTIONS if q != MAIN))


class PaperRating(Endpoint):
    """What readers think of a paper."""

    @reads(
        "citation_rating",
        "A paper's rating: median, middle half and number",
        gives=_RATING,
        parameters=_PATH,
        refuses=(404,),
    )
    def get(self, request: HttpRequest, key: str) -> HttpResponseBase:
        """From three ratings on; whoever rates sees it after their own, and nobody whose."""
        read_address(dict(request.GET.lists()), ())
        return json_answer(request, _shown(citation_of(key), reader_of(request)))


class PaperRate(Endpoint):
    """Rating a paper."""

    @writes(
        "citation_rate",
        "Rate a paper, or change your rating",
        scopes=ANY,
        takes=_NEW,
        gives=_RATING,
        parameters=_PATH,
        example={"reliance": 4, "rigour": 3},
    )
    def post(self, request: HttpRequest, body: Body, actor: Person, key: str) -> Done:
        """It takes the place of your earlier one. Authors of a paper do not rate it."""
        citation = citation_of(key)
        rate(citation=citation, scores={name: body.get(name) for name in QUESTIONS}, actor=actor)
        return Done(_shown(citation, actor))


def _shown(citation: Citation, reader: Person | None) -> dict[str, Any]:
    interests = interests_of(citation, reader) if reader else []
    rating = shown_rating(citation, reader, interests)
    return {
        "scale": rating.scale,
        "is_enough": rating.is_enough,
        "hidden": rating.hidden,
        "questions": [_question(question) for question in rating.questions],
    }


def _question(question: RatedQuestion) -> dict[str, Any]:
    summary = question.summary
    return {
        "question": question.name,
        "asks": question.asks,
        "n": summary.n if summary else None,
        "median": summary.median if summary else None,
        "low": summary.low if summary else None,
        "high": summary.high if summary else None,
        "own": question.own,
    }
