"""What can be done to a version: every move of the workflow is one POST, and nothing else is."""

from collections.abc import Callable, Sequence
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from accounts.models import Person
from evidence.columns import SECTIONS
from evidence.documents import content_of
from evidence.models import Item, Version
from ground.errors import Invalid, Problem
from reviews.actions.correct import accept_as_corrected
from reviews.actions.decide import confirm, contest, decide, waive
from reviews.actions.propose import propose_correction
from reviews.actions.recommend import fewer_seats
from reviews.actions.retire import merge, retire
from reviews.actions.revise import hand_over, restore, revise
from reviews.actions.withdraw import withdraw
from reviews.enums import BLOCKERS
from reviews.queries.people import curators

from .bodies import Body, merged
from .endpoint import Done, Endpoint, path_parameters, writes
from .finding import item_of, version_of
from .shapes import NUMBER, TEXT, Shape, array, obj, one_of, ref, taken, text

VERSION_MADE = obj({"accession": TEXT, "version": NUMBER, "status": TEXT, "url": TEXT})
_OUTCOMES = ("accepted", "returned", "rejected")
_PATH = path_parameters(accession="Such as EVD-000123.", number="The version's number.")
_REASON = taken({"reason": text(least=1)})
_WHY = {"reason": "The table on page 4 says otherwise."}
_REASONS: Shape = {
    "type": "object",
    "additionalProperties": False,
    "properties": {name: text() for name in (*(one.name for one in SECTIONS), "whole")},
}
_PROPOSED = obj({"accession": TEXT, "version": NUMBER, "state": one_of(("waiting",))})


def version_made(request: HttpRequest, version: Version, status: int = 201) -> Done:
    """Return the answer to a write that leaves a version."""
    version = Version.objects.select_related("item", "standing").get(pk=version.pk)
    url = request.build_absolute_uri(
        reverse("api:version", args=[version.item.accession, version.number])
    )
    told = {
        "accession": version.item.accession,
        "version": version.number,
        "status": version.standing.status,
        "url": url,
    }
    return Done(told, status, location=url if status == 201 else "")


Act = Callable[[HttpRequest, Version, Body, Person], Done]


def _move(
    name: str,
    summary: str,
    act: Act,
    *,
    words: str,
    scopes: Sequence[str] = ("edit",),
    takes: Shape | None = _REASON,
    gives: Shape = VERSION_MADE,
    status: int = 200,
    example: Any = _WHY,
) -> type[Endpoint]:
    """Return the address of one move."""

    def post(
        self: Endpoint,
        request: HttpRequest,
        body: Body,
        actor: Person,
        accession: str,
        number: str,
    ) -> Done:
        return act(request, version_of(request, accession, number), body, actor)

    post.__doc__ = words
    described = writes(
        f"version_{name}", summary, scopes=scopes, takes=takes, gives=gives, status=status,
        parameters=_PATH, example=example,
    )  # fmt: skip
    return type(f"Version{name.title()}", (Endpoint,), {"post": described(post), "__doc__": words})


def _left(action: Callable[..., Any]) -> Act:
    """Return an act that calls `action` with the version and the body, and says where it stands."""

    def act(request: HttpRequest, version: Version, body: Body, actor: Person) -> Done:
        action(version=version, **body, actor=actor)
        return version_made(request, version, 200)

    return act


def _draft(action: Callable[..., Any]) -> Act:
    """Return an act that calls `action`, which starts a draft."""

    def act(request: HttpRequest, version: Version, body: Body, actor: Person) -> Done:
        from .drafts import draft_done

        return draft_done(request, action(version=version, **body, actor=actor), 201)

    return act


def _corrected(request: HttpRequest, version: Version, body: Body, actor: Person) -> Done:
    content = merged(content_of(version.document, version.supplement), body["content"])
    propose_correction(version=version, content=content, reason=body["reason"], actor=actor)
    accession = version.item.accession
    return Done({"accession": accession, "version": version.number, "state": "waiting"}, 202)


def _accepted_corrected(request: HttpRequest, version: Version, body: Body, actor: Person) -> Done:
    chosen = [(one["recommendation"], one["place"]) for one in body["chosen"]]
    made = accept_as_corrected(version=version, chosen=chosen, actor=actor)
    return version_made(request, made)


def _merged(request: HttpRequest, version: Version, body: Body, actor: Person) -> Done:
    into: Item = item_of(request, body["into"])
    merge(version=version, into=into, reason=body["reason"], actor=actor)
    return version_made(request, version, 200)


def _lowered(request: HttpRequest, version: Version, body: Body, actor: Person) -> Done:
    """Answer alike whether or not a recommendation was there to close the round with."""
    fewer_seats(version=version, reason=body["reason"], actor=actor)
    return Done({"accession": version.item.accession, "version": version.number, "seats": 1})


def _handed_over(request: HttpRequest, version: Version, body: Body, actor: Person) -> Done:
    """Who is no editor is refused as such, whatever name was sent."""
    to = curators().filter(username=body["to"]).first()
    if to is None and actor.is_editor:
        message = f"“{body['to'][:60]}” is the user name of no active curator here."
        raise Invalid("Nothing was handed over.", [Problem("to", message, "not_in_list")])
    hand_over(version=version, to=to or actor, reason=body["reason"], actor=actor)
    return Done({"accession": version.item.accession, "version": version.number, "to": body["to"]})


_HANDED_OVER = obj({"accession": TEXT, "version": NUMBER, "to": TEXT})
_LOWERED = obj({"accession": TEXT, "version": NUMBER, "seats": NUMBER})
_DRAFT_SHAPE: Shape = {"type": "object"}
_CHOSEN = taken(
    {
        "chosen": array(
            taken(
                {
                    "recommendation": text(36, least=1),
                    "place": {"type": "integer", "minimum": 0, "maximum": 200},
                }
            )
        )
        | {"minItems": 1, "maxItems": 200}
    }
)
MOVES: dict[str, type[Endpoint]] = {
    "withdraw": _move(
        "withdraw", "Take a version back", _left(withdraw), scopes=("curate", "edit"),
        words="Its author's to do; what reviewers said of it stays sealed for ever.",
    ),
    "revise": _move(
        "revise", "Start the next draft from a version", _draft(revise),
        scopes=("curate", "review", "edit"), takes=taken({"reason": text()}, optional=("reason",)),
        gives=_DRAFT_SHAPE, status=201,
        words="A reason is asked where the version is accepted. Asking twice makes one draft.",
    ),
    "correct": _move(
        "correct", "Propose a correction of accepted evidence", _corrected,
        scopes=("curate", "review", "edit"),
        takes=taken({"reason": text(least=1), "content": ref("ContentPatch")}),
        gives=_PROPOSED, status=202,
        example={"reason": "Misspelt.", "content": {"locator": "figure 4b"}},
        words="Only where in the paper, quote, notes and as-reported spelling; `content` is merged "
        "into what is accepted. An editor who is another person approves it.",
    ),
    "confirm": _move(
        "confirm", "Confirm what the reviewers agreed", _left(confirm),
        takes=taken({"expected": one_of(_OUTCOMES)}), example={"expected": "accepted"},
        words="`expected` is what you saw; where they agree on another by now, look again.",
    ),
    "contest": _move(
        "contest", "Call what the reviewers agreed into question", _left(contest),
        words="The version is split then, for a decider.",
    ),
    "decide": _move(
        "decide", "Decide a split round", _left(decide),
        takes=taken({"outcome": one_of(_OUTCOMES), "reasons": _REASONS}),
        example={"outcome": "returned", "reasons": {"cargo": "The table names miR-21."}},
        words="A reason for each disputed section; “whole” where none is disputed.",
    ),
    "accept-as-corrected": _move(
        "accept_as_corrected", "Accept with values that reviewers suggested", _accepted_corrected,
        takes=_CHOSEN, status=201,
        example={"chosen": [
            {"recommendation": "6a9e4d0e-3c5b-4f3a-9a55-0d0d7c0a9a11", "place": 0}
        ]},
        words="As the next version, with exactly the suggestions that are named.",
    ),
    "waive": _move(
        "waive", "Set a blocker of acceptance aside", _left(waive),
        takes=taken({"blocker": one_of(BLOCKERS.values), "reason": text(least=1)}),
        example={"blocker": "open_flag", "reason": "Settled with the curator by mail."},
        words="The reason is printed in the release.",
    ),
    "fewer-seats": _move(
        "fewer_seats", "Let one reviewer do", _lowered, gives=_LOWERED,
        words="The reason is printed in the release. The answer tells nothing of what was said.",
    ),
    "hand-over": _move(
        "hand_over", "Let another curator go on with a returned version", _handed_over,
        takes=taken({"to": text(150, least=1), "reason": text(least=1)}), gives=_HANDED_OVER,
        example={"to": "wu", "reason": "The author has left the group."},
        words="`to` is the curator's user name. Both count as authors; the draft is among theirs.",
    ),
    "retire": _move(
        "retire", "Retire accepted evidence", _left(retire),
        words="Its accession stays and says why.",
    ),
    "restore": _move(
        "restore", "Start a draft from what was retired", _draft(restore),
        gives=_DRAFT_SHAPE, status=201, words="It goes through review again.",
    ),
    "merge": _move(
        "merge", "Merge an item into another", _merged,
        takes=taken({"into": text(20, least=1), "reason": text(least=1)}),
        example={"into": "EVD-000007", "reason": "The same claim."},
        words="The old accession redirects for ever.",
    ),
}  # fmt: skip
