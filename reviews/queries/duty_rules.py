"""The separation of duties as questions to the whole data: who did what they must not.

Every rule is a SELECT of (item number, version number, person), the last two NULL where there is
none. What somebody became later breaks nothing: a reviewer who writes the next version, an
interest declared after the recommendation. So the rules compare moments.
"""

from dataclasses import dataclass

from .judged import COUNTS


@dataclass(frozen=True)
class Rule:
    """One kind of violation: its name, what it says of a version, and how it is found."""

    name: str
    sentence: str
    sql: str


# Shared by all rules: who was author of which item since when, who had an interest in which paper
# since when, who judged and decided, what the events tell, and where merged items lead.
SHARED = f"""
WITH RECURSIVE judged AS (
    SELECT version.id, version.item_id, version.number, version.citation_id, version.based_on_id,
        version.answers, version.submitted_at, item.number AS accession, standing.status,
        'EVD-' || lpad(item.number::text, greatest(6, length(item.number::text)), '0') AS name
    FROM evidence_version version
    JOIN evidence_item item ON item.id = version.item_id
    LEFT JOIN evidence_standing standing ON standing.version_id = version.id
), authored AS (
    SELECT author.item_id, author.person_id, min(version.submitted_at) AS since
    FROM evidence_version_author author JOIN evidence_version version ON version.id = version_id
    GROUP BY author.item_id, author.person_id
), interested AS (
    SELECT citation_id, person_id, declared_at AS since FROM reviews_interest
    WHERE refused_at IS NULL AND waived_by_id IS NULL
), served AS (
    SELECT 'reviewed' AS duty, round_id, person_id, made_at FROM reviews_recommendation
UNION ALL
    SELECT 'decided', round_id, decider_id, made_at FROM reviews_decision
UNION ALL
    SELECT 'sat', round_id, holder_id, taken_at FROM reviews_seat WHERE holder_id IS NOT NULL
UNION ALL
    SELECT 'waived', version_id, person_id, made_at FROM reviews_waiver
    -- A correction takes over what was waived for the version before it.
    WHERE NOT EXISTS (SELECT 1 FROM reviews_decision
                      WHERE round_id = version_id AND move = 'correct')
), said AS (
    SELECT round_id, count(DISTINCT person_id) AS people FROM reviews_recommendation said
    WHERE {COUNTS}
    GROUP BY round_id
), told AS (
    SELECT stream, verb, actor_id, position, data::jsonb AS data FROM ground_event
    WHERE stream LIKE 'item:%' OR stream LIKE 'sealed:%'
), leads AS (
    SELECT item_id AS start, merged_into_id AS at, 1 AS steps FROM reviews_publication
    WHERE merged_into_id IS NOT NULL
UNION
    SELECT start, merged_into_id, steps + 1 FROM leads
    JOIN reviews_publication ON item_id = at
    WHERE merged_into_id IS NOT NULL AND steps < 100 AND start <> at
)
"""


def _served_own(duty: str) -> str:
    return f"""
    SELECT accession, judged.number, served.person_id FROM served
    JOIN judged ON judged.id = served.round_id
    JOIN authored ON authored.item_id = judged.item_id AND authored.person_id = served.person_id
    WHERE duty = '{duty}' AND authored.since <= served.made_at"""


def _served_interested(duty: str) -> str:
    return f"""
    SELECT accession, judged.number, served.person_id FROM served
    JOIN judged ON judged.id = served.round_id
    JOIN interested ON interested.citation_id = judged.citation_id
        AND interested.person_id = served.person_id
    WHERE duty = '{duty}' AND interested.since <= served.made_at"""


def _served_and_reviewed(duty: str) -> str:
    """Who accepts as corrected reviewed in no round of the version that was corrected either."""
    return f"""
    SELECT accession, judged.number, served.person_id FROM served
    JOIN judged ON judged.id = served.round_id
    LEFT JOIN reviews_decision decision ON decision.round_id = judged.id
    WHERE duty = '{duty}' AND EXISTS (
        SELECT 1 FROM served AS other
        WHERE other.duty IN ('reviewed', 'sat') AND other.person_id = served.person_id
            AND (other.round_id = judged.id OR (decision.move = 'accept_as_corrected'
                                                AND other.round_id = judged.based_on_id)))"""


DUTIES: tuple[Rule, ...] = (
    Rule("reviewed_own_item", "was reviewed by an author of the item", _served_own("reviewed")),
    Rule("decided_own_item", "was decided by an author of the item", _served_own("decided")),
    Rule("seat_of_an_author", "has a seat held by an author of the item", _served_own("sat")),
    Rule("waived_own_item", "had a blocker waived by an author of the item", _served_own("waived")),
    Rule(
        "reviewed_with_an_interest",
        "was reviewed by somebody with an interest in the paper",
        _served_interested("reviewed"),
    ),
    Rule(
        "decided_with_an_interest",
        "was decided by somebody with an interest in the paper",
        _served_interested("decided"),
    ),
    Rule(
        "seat_of_the_interested",
        "has a seat taken by somebody with an interest in the paper",
        _served_interested("sat"),
    ),
    Rule(
        "decided_and_reviewed",
        "was decided by somebody who had a seat in its round",
        _served_and_reviewed("decided"),
    ),
    Rule(
        "waived_and_reviewed",
        "had a blocker waived by somebody who had a seat in its round",
        _served_and_reviewed("waived"),
    ),
    Rule(
        "interest_waived_by_oneself",
        "rests on a paper in which somebody waived their own interest",
        """
    SELECT DISTINCT accession, NULL::int, interest.person_id FROM reviews_interest interest
    JOIN judged ON judged.citation_id = interest.citation_id
    WHERE interest.waived_by_id = interest.person_id""",
    ),
    Rule(
        "corrected_alone",
        "was corrected by one person alone",
        """
    SELECT accession, judged.number, decision.decider_id FROM reviews_decision decision
    JOIN judged ON judged.id = decision.round_id
    WHERE decision.move = 'correct' AND (
        EXISTS (SELECT 1 FROM evidence_version_author
                WHERE version_id = judged.id AND person_id = decision.decider_id)
        OR NOT EXISTS (SELECT 1 FROM evidence_version_author WHERE version_id = judged.id))""",
    ),
    Rule(
        "settled_own_flag",
        "had a flag settled by an author of the item",
        """
    SELECT DISTINCT accession, NULL::int, flag.resolved_by_id FROM reviews_flag flag
    JOIN judged ON judged.item_id = flag.item_id
    JOIN authored ON authored.item_id = flag.item_id AND authored.person_id = flag.resolved_by_id
    WHERE authored.since <= flag.resolved_at""",
    ),
)
