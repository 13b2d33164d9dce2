"""What an interest in a paper does to reviews that its person has begun or finished.

Nothing here may tell anybody whether something was delivered: a seat is freed and recorded in
the same way in either case, and what concerns a recommendation goes to the sealed stream.
"""

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q

from evidence.models import Citation, Item, Version
from ground import clock, events
from reviews.models import Decision, Flag, Recommendation, Seat, Voiding

from .telling import tell_of_flag

if TYPE_CHECKING:
    from accounts.models import Person

# Where a round is over and what was said in it still counts for something.
_COUNTED = ("agreed", "split", "accepted", "returned", "rejected")
FOUND_LATE = (
    "Somebody who judged version {} has a conflict of interest with its paper, and that became "
    "known only after the round had closed. An editor looks whether it has to be judged again."
)


def locked_paper(citation: Citation) -> None:
    """Lock all items of a paper, then the paper, as every move does: nothing passes us.

    A recommendation that is being written waits for us, or we for it.
    """
    items = Version.objects.filter(citation=citation).values("item")
    list(Item.objects.select_for_update().filter(pk__in=items).order_by("pk"))
    Citation.objects.select_for_update(no_key=True).get(pk=citation.pk)


def step_aside(*, citation: Citation, person: "Person", actor: "Person") -> None:
    """Take `person` out of every open round on a locked paper, and flag what was closed."""
    versions = Version.objects.filter(citation=citation).select_related("item", "standing")
    holds = Exists(Seat.objects.filter(round=OuterRef("pk"), holder=person))
    said = Exists(Recommendation.objects.filter(round=OuterRef("pk"), person=person))
    decided = Exists(Decision.objects.filter(round=OuterRef("pk"), decider=person))
    for version in versions.filter(holds | said, standing__status="in_review").order_by("item"):
        _void(version, person, actor)
        _free(version, person, actor)
    late = versions.filter(said | decided, standing__status__in=_COUNTED)
    for version in late.order_by("item", "number"):
        _flag(version, actor)


def _void(version: Version, person: "Person", actor: "Person") -> None:
    said = list(Recommendation.objects.filter(round=version.pk, person=person))
    Voiding.objects.bulk_create(Voiding(recommendation=one, made_at=clock.now()) for one in said)
    if said:
        events.record(
            stream=f"sealed:{version.item.accession}",
            verb="void",
            data={"version": version.number, "turns": len(said)},
            actor=actor,
        )


def _free(version: Version, person: "Person", actor: "Person") -> None:
    freed = Seat.objects.filter(round=version.pk, holder=person).update(
        holder=None, taken_at=None, lease_until=None, stays=False
    )
    if freed:
        data = {"version": version.number}
        stream = f"item:{version.item.accession}"
        events.record(stream=stream, verb="hand back", data=data, actor=actor)


def _flag(version: Version, actor: "Person") -> None:
    """Flag the item once. Nobody is named, the person who raises it included: it would tell who
    reviewed."""
    text = FOUND_LATE.format(version.number)
    if Flag.objects.filter(Q(item=version.item_id, kind="interest", text=text)).exists():
        return
    flag = Flag.objects.create(item=version.item, kind="interest", text=text, raised_at=clock.now())
    data = {"flag": str(flag.pk), "kind": "interest"}
    stream = f"item:{version.item.accession}"
    events.record(stream=stream, verb="raise flag", data=data, actor=actor)
    tell_of_flag(flag=flag)
