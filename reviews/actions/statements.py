"""Authors' statements: making, letting stand, turning down, taking back."""

from typing import TYPE_CHECKING

from django.db import transaction

from evidence.models import Citation
from evidence.policies.answers import LONGEST_NAME, LONGEST_TEXT, text_problem
from ground import clock, events
from ground.errors import Denied, Invalid, Missing, Problem, Stale
from reviews.models import Interest, Statement
from reviews.policies.statements import why_not_answer, why_not_state

from .reasons import required_reason
from .telling import tell_of_statement

if TYPE_CHECKING:
    from accounts.models import Person


@transaction.atomic
def state(*, citation: Citation, name: str, text: str, actor: "Person") -> Statement:
    """Keep what `actor` states as an author of a paper, under `name`, for an editor to let stand.

    A statement that still waits is taken back in favour of the new one; the one that stands goes
    on standing until then. Raises Denied without confirmed authorship, Invalid with every problem.
    """
    Citation.objects.select_for_update().get(pk=citation.pk)
    if sentence := why_not_state(Interest.objects.filter(citation=citation, person=actor)):
        raise Denied(f"{sentence} Nothing was saved.")
    problems = [
        Problem(field, message)
        for field, message in (
            ("name", _problem("Name", name, LONGEST_NAME)),
            ("text", _problem("Statement", text, LONGEST_TEXT)),
        )
        if message
    ]
    if problems:
        raise Invalid("The statement was not saved; your text is kept.", problems)
    waiting = Statement.objects.waiting().filter(citation=citation, person=actor)
    same = waiting.filter(name=name.strip(), text=text.strip()).first()
    if same is not None:
        return same
    waiting.update(withdrawn_at=clock.now())
    made = Statement.objects.create(
        citation=citation, person=actor, name=name.strip(), text=text.strip(), made_at=clock.now()
    )
    _record(made, "state", actor)
    tell_of_statement(statement=made)
    return made


@transaction.atomic
def let_stand(*, statement: Statement, actor: "Person") -> Statement:
    """Make a statement public; it takes the place of its writer's earlier one."""
    statement = _to_answer(statement, actor)
    earlier = Statement.objects.standing().filter(
        citation=statement.citation_id, person=statement.person_id
    )
    earlier.update(withdrawn_at=clock.now())
    return _answer(statement, "", "let statement stand", actor)


@transaction.atomic
def turn_down(*, statement: Statement, reason: str, actor: "Person") -> Statement:
    """Turn a statement down with a reason that its writer reads."""
    statement = _to_answer(statement, actor)
    why = required_reason(reason, "The statement was not turned down.")
    return _answer(statement, why, "turn statement down", actor)


@transaction.atomic
def take_back(*, statement: Statement, actor: "Person") -> Statement:
    """Take one's own statement back: it is shown to nobody else any more."""
    statement = Statement.objects.select_for_update(of=("self",)).get(pk=statement.pk)
    if statement.person_id != actor.pk:
        raise Denied("Whoever made a statement takes it back. Nothing was changed.")
    if statement.withdrawn_at is None:
        statement.withdrawn_at = clock.now()
        statement.save(update_fields=["withdrawn_at"])
        _record(statement, "take statement back", actor)
    return statement


def _to_answer(statement: Statement, actor: "Person") -> Statement:
    Citation.objects.select_for_update().get(pk=statement.citation_id)
    found = Statement.objects.select_for_update(of=("self",)).filter(pk=statement.pk).first()
    if found is None:
        raise Missing("There is no such statement.")
    interests = Interest.objects.filter(citation=found.citation_id, person=actor)
    if sentence := why_not_answer(
        is_editor=actor.is_editor,
        is_own=found.person_id == actor.pk,
        is_author=interests.filter(kind="authorship", confirmed=True).exists(),
    ):
        raise Denied(f"{sentence} Nothing was changed.")
    if found.answered_at is not None or found.withdrawn_at is not None:
        raise Stale(
            "The statement was answered or taken back meanwhile. Nothing was changed; look at the "
            "list once more.",
            current=found,
        )
    return found


def _answer(statement: Statement, why: str, verb: str, actor: "Person") -> Statement:
    statement.answered_by, statement.answered_at = actor, clock.now()
    statement.why_refused = why
    statement.save(update_fields=["answered_by", "answered_at", "why_refused"])
    _record(statement, verb, actor)
    return statement


def _problem(label: str, text: str, longest: int) -> str:
    return text_problem(label, text, longest) if text.strip() else f"{label}: it is empty."


def _record(statement: Statement, verb: str, actor: "Person") -> None:
    stream = f"citation:{statement.citation_id}"
    events.record(stream=stream, verb=verb, data={"statement": str(statement.pk)}, actor=actor)
