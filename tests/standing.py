"""Bringing any submitted version to a status, with people of its own, the way people do."""

from evidence.models import Version, VersionAuthor
from reviews.actions.decide import confirm, waive
from reviews.actions.moving import blockers_of
from reviews.actions.recommend import recommend
from reviews.actions.reconcile import stay
from reviews.actions.retire import merge, retire
from reviews.actions.revise import revise
from reviews.actions.seats import take_paper
from reviews.actions.submit import submit
from reviews.actions.withdraw import withdraw
from reviews.models import Seat
from tests.factories import make_person, make_version
from tests.worlds import AGREE, DISAGREE, fresh

WHY = "For a good reason."
VERDICTS = {
    "split": ("accept", "revise"),
    "returned": ("revise", "revise"),
    "rejected": ("reject", "reject"),
}


def bring_to(version: Version, status: str) -> Version:
    """Bring a version in review to `status` and return it as it is then."""
    if fresh(version).standing.status == status:
        return fresh(version)
    if status == "withdrawn":
        author = VersionAuthor.objects.filter(version=version).first().person
        withdraw(version=version, reason=WHY, actor=author)
    elif status != "in_review":
        _judge(version, VERDICTS.get(status, ("accept", "accept")))
        if status not in ("agreed", "split"):
            _decide(version, status)
    brought = fresh(version)
    assert brought.standing.status == status
    return brought


def _judge(version: Version, verdicts: tuple[str, str]) -> None:
    while Seat.objects.filter(round=version.pk, holder=None).exists():
        take_paper(citation=version.citation, actor=make_person("reviewer"))
    seats = list(Seat.objects.filter(round=version.pk))
    for seat, verdict in zip(seats, verdicts, strict=True):
        recommend(
            seat=seat, verdict=verdict, answers=AGREE if verdict == "accept" else DISAGREE,
            reason=WHY, has_read="full_text", actor=seat.holder,
        )  # fmt: skip
    if len(set(verdicts)) > 1:
        for seat in seats:
            stay(seat=seat, actor=seat.holder)


def _decide(version: Version, status: str) -> None:
    editor = make_person("editor")
    for blocker in blockers_of(fresh(version)):
        waive(version=version, blocker=blocker.name, reason=WHY, actor=editor)
    confirm(version=version, actor=editor)
    if status == "retired":
        retire(version=version, reason=WHY, actor=editor)
    elif status == "merged":
        into = bring_to(make_version(), "accepted").item
        merge(version=version, into=into, reason=WHY, actor=editor)
    elif status == "superseded":
        author = VersionAuthor.objects.filter(version=version).first().person
        draft = revise(version=version, reason=WHY, actor=author)
        draft.content["locator"] = "another figure"
        draft.save(update_fields=["content"])
        next_version = submit(
            draft=draft, revision=draft.revision, interests="none", why_separate=WHY, actor=author
        )
        bring_to(next_version, "accepted")
