"""A person's own work beside what was decided on it. There is no way to ask for somebody else's."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

from accounts.models import Person
from evidence.columns import BY_NAME
from evidence.documents import content_of
from evidence.models import Version
from reviews.models import Decision, Recommendation
from reviews.models.recommendations import DECIDED
from reviews.policies.learning import Decided

_BIG = ("document", "answers", "supplement")


@dataclass(frozen=True)
class OwnJudgement:
    """What the reader said of a version first and last, and what was decided."""

    version: Version
    first: Recommendation
    last: Recommendation
    decided: Decided


@dataclass
class OwnVersion:
    """A version the reader wrote, what was decided, and what reviewers said in the end."""

    version: Version
    decided: Decided
    judgements: list[Recommendation] = field(default_factory=list)


def own_judgements(reader: Person) -> list[OwnJudgement]:
    """Return the reader's own judgements on decided versions, the latest decision first."""
    rows = Recommendation.objects.visible_to(reader).filter(
        person=reader, round__version__standing__status__in=DECIDED
    )
    turns: dict[int, list[Recommendation]] = {}
    for row in rows.order_by("turn"):
        turns.setdefault(row.round_id, []).append(row)
    decided = _decided(turns, reader)
    versions = _versions(decided)
    found = [
        OwnJudgement(versions[pk], turns[pk][0], turns[pk][-1], what)
        for pk, what in decided.items()
    ]
    return sorted(found, key=lambda one: one.decided.at, reverse=True)


def own_versions(reader: Person) -> list[OwnVersion]:
    """Return the versions the reader wrote that reviewers judged and an editor decided on."""
    wrote = Version.objects.filter(authorships__person=reader, standing__status__in=DECIDED)
    decided = _decided(wrote.values_list("pk", flat=True), reader)
    versions = _versions(decided)
    found = {pk: OwnVersion(versions[pk], what) for pk, what in decided.items()}
    said = Recommendation.objects.visible_to(reader).current().filter(round__in=decided)
    for row in said.order_by("pk"):
        found[row.round_id].judgements.append(row)
    return sorted(found.values(), key=lambda one: one.decided.at, reverse=True)


def readable(versions: Iterable[Version], reader: Person) -> set[int]:
    """Return which of `versions` the reader may open."""
    numbers = [version.pk for version in versions]
    return set(
        Version.objects.visible_to(reader).filter(pk__in=numbers).values_list("pk", flat=True)
    )


def _versions(numbers: Collection[int]) -> dict[int, Version]:
    return Version.objects.select_related("item").defer(*_BIG).in_bulk(list(numbers))


def _decided(rounds: Iterable[int], reader: Person) -> dict[int, Decided]:
    """Return round → what was decided, where a decision on it is there to be read."""
    numbers = list(rounds)
    decisions = Decision.objects.visible_to(reader)
    found = {
        row.round_id: Decided(row.outcome, row.made_at, row.reasons)
        for row in decisions.filter(round__in=numbers, move__in=("confirm", "decide"))
    }
    # What was accepted as corrected was decided through the version that put it right.
    successors = decisions.filter(
        move="accept_as_corrected", round__version__based_on__in=numbers
    ).select_related("round__version__based_on")
    for row in successors:
        successor = row.round.version
        judged = successor.based_on
        if judged is not None:
            changed = _changed_sections(judged, successor)
            found[judged.pk] = Decided(row.outcome, row.made_at, {}, changed)
    return found


def _changed_sections(before: Version, after: Version) -> frozenset[str]:
    one: dict[str, Any] = dict(content_of(before.document, before.supplement))
    other: dict[str, Any] = dict(content_of(after.document, after.supplement))
    return frozenset(
        BY_NAME[name].section for name in {*one, *other} if one.get(name) != other.get(name)
    )
