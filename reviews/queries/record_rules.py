"""What stands as questions to the whole data: was it recorded, asked for and decided as it must be?

They read what `duty_rules` prepares, and find what breaks them in the same shape.
"""

from .duty_rules import Rule
from .seals import SEAL

_ONCE_ACCEPTED = "('accepted', 'superseded', 'retired', 'merged')"

RECORD: tuple[Rule, ...] = (
    Rule(
        "accepted_without_decision",
        "was accepted and nobody decided so",
        f"""
    SELECT accession, judged.number, NULL::bigint FROM judged
    WHERE judged.status IN {_ONCE_ACCEPTED}
        AND NOT EXISTS (SELECT 1 FROM reviews_decision
                        WHERE round_id = judged.id AND outcome = 'accepted')
        -- What was accepted as corrected lives on in its successor.
        AND NOT (judged.status = 'superseded' AND EXISTS (
            SELECT 1 FROM evidence_version next
            JOIN reviews_decision decision ON decision.round_id = next.id
            WHERE next.based_on_id = judged.id AND decision.move = 'accept_as_corrected'))""",
    ),
    Rule(
        "decided_without_recommendations",
        "was decided before every wanted reviewer recommended",
        """
    SELECT accession, judged.number, decision.decider_id FROM reviews_decision decision
    JOIN judged ON judged.id = decision.round_id
    JOIN reviews_round round ON round.version_id = CASE decision.move
        WHEN 'accept_as_corrected' THEN judged.based_on_id ELSE judged.id END
    LEFT JOIN said ON said.round_id = round.version_id
    WHERE decision.move <> 'correct' AND coalesce(said.people, 0) < round.seats_wanted""",
    ),
    Rule(
        "fewer_seats_without_reason",
        "has fewer reviewers than were wanted, without a reason",
        # Seats come and go; how many were wanted stands in the record.
        """
    SELECT accession, judged.number, NULL::bigint FROM reviews_round round
    JOIN judged ON judged.id = round.version_id
    JOIN told ON told.stream = 'item:' || judged.name AND told.verb = 'submit'
        AND (told.data ->> 'version')::int = judged.number
    WHERE round.why_fewer_seats = '' AND round.seats_wanted < (told.data ->> 'seats')::int""",
    ),
    Rule(
        "corrected_what_was_not_accepted",
        "is a correction of a version that was never accepted",
        """
    SELECT accession, judged.number, decision.decider_id FROM reviews_decision decision
    JOIN judged ON judged.id = decision.round_id
    WHERE decision.move = 'correct' AND NOT EXISTS (
        SELECT 1 FROM reviews_decision
        WHERE round_id = judged.based_on_id AND outcome = 'accepted')""",
    ),
    Rule(
        "recommendation_changed",
        "has a recommendation that is not what was recorded",
        f"""
    SELECT accession, judged.number, said.person_id FROM reviews_recommendation said
    JOIN judged ON judged.id = said.round_id
    JOIN reviews_seat seat ON seat.id = said.seat_id
    WHERE NOT EXISTS (
        SELECT 1 FROM told
        WHERE told.stream = 'sealed:' || judged.name AND told.verb = 'recommend'
            AND told.actor_id = said.person_id
            AND told.data @> jsonb_build_object(
                'version', judged.number, 'seat', seat.number, 'turn', said.turn)
            AND coalesce(told.data ->> 'seal', {SEAL}) = {SEAL})""",
    ),
    Rule(
        "recommendation_gone",
        "lost a recommendation that was recorded",
        """
    SELECT accession, judged.number, told.actor_id FROM told
    JOIN judged ON told.stream = 'sealed:' || judged.name
        AND (told.data ->> 'version')::int = judged.number
    WHERE told.verb = 'recommend' AND NOT EXISTS (
        SELECT 1 FROM reviews_recommendation
        WHERE round_id = judged.id AND person_id = told.actor_id
            AND turn = (told.data ->> 'turn')::int)""",
    ),
    Rule(
        "recommended_late",
        "was first recommended on after its round had closed",
        """
    SELECT accession, judged.number, late.person_id FROM reviews_recommendation late
    JOIN judged ON judged.id = late.round_id
    JOIN reviews_round round ON round.version_id = late.round_id
    WHERE late.turn = 1 AND late.made_at > round.closed_at""",
    ),
    Rule(
        "recommended_from_another_round",
        "has a recommendation from a seat of another round",
        """
    SELECT accession, judged.number, said.person_id FROM reviews_recommendation said
    JOIN judged ON judged.id = said.round_id
    JOIN reviews_seat seat ON seat.id = said.seat_id
    WHERE seat.round_id <> said.round_id""",
    ),
    Rule(
        "decision_is_not_what_was_recorded",
        "has a decision that is not what was recorded",
        """
    SELECT accession, judged.number, decision.decider_id FROM reviews_decision decision
    JOIN judged ON judged.id = decision.round_id
    WHERE NOT EXISTS (
        SELECT 1 FROM told
        WHERE told.stream = 'item:' || judged.name AND told.verb = decision.move
            AND told.actor_id = decision.decider_id
            AND told.data @> jsonb_build_object(
                'version', judged.number, 'status', decision.outcome))""",
    ),
    Rule(
        "status_is_not_what_was_recorded",
        "stands where no recorded move brought it",
        """
    SELECT accession, judged.number, NULL::bigint FROM judged
    LEFT JOIN (
        SELECT DISTINCT ON (stream, data ->> 'version') stream, data ->> 'version' AS version,
            data ->> 'status' AS status
        FROM told WHERE data ? 'status' AND stream LIKE 'item:%'
        ORDER BY stream, data ->> 'version', position DESC
    ) last ON last.stream = 'item:' || judged.name AND last.version = judged.number::text
    WHERE judged.status IS DISTINCT FROM last.status""",
    ),
    Rule(
        "more_than_one_open_round",
        "has more than one version under review",
        """
    SELECT accession, NULL::int, NULL::bigint FROM judged
    WHERE judged.status IN ('in_review', 'agreed', 'split')
    GROUP BY accession HAVING count(*) > 1""",
    ),
    Rule(
        "round_is_stuck",
        "waits although every wanted reviewer has recommended",
        """
    SELECT accession, judged.number, NULL::bigint FROM judged
    JOIN reviews_round round ON round.version_id = judged.id
    JOIN said ON said.round_id = judged.id
    WHERE judged.status = 'in_review' AND said.people >= round.seats_wanted""",
    ),
    Rule(
        "round_open_or_closed_wrongly",
        "has a round that is closed while in review, or open after it",
        """
    SELECT accession, judged.number, NULL::bigint FROM judged
    JOIN reviews_round round ON round.version_id = judged.id
    WHERE (judged.status = 'in_review') = (round.closed_at IS NOT NULL)""",
    ),
    Rule(
        "public_is_not_accepted",
        "is public and not accepted, or accepted and not public",
        """
    SELECT accession, judged.number, NULL::bigint FROM judged
    LEFT JOIN reviews_publication public
        ON public.version_id = judged.id AND public.public_until IS NULL
    WHERE (judged.status IS NOT DISTINCT FROM 'accepted') <> (public.id IS NOT NULL)""",
    ),
    Rule(
        "accepted_unidentified",
        "was accepted although nobody identified its paper",
        f"""
    SELECT accession, judged.number, NULL::bigint FROM judged
    WHERE judged.status IN {_ONCE_ACCEPTED}
        AND judged.answers -> 'citation' ->> 'kind' = 'unidentified'""",
    ),
    Rule(
        "accepted_over_an_open_flag",
        "was accepted while a flag was open and not waived",
        """
    SELECT DISTINCT accession, judged.number, decision.decider_id FROM reviews_decision decision
    JOIN judged ON judged.id = decision.round_id
    JOIN reviews_flag flag ON flag.item_id = judged.item_id
    WHERE decision.outcome = 'accepted' AND decision.move <> 'correct' AND flag.kind <> 'report'
        AND flag.raised_at <= decision.made_at
        AND coalesce(flag.resolved_at > decision.made_at, true)
        AND NOT EXISTS (SELECT 1 FROM reviews_waiver
                        WHERE blocker = 'open_flag'
                            AND version_id IN (judged.id, judged.based_on_id))""",
    ),
    Rule(
        "merged_in_a_circle",
        "was merged into an item that leads back to it",
        """
    SELECT DISTINCT accession, NULL::int, NULL::bigint FROM leads
    JOIN judged ON judged.item_id = start WHERE start = at""",
    ),
)
