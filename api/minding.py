"""What editors put right for many claims at once: a paper's identifiers, terms no longer used."""

from typing import Any

from django.http import HttpRequest

from accounts.models import Person
from evidence.actions.citations import identifiers_of
from evidence.actions.confirm_term import confirm_term
from evidence.actions.terms import make_obsolete, successor_named
from evidence.forms.citations import IDENTIFIERS
from evidence.policies.answers import LONGEST_NAME
from reviews.actions.reissue import correct_identifiers
from reviews.actions.replace_term import propose_replacement

from .bodies import Body
from .endpoint import Done, Endpoint, path_parameters, writes
from .finding import citation_of, number_of
from .shapes import TEXT, Shape, array, nullable, obj, one_of, taken, text
from .terms import CONFIRMED, TERM, term_at, term_told
from .versions import VERSION_MADE, version_made

_IDENTIFIERS = {name: nullable(text(400)) for name in IDENTIFIERS}
_CORRECTION = taken(
    {
        "identifiers": taken(_IDENTIFIERS, optional=IDENTIFIERS) | {"minProperties": 1},
        "seen": taken(_IDENTIFIERS),
        "reason": text(least=1),
    }
)
_REISSUED = obj(
    {"key": TEXT, **{name: nullable(TEXT) for name in IDENTIFIERS}, "reissued": array(VERSION_MADE)}
)
_OBSOLETE = taken(
    {
        "replaced_by": nullable(text(LONGEST_NAME))
        | {"description": "A name of the term of the same list that takes its place."},
        "reason": text(least=1),
    },
    optional=("replaced_by",),
)
_NO_INTERESTS = taken(
    {
        "interests": one_of(("none",))
        | {"description": "That you have no conflict of interest with these papers."}
    }
)
_PROPOSED: Shape = obj(
    {
        "results": array(
            obj(
                {
                    "accession": TEXT,
                    "made": nullable(VERSION_MADE)
                    | {"description": "The revision that is in review now."},
                    "why_not": TEXT,
                }
            )
        )
    }
)
_KEY = path_parameters(key="The paper's key.")
_TERM = path_parameters(number="The term's id.")


class CitationIdentifiers(Endpoint):
    """A paper's identifiers, put right."""

    @writes(
        "citation_identifiers_correct",
        "Correct a paper's identifiers and reissue its claims",
        scopes=("edit",),
        takes=_CORRECTION,
        gives=_REISSUED,
        parameters=_KEY,
        example={
            "identifiers": {"pmid": "36100944"},
            "seen": {"pmid": "36100943", "pmcid": None, "doi": None, "nct": None},
            "reason": "The identifier of another paper of the same group was typed.",
        },
    )
    def post(self, request: HttpRequest, body: Body, actor: Person, key: str) -> Done:
        """Every accepted claim of the paper gets a next version under the right identifiers; all
        of it happens or none. `seen` is what the identifiers were when you looked; one that is
        not named stays, null takes one away."""
        citation = citation_of(key)
        seen = {name: value or "" for name, value in body["seen"].items()}
        right = {name: value or "" for name, value in body["identifiers"].items()}
        made = correct_identifiers(
            citation=citation, identifiers=seen | right, seen=seen, reason=body["reason"],
            actor=actor,
        )  # fmt: skip
        now = {name: value or None for name, value in identifiers_of(citation_of(key)).items()}
        reissued = [version_made(request, version).data for version in made]
        return Done({"key": key, **now, "reissued": reissued})


class TermObsolete(Endpoint):
    """A term that is not used any more."""

    @writes(
        "term_make_obsolete",
        "Let nobody choose a term any more",
        scopes=("edit",),
        takes=_OBSOLETE,
        gives=TERM,
        parameters=_TERM,
        example={"replaced_by": "glioma", "reason": "DOID has merged the two."},
    )
    def post(self, request: HttpRequest, body: Body, actor: Person, number: str) -> Done:
        """Its names lead to the term that replaces it. Claims frozen under it keep it, until
        their revision is proposed and accepted."""
        term = term_at(number_of(number))
        successor = successor_named(term, body.get("replaced_by") or "")
        make_obsolete(term=term, replaced_by=successor, reason=body["reason"], actor=actor)
        return Done(term_told(request, term_at(term.pk)))


class TermConfirm(Endpoint):
    """A name that came with a claim and is a term."""

    @writes(
        "term_confirm",
        "Confirm a provisional term",
        scopes=("edit",),
        takes=CONFIRMED,
        gives=TERM,
        parameters=_TERM,
        example={"codes": [{"curie": "DOID:3069", "match": "exact"}], "broader": "brain cancer"},
    )
    def post(self, request: HttpRequest, body: Body, actor: Person, number: str) -> Done:
        """It is active from then on, and claims that name it lose their mark. What is left out
        stays as it is; codes come to those it has."""
        codes = [(one["curie"], one["match"]) for one in body.get("codes", ())]
        term = term_at(number_of(number))
        confirm_term(term=term, **(body | {"codes": codes}), actor=actor)
        return Done(term_told(request, term_at(term.pk)))


class TermReplace(Endpoint):
    """The revision of every accepted claim that names an obsolete term."""

    @writes(
        "term_replace",
        "Propose revisions that name a term's successor",
        scopes=("edit",),
        takes=_NO_INTERESTS,
        gives=_PROPOSED,
        parameters=_TERM,
        example={"interests": "none"},
    )
    def post(self, request: HttpRequest, body: Body, actor: Person, number: str) -> Done:
        """Each is a version in review like any other, at most a hundred at a time. A claim that
        cannot be revised now is passed over and says why; asking again proposes what is left."""
        proposals = propose_replacement(term=term_at(number_of(number)), actor=actor)
        told: list[dict[str, Any]] = [
            {
                "accession": one.version.item.accession,
                "made": version_made(request, one.made).data if one.made else None,
                "why_not": one.why_not,
            }
            for one in proposals
        ]
        return Done({"results": told})
