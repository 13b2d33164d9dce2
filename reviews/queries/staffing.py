"""Whether there are enough people to bring what waits to an end."""

from typing import NamedTuple

from django.db import connection


class Lack(NamedTuple):
    """How many waiting items lack reviewers or a decider, and how many reviewers at most."""

    items_without_reviewers: int
    reviewers: int
    items_without_decider: int


# Whoever wrote an item or has an interest in its paper serves in no duty there; whoever sits in
# its round does not decide. Counting those few is cheap where testing every person is not.
_LACK = """
WITH open AS (
    SELECT version.id, version.item_id, version.citation_id, standing.status, round.seats_wanted
    FROM evidence_standing standing
    JOIN evidence_version version ON version.id = standing.version_id
    JOIN reviews_round round ON round.version_id = version.id
    WHERE standing.status IN ('in_review', 'agreed', 'split')
), barred AS (
    SELECT open.id, author.person_id FROM open
    JOIN evidence_version_author author ON author.item_id = open.item_id
UNION
    SELECT open.id, interest.person_id FROM open
    JOIN reviews_interest interest ON interest.citation_id = open.citation_id
    WHERE interest.refused_at IS NULL AND interest.waived_by_id IS NULL
), not_deciding AS (
    SELECT id, person_id FROM barred
UNION
    SELECT open.id, seat.holder_id FROM open JOIN reviews_seat seat ON seat.round_id = open.id
    WHERE seat.holder_id IS NOT NULL
), reviewers AS (
    SELECT id FROM accounts_person WHERE is_active AND 'reviewer' = ANY (roles)
), editors AS (
    SELECT id FROM accounts_person WHERE is_active AND 'editor' = ANY (roles)
), few AS (
    SELECT open.id, open.status,
        open.seats_wanted - (SELECT count(*) FROM reviewers) + coalesce(kept.reviewers, 0)
            AS reviewers,
        (SELECT count(*) FROM editors) - coalesce(busy.editors, 0) AS deciders
    FROM open
    LEFT JOIN (SELECT barred.id, count(*) AS reviewers FROM barred
               JOIN reviewers ON reviewers.id = person_id GROUP BY barred.id) kept USING (id)
    LEFT JOIN (SELECT not_deciding.id, count(*) AS editors FROM not_deciding
               JOIN editors ON editors.id = person_id GROUP BY not_deciding.id) busy USING (id)
)
SELECT count(*) FILTER (WHERE reviewers > 0 AND status = 'in_review'),
    coalesce(max(reviewers) FILTER (WHERE status = 'in_review'), 0),
    count(*) FILTER (WHERE deciders < 1)
FROM few
"""


def lack_of_people() -> Lack:
    """Return what is lacking over all items under review, in one query.

    It is made of people, authors, interests and seats alone: nothing recommended changes it.
    """
    with connection.cursor() as cursor:
        cursor.execute(_LACK)
        without_reviewers, reviewers, without_decider = cursor.fetchone()
    return Lack(without_reviewers, max(reviewers, 0), without_decider)
