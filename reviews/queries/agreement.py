"""The rounds that agreement is counted over, as sums: no round and no person leaves this module.

Only decided rounds of two reviewers, in whole batches (`reviews.policies.agreement`). A batch
belongs to the day on which its last round was decided.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from django.core.cache import cache
from django.db import connection

from reviews.models import Decision
from reviews.policies.agreement import FEWEST, VERDICT
from reviews.policies.period import Period

from .judged import COUNTS

# Rounds two people judged and a third decided; their first recommendations that count.
_BATCHED = f"""
    WITH decided (round_id, at, move, outcome) AS (
        SELECT round_id, made_at, move, outcome FROM reviews_decision
        WHERE move IN ('confirm', 'decide')
    UNION ALL
        SELECT version.based_on_id, decision.made_at, decision.move, decision.outcome
        FROM reviews_decision decision
        JOIN evidence_version version ON version.id = decision.round_id
        WHERE decision.move = 'accept_as_corrected'
    ), first AS (
        SELECT DISTINCT ON (said.round_id, said.person_id)
            said.round_id, said.person_id, said.verdict, said.answers
        FROM reviews_recommendation said
        JOIN decided ON decided.round_id = said.round_id
        JOIN reviews_round round ON round.version_id = said.round_id AND round.seats_wanted = 2
        WHERE {COUNTS}
        ORDER BY said.round_id, said.person_id, said.turn
    ), judged AS (
        SELECT decided.*, one.person_id AS one, other.person_id AS other,
            one.verdict AS one_verdict, other.verdict AS other_verdict,
            one.answers AS one_answers, other.answers AS other_answers,
            row_number() OVER (ORDER BY decided.at, decided.round_id) - 1 AS place,
            count(*) OVER () AS rounds
        FROM decided
        JOIN first one ON one.round_id = decided.round_id
        JOIN first other ON other.round_id = decided.round_id AND other.person_id > one.person_id
    ), batched AS (
        SELECT *, max(at) OVER (PARTITION BY place / %(batch)s) AS full_at
        FROM judged WHERE place < rounds - rounds %% %(batch)s
    ), counted AS (
        SELECT * FROM batched
        WHERE full_at >= coalesce(%(start)s::timestamptz, '-infinity')
            AND full_at < coalesce(%(end)s::timestamptz, 'infinity')
    )"""

_ANSWERS = f"""{_BATCHED}
    SELECT one, other, name, said, said_too, count(*)
    FROM counted CROSS JOIN LATERAL (
        SELECT %(verdict)s, one_verdict, other_verdict
    UNION ALL
        SELECT name, one_answers -> name ->> 'answer', other_answers -> name ->> 'answer'
        FROM jsonb_object_keys(one_answers) name
    ) question (name, said, said_too)
    WHERE said IS NOT NULL AND said_too IS NOT NULL
    GROUP BY 1, 2, 3, 4, 5
    """

_COURSES = f"""{_BATCHED}
    SELECT move, outcome, split, count(*)
    FROM counted CROSS JOIN LATERAL (
        SELECT one_verdict <> other_verdict OR EXISTS (
            SELECT FROM jsonb_object_keys(one_answers) name
            WHERE ARRAY[one_answers -> name ->> 'answer', other_answers -> name ->> 'answer']
                @> ARRAY['agree', 'disagree']
        )
    ) differed (split)
    GROUP BY 1, 2, 3
    """

_SAME = f"""{_BATCHED}
    SELECT count(*), count(*) FILTER (WHERE one_verdict = other_verdict) FROM counted
    """
_DAY = 24 * 60 * 60


@dataclass
class Judged:
    """Rounds of whole batches: what pairs of people answered, and how the rounds went.

    `courses` counts rounds by (move, outcome, whether the two differed at first).
    """

    answers: dict[str, dict[tuple[int, int], Counter[tuple[str, ...]]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(Counter))
    )
    courses: Counter[tuple[str, str, bool]] = field(default_factory=Counter)

    @property
    def rounds(self) -> int:
        """How many rounds there are."""
        return sum(self.courses.values())


def judged_in(period: Period) -> Judged:
    """Return the rounds of the batches that were full within `period`, in two queries."""
    judged = Judged()
    values = _values(period)
    with connection.cursor() as cursor:
        cursor.execute(_ANSWERS, values)
        for one, other, question, said, said_too, count in cursor.fetchall():
            judged.answers[question][one, other][said, said_too] = count
        cursor.execute(_COURSES, values)
        for move, outcome, split, count in cursor.fetchall():
            judged.courses[move, outcome, split] = count
    return judged


class Alike(NamedTuple):
    """Of how many rounds the two first recommended the same."""

    rounds: int
    same: int


def alike_at_first() -> Alike:
    """Return how many rounds of all whole batches there are, and in how many the two agreed.

    Counted anew when as many rounds were decided as make a batch, at the latest after a day: what
    is kept meanwhile is of whole batches too.
    """
    batches = Decision.objects.count() // FEWEST
    if not batches:
        return Alike(0, 0)
    key = f"agreement-of-{batches}"
    kept = cache.get(key)
    if kept is None:
        with connection.cursor() as cursor:
            cursor.execute(_SAME, _values(Period()))
            kept = cursor.fetchone()
        cache.set(key, kept, _DAY)
    return Alike(*kept)


def _values(period: Period) -> dict[str, int | str | datetime | None]:
    return {"batch": FEWEST, "verdict": VERDICT, "start": period.start, "end": period.end}
