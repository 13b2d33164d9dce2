"""Moving papers through the worklist, and noting what was dropped into it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction

from accounts.models import Person
from evidence.models import Citation, PaperDrop, PaperStep
from evidence.policies.answers import LONGEST_LONG_TEXT, text_problem
from evidence.policies.worklist import (
    MOST_AT_ONCE,
    known_step,
    step_problems,
    why_not_assign_to,
    why_not_step,
)
from evidence.queries.worklist import claims_from, last_steps
from evidence.worklist import FIRST, STATES, Step
from ground import clock, events
from ground.errors import Denied, Invalid, Problem, Stale

if TYPE_CHECKING:
    from ground.events import Actor


@transaction.atomic
def move_papers(
    *,
    papers: Sequence[Citation],
    step: str,
    reader: Person | None = None,
    reason: str = "",
    read: str = "",
    words: str = "",
    actor: Person,
) -> list[PaperStep]:
    """Let each of `papers` go one `step`, and return the steps; all of them, or none.

    `reader` is whom papers are assigned to; `reason` and `read` are why one is out of scope.
    Raises Invalid for what is missing, Stale or Denied with a sentence for every paper that
    cannot go it.
    """
    asked, words = _asked(papers, step, reader, reason, read, words.strip())
    rows = Citation.objects.filter(pk__in=[paper.pk for paper in papers]).order_by("pk")
    locked = list(rows.defer("abstract").select_for_update(no_key=True))
    last, claims = last_steps(locked), claims_from(locked)
    _refuse(locked, asked, last, claims, actor)
    is_left_out = asked.name == "leave_out"
    whom = {"take": actor, "assign": reader}.get(asked.name)
    made = PaperStep.objects.bulk_create(
        PaperStep(
            citation=paper,
            position=last[paper.pk].position + 1 if paper.pk in last else 1,
            step=asked.name,
            state=asked.target,
            reader=whom,
            reason=reason if is_left_out else "",
            read=read if is_left_out else "",
            words=words,
            by=actor,
            at=clock.now(),
        )
        for paper in locked
    )
    said = {"step": asked.name, "state": asked.target}
    streams = {f"reading:{paper.pk}": dict(said) for paper in locked}
    events.record_all(streams=streams, verb="move paper", actor=actor)
    return made


def _asked(
    papers: Sequence[Citation], name: str, reader: Person | None, reason: str, read: str, words: str
) -> tuple[Step, str]:
    """Return the step that is asked for; raise Invalid for everything that does not fit."""
    step = known_step(name)
    problems = []
    if step is None:
        raise Invalid("Nothing was changed.", [Problem("step", "Choose what to do.")])
    if not papers:
        problems.append(Problem("paper", "Choose at least one paper."))
    if len(papers) > MOST_AT_ONCE:
        problems.append(Problem("paper", f"Choose at most {MOST_AT_ONCE} papers at a time."))
    problems += step_problems(step, reason=reason, read=read, words=words)
    if message := text_problem("In words", words, LONGEST_LONG_TEXT):
        problems.append(Problem("words", message))
    if step.name == "assign" and (sentence := why_not_assign_to(reader)):
        problems.append(Problem("reader", sentence))
    if problems:
        raise Invalid("Nothing was changed; what you chose is kept.", problems)
    return step, words


def _refuse(
    papers: Sequence[Citation],
    step: Step,
    last: dict[int, PaperStep],
    claims: dict[int, int],
    actor: Person,
) -> None:
    refused = []
    for paper in papers:
        sentence = why_not_step(step, last.get(paper.pk), claims.get(paper.pk, 0), actor)
        if sentence:
            refused.append((paper, sentence))
    if not refused:
        return
    if len(papers) == 1:
        text = refused[0][1]
    else:
        each = " ".join(f"{paper.key}: {sentence}" for paper, sentence in refused[:5])
        more = f" And {len(refused) - 5} more." if len(refused) > 5 else ""
        text = f"{len(refused)} of {len(papers)} papers cannot go this step: {each}{more}"
    stands = {last[p.pk].state if p.pk in last else FIRST for p, _ in refused}
    if stands.isdisjoint(step.sources):
        raise Stale(text, current={STATES.label_of(state) for state in stands})
    raise Denied(text)


def note_drop(
    *, pk: UUID, kind: str, name: str, entered: int, known: int, twice: int, unusable: int,
    left: int, actor: "Actor",
) -> PaperDrop:  # fmt: skip
    """Note what a citation file or a list of identifiers held; inside the caller's transaction."""
    drop = PaperDrop.objects.create(
        pk=pk, kind=kind, name=name, entered=entered, known=known, twice=twice, unusable=unusable,
        left=left, at=clock.now(),
    )  # fmt: skip
    data = {"kind": kind, "records": drop.records, "entered": entered}
    events.record(stream=f"drop:{drop.pk}", verb="drop papers", data=data, actor=actor)
    return drop
