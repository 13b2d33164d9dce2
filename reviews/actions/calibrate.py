"""Choosing the calibration set, and judging it."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.db import connection, transaction

from evidence.columns import SECTIONS
from evidence.models import Version, VersionAuthor
from ground import clock, events
from ground.errors import Denied, Invalid, Stale
from reviews.models import CalibrationAnswer, CalibrationClaim, CalibrationRemoval
from reviews.policies.calibration import (
    NOT_CURRENT,
    NOT_EDITOR,
    answer_problems,
    reference_problems,
    why_not_choose,
    why_not_judge,
    why_not_take,
)
from reviews.queries.calibration import left_before_first_review

if TYPE_CHECKING:
    from accounts.models import Person


class Uncalibrated(Denied):
    """The calibration set is asked for first."""

    code = "uncalibrated"


@transaction.atomic
def choose_claim(
    *,
    version: Version,
    verdict: str,
    explanation: str,
    reference: Mapping[str, Any],
    actor: "Person",
) -> CalibrationClaim:
    """Put `version` into the calibration set with the actor's reference; return the claim.

    Raises Denied where the actor is no editor, the set is full or reviewers may not read the
    version; Invalid with every problem of the reference at once. Nothing is changed then.
    """
    if not actor.is_editor:
        raise Denied(f"{NOT_EDITOR} Nothing was changed.")
    _take_turn()
    version = Version.objects.select_related("standing", "item").get(pk=version.pk)
    is_own = VersionAuthor.objects.filter(version=version, person=actor).exists()
    in_set = set(CalibrationClaim.objects.current().values_list("version", flat=True))
    if sentence := why_not_choose(version, is_own=is_own, in_set=in_set):
        raise Denied(f"{sentence} Nothing was changed.")
    if problems := reference_problems(verdict, explanation, reference):
        raise Invalid("The claim was not put into the set; what you wrote is kept.", problems)
    claim = CalibrationClaim.objects.create(
        version=version,
        verdict=verdict,
        explanation=explanation.strip(),
        reference=_tidy(reference, "explanation"),
        chosen_by=actor,
        chosen_at=clock.now(),
    )
    data = {"claim": claim.pk, "item": version.item.accession, "version": version.number}
    events.record(stream="calibration", verb="choose", data=data, actor=actor)
    return claim


@transaction.atomic
def take_out(*, claim: CalibrationClaim, actor: "Person") -> CalibrationRemoval:
    """Take `claim` out of the set; what people answered stays theirs to read. Twice is once."""
    if not actor.is_editor:
        raise Denied(f"{NOT_EDITOR} Nothing was changed.")
    _take_turn()
    removal, is_new = CalibrationRemoval.objects.get_or_create(
        claim=claim, defaults={"removed_by": actor, "removed_at": clock.now()}
    )
    if is_new:
        data = {"claim": claim.pk}
        events.record(stream="calibration", verb="take out", data=data, actor=actor)
    return removal


@transaction.atomic
def judge_claim(
    *, claim: CalibrationClaim, verdict: str, answers: Mapping[str, Any], actor: "Person"
) -> CalibrationAnswer:
    """Keep the actor's answer for good, and return it; their first answer where there is one.

    Raises Denied where the actor has not to judge it, Stale where it was taken out, Invalid with
    every problem at once. No recommendation is made, and no round is touched.
    """
    _take_turn()
    if first := CalibrationAnswer.objects.filter(claim=claim, person=actor).first():
        return first
    if CalibrationRemoval.objects.filter(claim=claim).exists():
        raise Stale(f"{NOT_CURRENT} Nothing was saved.")
    wrote = VersionAuthor.objects.filter(item=claim.version.item_id, person=actor).exists()
    is_own = wrote or claim.chosen_by_id == actor.pk
    if sentence := why_not_judge(is_reviewer=actor.is_reviewer, is_own=is_own):
        raise Denied(f"{sentence} Nothing was saved.")
    if problems := answer_problems(verdict, answers):
        raise Invalid("Your answer was not saved; what you wrote is kept.", problems)
    return CalibrationAnswer.objects.create(
        claim=claim, person=actor, verdict=verdict, answers=_tidy(answers, "reason"),
        made_at=clock.now(),
    )  # fmt: skip


def refuse_uncalibrated(actor: "Person", what: str) -> None:
    """Raise Uncalibrated where `actor` has to judge the calibration set before a first seat."""
    if sentence := why_not_take(left_before_first_review(actor)):
        raise Uncalibrated(f"{sentence} {what}")


def _take_turn() -> None:
    """Let nobody else touch the set or answer: two editors at once fill its last place once."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('calibration set', 0))")


def _tidy(given: Mapping[str, Any], why: str) -> dict[str, dict[str, str]]:
    return {
        section.name: {
            "answer": str(given[section.name]["answer"]),
            why: str(given[section.name].get(why, "")).strip(),
        }
        for section in SECTIONS
    }
