"""Withdrawing a release: its files are served no more, and its page says why for ever."""

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from evidence.policies.answers import text_problem
from ground import clock, events
from ground.errors import Denied, Invalid, Problem
from releases.models import Release, ReleaseWithdrawal
from releases.policies import LONGEST_NOTE, why_not_withdraw

if TYPE_CHECKING:
    from accounts.models import Person


@transaction.atomic
def withdraw_release(
    *, release: Release, reason: str, typed_number: str, actor: "Person"
) -> ReleaseWithdrawal:
    """Withdraw a release for good; its number is never used again, its record stays.

    Raises Denied for who is no editor and for a release that is withdrawn already, Invalid
    without a reason or where `typed_number` is not its number.
    """
    if sentence := why_not_withdraw(actor):
        raise Denied(sentence)
    reason = reason.replace("\r\n", "\n").strip()
    problems = [
        Problem("reason", text_problem("Reason", reason, LONGEST_NOTE) or _needed(reason)),
        Problem("typed_number", _another(typed_number.strip(), release)),
    ]
    if found := [problem for problem in problems if problem.message]:
        raise Invalid("Nothing was withdrawn; what you wrote is kept.", found)
    withdrawal = ReleaseWithdrawal(
        release=release, reason=reason, withdrawn_at=clock.now(), withdrawn_by=actor
    )
    try:
        with transaction.atomic():
            withdrawal.save(force_insert=True)
    except IntegrityError as error:
        raise Denied(f"{release.label} is withdrawn already. Nothing was changed.") from error
    events.record(stream=f"release:{release.number}", verb="withdraw", data={}, actor=actor)
    return withdrawal


def _needed(reason: str) -> str:
    return "" if reason else "Reason: say why; whoever follows a link to the release will read it."


def _another(typed: str, release: Release) -> str:
    if typed == release.number:
        return ""
    return f"Number: type {release.number} to withdraw this release for good."
