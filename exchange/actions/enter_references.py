"""Entering papers from a citation file."""

from typing import TYPE_CHECKING

from django.db import transaction

from evidence.actions.citations import cite
from evidence.actions.completing import complete_citation
from evidence.models import Citation
from evidence.policies.drafts import why_not_enter
from exchange.queries.triage import triage
from exchange.reference_files.found import FoundReference
from ground import clock
from ground.errors import Denied, Invalid, Problem

if TYPE_CHECKING:
    from accounts.models import Person


@transaction.atomic
def enter_references(
    *, records: list[FoundReference], seen_at: str, actor: "Person"
) -> tuple[list[Citation], list[Citation]]:
    """Enter the papers that are not here, fill what is not known of those that are; return both.

    All or none: Invalid names every record that does not fit. Sent again, the papers of the first
    time are known by then and nothing is entered twice. `seen_at` is the name of the file.
    """
    if sentence := why_not_enter(actor):
        raise Denied(sentence)
    entered, filled, problems = [], [], []
    for one in triage(records):
        try:
            if one.verdict == "known" and one.citation:
                filled += [one.citation] if _fill(one.citation, one.found, actor) else []
            elif one.verdict != "twice":
                entered.append(_enter(one.found, seen_at, actor))
        except Invalid as error:
            problems += [
                Problem(f"record-{one.number}", f"Record {one.number}: {problem.message}")
                for problem in error.problems
            ]
    if problems:
        raise Invalid("No paper was entered. Leave these out, or mend the file.", problems)
    return entered, filled


def _fill(citation: Citation, found: FoundReference, actor: "Person") -> list[str]:
    return complete_citation(
        citation=citation,
        csl=found.csl,
        identifiers=found.identifiers,
        abstract=found.abstract,
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
        status="retracted" if is_retracted else "not_checked",
        status_on=clock.now().date() if is_retracted else None,
        status_source=f"marked as retracted in {seen_at}" if is_retracted else "",
        seen_at=seen_at,
        actor=actor,
    )
