"""Entering papers from a citation file or a list of identifiers."""

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction

from evidence.actions.citations import cite
from evidence.actions.completing import complete_citation
from evidence.actions.worklist import note_drop
from evidence.models import Citation, PaperDrop
from evidence.policies.drafts import why_not_enter
from exchange.queries.triage import Triaged, triage
from exchange.reference_files.found import FoundReference
from ground import clock
from ground.errors import Denied, Invalid, Problem

if TYPE_CHECKING:
    from accounts.models import Person


@dataclass(frozen=True)
class Source:
    """Where records came from: the number of this drop, what kind of source, and its name."""

    pk: UUID
    kind: str
    name: str


@transaction.atomic
def enter_references(
    *, records: list[FoundReference], chosen: list[int], source: Source, actor: "Person"
) -> tuple[list[Citation], list[Citation]]:
    """Enter the chosen papers that are not here, fill what is not known of those that are.

    `chosen` holds numbers of `records`, the first being 1. Returns what was entered and what was
    filled. All or none: Invalid names every record that does not fit. Sent again, the papers of
    the first time are known by then, nothing is entered twice, and the drop is noted once.
    """
    if sentence := why_not_enter(actor):
        raise Denied(sentence)
    entered, filled, problems = [], [], []
    before = triage(records)
    wanted = [number for number in chosen if 0 < number <= len(records)]
    for number, one in zip(wanted, triage([records[n - 1] for n in wanted]), strict=True):
        try:
            if one.verdict == "known" and one.citation:
                filled += [one.citation] if _fill(one.citation, one.found, actor) else []
            elif one.verdict != "twice":
                entered.append(_enter(one.found, source.name, actor))
        except Invalid as error:
            problems += [
                Problem(f"record-{number}", f"Record {number}: {problem.message}")
                for problem in error.problems
            ]
    if problems:
        raise Invalid("No paper was entered. Leave these out, or mend the file.", problems)
    _note(before, wanted, len(entered), source, actor)
    return entered, filled


def _note(
    before: list[Triaged], chosen: list[int], entered: int, source: Source, actor: "Person"
) -> None:
    """Note the drop: of each record whether it was entered, and if not, why."""
    if PaperDrop.objects.filter(pk=source.pk).exists():
        return
    verdicts = Counter(one.verdict for one in before)
    left = sum(1 for one in before if one.verdict == "new" and one.number not in chosen)
    rest = len(before) - entered - verdicts["twice"] - verdicts["unusable"] - left
    note_drop(
        pk=source.pk, kind=source.kind, name=source.name, entered=entered, known=rest,
        twice=verdicts["twice"], unusable=verdicts["unusable"], left=left, actor=actor,
    )  # fmt: skip


def _fill(citation: Citation, found: FoundReference, actor: "Person") -> list[str]:
    return complete_citation(
        citation=citation,
        csl=found.csl,
        identifiers=found.identifiers,
        abstract=found.abstract,
        keywords=found.keywords,
        actor=actor,
    )


def _enter(found: FoundReference, seen_at: str, actor: "Person") -> Citation:
    is_retracted = found.is_retracted
    return cite(
        kind=found.kind,
        title=found.title,
        csl=found.csl,
        identifiers=found.identifiers,
        abstract=found.abstract,
        keywords=found.keywords,
        status="retracted" if is_retracted else "not_checked",
        status_on=clock.now().date() if is_retracted else None,
        status_source=f"marked as retracted in {seen_at}" if is_retracted else "",
        seen_at=seen_at,
        actor=actor,
    )
