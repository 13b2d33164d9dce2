"""Whether there are enough people to bring what waits to an end.

All of it is made of people, authors, interests, recusals and seats alone: nothing recommended
changes it.
"""

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.conf import settings
from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet

from accounts.models import Person
from evidence.models import Citation, Draft, Item, Version, VersionAuthor
from ground import clock
from reviews.models import Interest, Seat

from .people import is_here

MOST_STUCK = 50


class Lack(NamedTuple):
    """How many waiting items lack reviewers or a decider, and how many reviewers at most."""

    items_without_reviewers: int
    reviewers: int
    items_without_decider: int


class StuckItem(NamedTuple):
    """A version that cannot come to an end: how many reviewers it lacks, and whether a decider."""

    version: int
    reviewers: int
    lacks_decider: bool


# Whoever wrote an item or has an interest in its paper serves in no duty there; whoever stepped
# back does not review it; whoever has a seat in its round does not decide. Counting those few is
# cheap where testing every person is not. One person cannot both review and decide, so that all
# who could do either must be one more than the seats.
_FEW = """
WITH open AS (
    SELECT version.id, version.item_id, version.citation_id, version.submitted_at,
        standing.status, round.seats_wanted
    FROM evidence_standing standing
    JOIN evidence_version version ON version.id = standing.version_id
    JOIN reviews_round round ON round.version_id = version.id
    WHERE standing.status IN ('in_review', 'agreed', 'split')
), people AS (
    SELECT id, 'reviewer' = ANY (roles) AS reviews, 'editor' = ANY (roles) AS edits,
        away_until IS NULL OR away_until <= %(today)s AS here
    FROM accounts_person
    WHERE is_active AND roles && ARRAY['reviewer', 'editor']::varchar[]
), barred AS (
    SELECT open.id, author.person_id, true AS review, true AS decide FROM open
    JOIN evidence_version_author author ON author.item_id = open.item_id
UNION ALL
    SELECT open.id, interest.person_id, true, true FROM open
    JOIN reviews_interest interest ON interest.citation_id = open.citation_id
    WHERE interest.refused_at IS NULL AND interest.waived_by_id IS NULL
UNION ALL
    SELECT open.id, recusal.person_id, true, false FROM open
    JOIN reviews_recusal recusal ON recusal.round_id = open.id
UNION ALL
    SELECT open.id, seat.holder_id, false, true FROM open
    JOIN reviews_seat seat ON seat.round_id = open.id
    WHERE seat.holder_id IS NOT NULL
), lost AS (
    SELECT id, count(*) FILTER (WHERE reviews AND no_review) AS reviewers,
        count(*) FILTER (WHERE edits AND no_decide) AS editors,
        count(*) FILTER (WHERE (no_review OR NOT reviews) AND (no_decide OR NOT edits)) AS either
    FROM (SELECT barred.id, people.reviews, people.edits, bool_or(review) AS no_review,
              bool_or(decide) AS no_decide
          FROM barred JOIN people ON people.id = person_id WHERE people.here
          GROUP BY barred.id, people.id, people.reviews, people.edits) one
    GROUP BY id
), sitting AS (
    SELECT open.id, count(*) AS away FROM open
    JOIN reviews_seat seat ON seat.round_id = open.id AND seat.lease_until > %(now)s
    JOIN people ON people.id = seat.holder_id AND people.reviews AND NOT people.here
    GROUP BY open.id
), able AS (
    SELECT open.id, open.submitted_at, open.status, open.seats_wanted,
        (SELECT count(*) FROM people WHERE here AND reviews) - coalesce(lost.reviewers, 0)
            + coalesce(sitting.away, 0) AS reviewers,
        (SELECT count(*) FROM people WHERE here AND edits) - coalesce(lost.editors, 0) AS deciders,
        (SELECT count(*) FROM people WHERE here) - coalesce(lost.either, 0)
            + coalesce(sitting.away, 0) AS either
    FROM open LEFT JOIN lost USING (id) LEFT JOIN sitting USING (id)
), few AS (
    SELECT id, submitted_at,
        CASE WHEN status = 'in_review' THEN greatest(seats_wanted - reviewers, 0) ELSE 0 END
            AS reviewers,
        deciders < 1 OR (status = 'in_review' AND reviewers >= seats_wanted
                         AND either <= seats_wanted) AS no_decider
    FROM able
)
"""
_SUM = """
SELECT count(*) FILTER (WHERE reviewers > 0), coalesce(max(reviewers), 0),
    count(*) FILTER (WHERE no_decider)
FROM few
"""
_EACH = """
SELECT id, reviewers, no_decider FROM few WHERE reviewers > 0 OR no_decider
ORDER BY submitted_at, id LIMIT %(most)s
"""


def lack_of_people() -> Lack:
    """Return what is lacking over all items under review, in one query."""
    (row,) = _ask(_SUM)
    return Lack(*row)


def stuck_items() -> list[StuckItem]:
    """Return the items that cannot come to an end, oldest first, at most fifty, in one query."""
    return [StuckItem(*row) for row in _ask(_EACH)]


def versions_of(stuck: Iterable[StuckItem], reader: Person) -> dict[int, Version]:
    """Return the stuck versions that `reader` may see, by number, in one query."""
    visible = Version.objects.visible_to(reader).select_related("item", "standing", "citation")
    return visible.defer(
        "document", "answers", "supplement", "citation__abstract", "citation__notes"
    ).in_bulk([one.version for one in stuck])


def _ask(end: str) -> list[tuple[Any, ...]]:
    now = clock.now()
    with connection.cursor() as cursor:
        cursor.execute(_FEW + end, {"now": now, "today": now.date(), "most": MOST_STUCK})
        return cursor.fetchall()


def lack_for(item: Item, citation: Citation | None, author: Person) -> Lack:
    """Return who would be missing if `author` submitted a version of `item` now, in one query."""
    wrote = VersionAuthor.objects.filter(item=item, person=OuterRef("pk"))
    drafts = Draft.objects.filter(item=item, closed_at=None, authors=OuterRef("pk"))
    interested = Interest.objects.barring().filter(citation=citation, person=OuterRef("pk"))
    able = Person.objects.filter(
        is_here(clock.now().date()), ~Exists(wrote), ~Exists(drafts), ~Exists(interested),
        roles__overlap=["reviewer", "editor"],
    ).exclude(pk=author.pk)  # fmt: skip
    people = list(able.only("roles"))
    wanted = settings.REVIEWERS_PER_ROUND
    reviewers = max(wanted - sum(person.is_reviewer for person in people), 0)
    no_decider = not any(person.is_editor for person in people) or (
        not reviewers and len(people) <= wanted
    )
    return Lack(int(reviewers > 0), reviewers, int(no_decider))


def seats_held(reader: Person) -> QuerySet[Seat]:
    """Return the seats that somebody has in rounds in review, oldest item first, for an editor.

    None in rounds of the reader's own items, nor in those they sit in: there they are no editor.
    Nothing here depends on what was delivered.
    """
    if not reader.is_editor:
        return Seat.objects.none()
    wrote = VersionAuthor.objects.filter(item=OuterRef("round__version__item"), person=reader)
    sits = Seat.objects.filter(round=OuterRef("round"), holder=reader)
    return (
        Seat.objects.filter(~Exists(wrote), ~Exists(sits))
        .filter(round__version__standing__status="in_review")
        .exclude(holder=None)
        .select_related("holder", "round__version__item")
        .defer("round__version__document", "round__version__answers", "round__version__supplement")
        .order_by("round__version__submitted_at", "round__version__item__number", "number")
    )


def people_minded() -> QuerySet[Person]:
    """Return the people who review or decide, by name: for an editor who staffs rounds."""
    found = Person.objects.filter(is_active=True, roles__overlap=["reviewer", "editor"])
    return found.order_by("name", "pk")


def returned_to_nobody(reader: Person) -> QuerySet[Version]:
    """Return the returned versions whose authors are all gone, oldest first, at most fifty."""
    present = VersionAuthor.objects.filter(item=OuterRef("item"), person__is_active=True)
    newer = Version.objects.filter(item=OuterRef("item"), number__gt=OuterRef("number"))
    drafted = Draft.objects.filter(item=OuterRef("item"), closed_at=None, authors__is_active=True)
    return (
        Version.objects.visible_to(reader)
        .filter(~Exists(present), ~Exists(newer), ~Exists(drafted), standing__status="returned")
        .select_related("item", "standing", "citation")
        .defer("document", "answers", "supplement", "citation__abstract", "citation__notes")
        .order_by("submitted_at", "item__number")[:MOST_STUCK]
    )
