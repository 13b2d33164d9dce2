"""Every POST of the API, each with a world in which it can be made: by whom, where, with what."""

import itertools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from accounts.models import Person
from evidence.actions.terms import add_term, make_obsolete
from evidence.models import Version
from exchange.actions.import_items import Wishes, import_file, seal_of
from exchange.actions.uploads import keep_upload
from exchange.views.loading import judged, wishes_of
from releases.actions.publish import publish_release
from reviews.actions.comments import comment, resolve
from reviews.actions.flags import raise_flag, report_problem
from reviews.models import Seat
from tests.asking import AGREED
from tests.factories import make_person
from tests.workbooks import csv_text
from tests.worlds import SUGGESTION, World

_numbers = itertools.count(1)
WHY = {"reason": "For a good reason."}


@dataclass(frozen=True)
class Sent:
    """A request that is granted to `actor` in the world it was made for."""

    actor: Person
    path: str
    body: Any = None
    match: str = ""
    media_type: str = "application/json"


def _at(version: Version, move: str) -> str:
    return f"/items/{version.item.accession}/versions/{version.number}/{move}"


def _seat(world: World, version: Version) -> int:
    return Seat.objects.get(round=version.pk, holder=world.first).pk


def _draft(world: World, verb: str, body: Any, match: str = "") -> Sent:
    return Sent(world.author, f"/drafts/{world.draft().pk}/{verb}", body, match)


def _review(world: World, verb: str, body: Any = None) -> Sent:
    seat = _seat(world, world.in_review())
    return Sent(world.first, f"/reviews/{seat}/{verb}", body)


def _move(world: World, status: str, move: str, body: Any = WHY, who: str = "decider") -> Sent:
    version = world.with_status(status)
    return Sent(getattr(world, who), _at(version, move), body)


def _take(world: World) -> Sent:
    reviewer = World().first
    world.in_review()
    Seat.objects.filter(holder=world.first).update(holder=None, taken_at=None, lease_until=None)
    return Sent(reviewer, f"/citations/{world.citation.key}/take", {})


def _talk(world: World, verb: str, *, resolved: bool = False) -> Sent:
    version = world.in_review()
    said = comment(version=version, subject="item", text="Really?", actor=world.author)
    if resolved:
        resolve(thread=said, actor=world.author)
    return Sent(world.author, f"/comments/{said.pk}/{verb}")


def _settle(world: World) -> Sent:
    item = world.in_review().item
    flag = raise_flag(item=item, kind="concern", text="Look.", actor=world.author)
    return Sent(world.decider, f"/flags/{flag.pk}/settle", WHY)


def _let_through(world: World) -> Sent:
    flag = report_problem(item=world.accepted().item, text="Look.")
    return Sent(world.decider, f"/flags/{flag.pk}/let-through")


def _stay(world: World) -> Sent:
    version = world.reconciling()
    return Sent(world.first, f"/reviews/{_seat(world, version)}/stay")


def _corrected(world: World) -> Sent:
    version = world.agreed()
    said = version.round.recommendations.get(person=world.first)
    assert said.suggestions == [SUGGESTION]
    chosen = {"chosen": [{"recommendation": str(said.pk), "place": 0}]}
    return Sent(world.decider, _at(version, "accept-as-corrected"), chosen)


def _waived(world: World) -> Sent:
    version = world.agreed()
    raise_flag(item=version.item, kind="concern", text="Look.", actor=world.author)
    return Sent(world.decider, _at(version, "waive"), WHY | {"blocker": "open_flag"})


def _merged(world: World) -> Sent:
    into = world.accepted().item.accession
    return _move(world, "accepted", "merge", WHY | {"into": into})


def _released(world: World) -> Sent:
    world.accepted()
    number = {"number": f"20{next(_numbers):02d}.1", "why_as_is": "New names."}
    return Sent(world.decider, "/releases", number)


def _withdrawn(world: World) -> Sent:
    world.accepted()
    number = f"21{next(_numbers):02d}.1"
    publish_release(number=number, note="", why_as_is="New names.", actor=world.decider)
    return Sent(
        world.decider, f"/releases/{number}/withdraw", WHY | {"typed_number": number}
    )  # fmt: skip


def _new(path: str, name: str, **body: Any) -> Callable[[World], Sent]:
    return lambda world: Sent(
        world.author, path, body | {name: f"{name} number {next(_numbers)}"}
    )  # fmt: skip


def _about(world: World, what: str, body: Any) -> Sent:
    return Sent(world.author, f"/items/{world.in_review().item.accession}/{what}", body)


def _identifiers(world: World) -> Sent:
    world.accepted()
    none = dict.fromkeys(("pmid", "pmcid", "doi", "nct"))
    body = {"identifiers": {"pmid": f"3600{next(_numbers):04d}"}, "seen": none} | WHY
    return Sent(world.decider, f"/citations/{world.citation.key}/identifiers", body)


def _confirm(world: World) -> Sent:
    label = f"line {next(_numbers)}"
    term = add_term(vocabulary="model", label=label, status="provisional", actor=world.decider)
    return Sent(world.decider, f"/terms/{term.pk}/confirm", {"definition": "A cell line."})


def _obsolete(world: World) -> Sent:
    term = add_term(vocabulary="model", label=f"line {next(_numbers)}", actor=world.decider)
    return Sent(world.decider, f"/terms/{term.pk}/obsolete", WHY)


def _replace(world: World) -> Sent:
    old, new = (
        add_term(vocabulary="cancer", label=f"cancer {next(_numbers)}", actor=world.decider)
        for _ in range(2)
    )
    world.accepted(cancer=[{"name": old.label}])
    make_obsolete(term=old, replaced_by=new, reason="Merged.", actor=world.decider)
    return Sent(world.decider, f"/terms/{old.pk}/replace", {"interests": "none"})


def _file(world: World, verb: str = "", body: Any = None) -> Sent:
    """A file of one new row, to be sent, or sent already and done something with."""
    text = csv_text([["summary"], [f"Row {next(_numbers)}."]]).encode()
    if not verb:
        path = "/imports/files?name=a.csv"
        return Sent(world.author, path, text, media_type="text/csv")
    upload = keep_upload(data=text, name="a.csv", actor=world.author)
    judgement = judged(upload, world.author).judgement
    assert judgement is not None
    seal = f'"{seal_of(judgement, wishes_of(upload))}"' if verb == "commit" else ""
    return Sent(world.author, f"/imports/files/{upload.pk}/{verb}", body, seal)


def _undone(world: World) -> Sent:
    text = csv_text([["summary"], [f"Row {next(_numbers)}."]]).encode()
    made = import_file(data=text, name="a.csv", wishes=Wishes(), actor=world.author).made
    assert made is not None
    return Sent(world.author, f"/imports/{made.pk}/undo")


_SAID = {"verdict": "accept", "answers": AGREED, "has_read": "abstract"}
OPERATIONS: dict[str, Callable[[World], Sent]] = {
    # First, while nothing of the others is in the way of a release.
    "release_publish": _released,
    "release_withdraw": _withdrawn,
    "citation_enter": _new("/citations", "title", kind="primary_study"),
    "citation_rate": lambda world: Sent(
        world.author, f"/citations/{world.citation.key}/rate", {"reliance": 4}
    ),
    "papers_add": lambda world: Sent(
        world.author, "/papers", {"identifiers": [f"3700{next(_numbers):04d}"]}
    ),
    "papers_move": lambda world: Sent(
        world.author, "/papers/move", {"papers": [world.citation.key], "step": "take"}
    ),
    "paper_take": _take,
    "interests_declare": lambda world: Sent(
        world.author, "/me/interests", {"interests": f"The company number {next(_numbers)}."}
    ),
    "paper_interest_declare": lambda world: Sent(
        world.author, f"/citations/{world.citation.key}/interests", {"kind": "same_lab"}
    ),
    "term_add": _new("/terms", "label", vocabulary="model"),
    "term_confirm": _confirm,
    "term_make_obsolete": _obsolete,
    "term_replace": _replace,
    "citation_identifiers_correct": _identifiers,
    "draft_start": lambda world: Sent(world.author, "/drafts", {"citation": world.citation.key}),
    "draft_discard": lambda world: _draft(world, "discard", WHY),
    "draft_submit": lambda world: _draft(world, "submit", {"interests": "none"}, '"r1"'),
    "import_file_send": _file,
    "import_file_describe": lambda world: _file(world, "describe", {"submits": False}),
    "import_file_commit": lambda world: _file(world, "commit", {}),
    "import_file_stop": lambda world: _file(world, "stop"),
    "import_file_cancel": lambda world: _file(world, "cancel"),
    "import_undo": _undone,
    "recommendation_deliver": lambda world: _review(world, "recommendation", _SAID),
    "review_hand_back": lambda world: _review(world, "hand-back", {}),
    "review_recuse": lambda world: _review(world, "recuse", WHY),
    "review_extend": lambda world: _review(world, "extend"),
    "review_stay": _stay,
    "comment": lambda world: _about(
        world, "comments", {"version": 1, "subject": "cargo", "text": f"5p, {next(_numbers)}?"}
    ),
    "comment_retract": lambda world: _talk(world, "retract"),
    "thread_resolve": lambda world: _talk(world, "resolve"),
    "thread_reopen": lambda world: _talk(world, "reopen", resolved=True),
    "flag_raise": lambda world: _about(world, "flags", {"kind": "concern", "text": "Look."}),
    "flag_settle": _settle,
    "flag_let_through": _let_through,
    "version_withdraw": lambda world: _move(world, "in_review", "withdraw", who="author"),
    "version_revise": lambda world: _move(world, "accepted", "revise", who="author"),
    "version_correct": lambda world: _move(
        world, "accepted", "correct", WHY | {"content": {"locator": "figure 9"}}, who="author"
    ),
    "version_confirm": lambda world: _move(world, "agreed", "confirm", {"expected": "accepted"}),
    "version_contest": lambda world: _move(world, "agreed", "contest"),
    "version_decide": lambda world: _move(
        world, "split", "decide", {"outcome": "returned", "reasons": {"cargo": "Another one."}}
    ),
    "version_accept_as_corrected": _corrected,
    "version_waive": _waived,
    "version_fewer_seats": lambda world: _move(world, "in_review", "fewer-seats"),
    "version_hand_over": lambda world: _move(
        world, "returned", "hand-over", WHY | {"to": make_person("curator").username}
    ),
    "version_retire": lambda world: _move(world, "accepted", "retire"),
    "version_restore": lambda world: _move(world, "retired", "restore"),
    "version_merge": _merged,
}
