"""Every move at every status by every kind of person: done, refused with its sentence, or absent.

In the table below `o` is done, `r` refused although the move is shown, `.` absent. The columns:
A author (a curator) · D editor who could decide · E editor who wrote a version of the item ·
S editor who holds a seat · R reviewer who holds a seat · C curator of something else ·
X editor with a conflict of interest · N somebody without a role.
Any (status, move) without a row is absent for all eight.
"""

from collections.abc import Callable

import pytest
from django.db import transaction

from accounts.models import Person
from evidence.documents import content_of
from evidence.enums import STATUSES
from evidence.models import Version, VersionAuthor
from ground.errors import Denied, DomainError, Stale
from reviews.actions.correct import accept_as_corrected, correct
from reviews.actions.decide import confirm, contest, decide
from reviews.actions.recommend import fewer_seats
from reviews.actions.retire import merge, retire
from reviews.actions.revise import hand_over, hand_over_draft, restore, revise
from reviews.actions.submit import submit
from reviews.actions.withdraw import withdraw, withdraw_draft
from reviews.models import Recommendation
from reviews.policies.duties import answer
from reviews.queries.footing import footing_of
from reviews.workflow import MOVES
from tests.factories import make_person
from tests.worlds import World, fresh

pytestmark = pytest.mark.django_db
PEOPLE = "ADESRCXN"
TABLE = {
    #                                     ADESRCXN
    ("in_review", "withdraw"):           "oror..r.",
    ("in_review", "fewer_seats"):        ".orr..r.",
    ("agreed", "withdraw"):              "oror..r.",
    ("agreed", "confirm"):               ".orr..r.",
    ("agreed", "contest"):               ".oro..o.",
    ("agreed", "accept_as_corrected"):   ".orr..r.",
    ("split", "withdraw"):               "oror..r.",
    ("split", "decide"):                 ".orr..r.",
    ("split", "accept_as_corrected"):    ".orr..r.",
    ("accepted", "revise"):              "ooooooo.",
    ("accepted", "correct"):             "ooooooo.",
    ("accepted", "retire"):              ".ooo..o.",
    ("accepted", "merge"):               ".ooo..o.",
    ("returned", "revise"):              "oooo..o.",
    ("returned", "hand_over"):           ".ooo..o.",
    ("rejected", "revise"):              "oooo..o.",
    ("withdrawn", "revise"):             "oooo..o.",
    ("retired", "restore"):              ".ooo..o.",
}  # fmt: skip
VERSION_MOVES = tuple(
    name for name, move in MOVES.items() if move.by != ("system",) and name != "submit"
)


def people_of(world: World, version: Version) -> dict[str, Person]:
    """One person of each kind; the editor who wrote co-authors the version at hand."""
    writer = make_person("editor", "curator")
    VersionAuthor.objects.create(version=version, item=version.item, person=writer)
    return {
        "A": world.author,
        "D": make_person("editor"),
        "E": writer,
        "S": world.second,
        "R": world.first,
        "C": make_person("curator"),
        "X": world.conflicted_editor(),
        "N": make_person(),
    }


def attempts(world: World, version: Version) -> dict[str, Callable[[Person], object]]:
    """How each move is made on `version` by a person, with everything it asks."""
    why = "For a good reason."
    content = content_of(version.document, version.supplement)
    corrected = content | {"locator": "figure 9"}
    approver, colleague = make_person("editor"), make_person("curator")
    suggested = Recommendation.objects.filter(round=version.pk).exclude(suggestions=[]).first()
    chosen = [(str(suggested.pk), 0)] if suggested else []
    other = world.accepted() if version.standing.status == "accepted" else version
    reasons = {"cargo": why, "whole": why}
    return {
        "withdraw": lambda p: withdraw(version=version, reason=why, actor=p),
        "fewer_seats": lambda p: fewer_seats(version=version, reason=why, actor=p),
        "confirm": lambda p: confirm(version=version, actor=p),
        "contest": lambda p: contest(version=version, reason=why, actor=p),
        "decide": lambda p: decide(version=version, outcome="rejected", reasons=reasons, actor=p),
        "accept_as_corrected": lambda p: accept_as_corrected(
            version=version, chosen=chosen, actor=p
        ),
        "revise": lambda p: revise(version=version, reason=why, actor=p),
        "correct": lambda p: correct(
            version=version, content=corrected, reason=why, proposer=p, actor=approver
        ),
        "hand_over": lambda p: hand_over(version=version, to=colleague, reason=why, actor=p),
        "retire": lambda p: retire(version=version, reason=why, actor=p),
        "restore": lambda p: restore(version=version, reason=why, actor=p),
        "merge": lambda p: merge(version=version, into=other.item, reason=why, actor=p),
    }  # fmt: skip


def outcome(attempt: Callable[[Person], object], person: Person) -> DomainError | None:
    """Make the attempt and undo it; return the refusal, if it was one."""
    try:
        with transaction.atomic():
            attempt(person)
            transaction.set_rollback(True)
    except DomainError as refusal:
        return refusal
    return None


@pytest.mark.parametrize("status", [s for s in STATUSES.values if s != "draft"])
def test_every_cell_of_the_grid(status: str) -> None:
    world = World()
    version = world.with_status(status)
    assert version.standing.status == status
    people = people_of(world, version)
    made = attempts(world, version)
    assert set(made) == set(VERSION_MOVES)
    seen, expected = {}, {}
    for move, attempt in made.items():
        expected[move] = TABLE.get((status, move), "." * len(PEOPLE))
        cells = ""
        for kind in PEOPLE:
            shown = answer(move, status, footing_of(people[kind], fresh(version)))
            refusal = outcome(attempt, people[kind])
            assert shown.is_open == (refusal is None), (move, kind, shown, refusal)
            if refusal is not None:
                assert isinstance(refusal, Denied | Stale)
                assert refusal.message.endswith((".", "stands."))
                assert shown.why_not in refusal.message
            cells += "o" if shown.is_open else "r" if shown.shown else "."
        seen[move] = cells
    assert seen == expected


def test_the_grid_names_moves_and_statuses_that_exist() -> None:
    legal = {
        (status, name) for name in VERSION_MOVES for status in MOVES[name].sources
        if status != "draft"
    }  # fmt: skip
    assert set(TABLE) == legal


DRAFT_TABLE = {
    #                  ADESRCXN
    "submit":         "o.......",
    "withdraw":       "o.......",
    "hand_over":      ".ooo..o.",
}  # fmt: skip


def test_every_cell_of_a_draft() -> None:
    world = World()
    version = world.in_review()
    people = people_of(world, version)
    draft = world.draft()
    why, colleague = "For a good reason.", make_person("curator")
    made: dict[str, Callable[[Person], object]] = {
        "submit": lambda p: submit(draft=draft, revision=draft.revision, interests="none", actor=p),
        "withdraw": lambda p: withdraw_draft(draft=draft, reason=why, actor=p),
        "hand_over": lambda p: hand_over_draft(draft=draft, to=colleague, reason=why, actor=p),
    }
    seen = {
        move: "".join("." if outcome(attempt, people[kind]) else "o" for kind in PEOPLE)
        for move, attempt in made.items()
    }
    assert seen == DRAFT_TABLE
