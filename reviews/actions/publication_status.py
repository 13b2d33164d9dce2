"""What becomes of a publication after it was entered: noted by hand, from a file, by look-up."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date
from typing import TYPE_CHECKING

from django.db import transaction

from evidence.actions.statuses import write_status
from evidence.models import Citation, CitationStatus, StatusMeans
from ground import clock
from ground.errors import Denied, Invalid, Problem, Stale
from reviews.policies.publication_status import (
    gravity,
    is_said_already,
    is_worth_telling,
    status_problems,
    why_not_change,
)

from .reasons import required_reason
from .telling import tell_of_status

if TYPE_CHECKING:
    from accounts.models import Person

# As the page asks them.
_FIELDS = ("status", "status_on", "source", "reason")


@dataclass(frozen=True)
class StatusChange:
    """What became of one citation; `seen` counts the statuses that were noted when it was read."""

    citation: int
    seen: int
    status: str
    status_on: date | None
    source: str
    reason: str = ""


@transaction.atomic
def change_status(
    *,
    citation: Citation,
    status: str,
    status_on: date | None,
    source: str,
    reason: str,
    seen: int,
    actor: "Person",
) -> CitationStatus:
    """Note by hand what became of a publication, and tell whom it concerns.

    Its accepted claims are kept out of the next release while it is retracted or under an
    expression of concern, unless that is waived. Raises Denied for who is no editor, Invalid with
    every problem at once, Stale where another status was noted since `seen` of them were there.
    """
    if sentence := why_not_change(actor):
        raise Denied(sentence)
    citation = _locked([citation.pk])[citation.pk]
    source = source.strip()
    problems = _problems(status, status_on, source, reason)
    if status_on is None and not any(problem.field == "status_on" for problem in problems):
        message = "Date: write the day of the notice as year-month-day, such as 2026-05-03."
        problems.append(Problem("status_on", message, "required"))
    problems += _reason_problems(reason)
    if problems:
        problems.sort(key=lambda problem: _FIELDS.index(problem.field))
        raise Invalid("Nothing was changed; what you wrote is kept.", problems)
    _refuse_stale(citation, seen)
    if is_said_already(citation, status, status_on, source):
        message = "Status: this is what stands here already, with the same date and source."
        raise Invalid("Nothing was changed.", [Problem("status", message)])
    return _note(citation, status, status_on, source, reason.strip(), StatusMeans.HAND, actor)


@transaction.atomic
def change_statuses(*, changes: Sequence[StatusChange], actor: "Person") -> list[CitationStatus]:
    """Note what a file of retractions says of several publications: all of it or nothing.

    Raises Denied for who is no editor, Invalid for what does not fit, and Stale where one of them
    was noted meanwhile.
    """
    if sentence := why_not_change(actor):
        raise Denied(sentence)
    locked = _locked([change.citation for change in changes])
    noted = []
    for change in changes:
        citation = locked[change.citation]
        if problems := _problems(change.status, change.status_on, change.source, change.reason):
            raise Invalid("Nothing was changed.", problems)
        _refuse_stale(citation, change.seen)
        noted.append(
            _note(
                citation, change.status, change.status_on, change.source, change.reason,
                StatusMeans.FILE, actor,
            )
        )  # fmt: skip
    return noted


@transaction.atomic
def note_looked_up(
    *, citation: Citation, status: str, status_on: date | None, source: str, actor: "Person"
) -> CitationStatus | None:
    """Note what a look-up found where that is graver than what is known; return the note or None.

    That a source says nothing clears no paper, and what was noted before and set aside by an
    editor since is not noted again. `actor` is the account of the look-up.
    """
    citation = _locked([citation.pk])[citation.pk]
    is_graver = gravity(status) > gravity(citation.status)
    if not is_graver or citation.statuses.filter(status=status, source=source).exists():
        return None
    if problems := _problems(status, status_on, source, ""):
        raise Invalid("Nothing was changed.", problems)
    return _note(citation, status, status_on, source, "", StatusMeans.LOOK_UP, actor)


def _problems(status: str, status_on: date | None, source: str, reason: str) -> list[Problem]:
    today = clock.now().astimezone(UTC).date()
    return status_problems(
        status=status, status_on=status_on, source=source, reason=reason, today=today
    )


def _reason_problems(reason: str) -> list[Problem]:
    try:
        required_reason(reason, "Nothing was changed.")
    except Invalid as error:
        return error.problems
    return []


def _locked(numbers: Sequence[int]) -> dict[int, Citation]:
    """Lock the citations, always in the same order, so that two files never wait for each other."""
    rows = Citation.objects.select_for_update(no_key=True).filter(pk__in=numbers).order_by("pk")
    return {citation.pk: citation for citation in rows}


def _refuse_stale(citation: Citation, seen: int) -> None:
    if citation.statuses.count() == seen:
        return
    raise Stale(
        f"Somebody else noted meanwhile that {citation.short} is "
        f"“{citation.get_status_display()}” ({citation.status_source or 'source unknown'}). "
        "Nothing of yours was saved. Look at what stands there now; say it again if it differs.",
        current=citation,
    )


def _note(
    citation: Citation,
    status: str,
    status_on: date | None,
    source: str,
    reason: str,
    means: StatusMeans,
    actor: "Person",
) -> CitationStatus:
    before = citation.status
    noted = write_status(
        citation=citation, status=status, status_on=status_on, source=source, reason=reason,
        means=means, actor=actor,
    )  # fmt: skip
    if is_worth_telling(before, status):
        tell_of_status(noted=noted)
    return noted
