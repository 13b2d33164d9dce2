"""Rules that rows of several tables keep together, as plain triggers of the owner.

Each rule is named as a sentence; a refusal carries that name as its constraint.
"""

from django.db import migrations

RULES = """
CREATE FUNCTION refuse(rule text, sentence text) RETURNS void LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    RAISE EXCEPTION '%', sentence USING ERRCODE = 'check_violation', CONSTRAINT = rule;
END $$;

-- A duty is between a person and a version: the item it belongs to, the paper it rests on.
CREATE FUNCTION refuse_interested(person bigint, judged bigint, duty text) RETURNS void
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    judged_item bigint;
    judged_citation bigint;
BEGIN
    SELECT item_id, citation_id INTO judged_item, judged_citation
    FROM evidence_version WHERE id = judged;
    -- An interest declared at this very moment waits for us, or we for it.
    PERFORM 1 FROM evidence_citation WHERE id = judged_citation FOR SHARE;
    IF EXISTS (SELECT 1 FROM evidence_version_author
               WHERE item_id = judged_item AND person_id = person) THEN
        PERFORM refuse(duty || '_is_no_author_of_the_item',
                       'Nobody reviews or decides their own item.');
    END IF;
    IF EXISTS (SELECT 1 FROM reviews_interest
               WHERE citation_id = judged_citation AND person_id = person
                 AND confirmed AND waived_by_id IS NULL) THEN
        PERFORM refuse(duty || '_has_no_interest_in_the_paper',
                       'Nobody with a conflict of interest reviews or decides.');
    END IF;
END $$;

CREATE FUNCTION reviewer_is_disinterested() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.holder_id IS NOT NULL THEN
        PERFORM refuse_interested(NEW.holder_id, NEW.round_id, 'reviewer');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER reviewer_is_disinterested BEFORE INSERT OR UPDATE OF holder_id ON reviews_seat
FOR EACH ROW EXECUTE FUNCTION reviewer_is_disinterested();

CREATE FUNCTION recommendation_is_the_seat_holders() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE
    now_at text;
    reconciling timestamptz;
BEGIN
    PERFORM refuse_interested(NEW.person_id, NEW.round_id, 'reviewer');
    IF NOT EXISTS (SELECT 1 FROM reviews_seat WHERE id = NEW.seat_id
                   AND round_id = NEW.round_id AND holder_id = NEW.person_id) THEN
        PERFORM refuse('recommendation_is_the_seat_holders',
                       'A recommendation comes from the person who holds the seat.');
    END IF;
    SELECT status INTO now_at FROM evidence_standing WHERE version_id = NEW.round_id;
    SELECT reconciling_until INTO reconciling FROM reviews_round WHERE version_id = NEW.round_id;
    IF NOT (now_at = 'in_review' OR (now_at = 'split' AND reconciling IS NOT NULL)) THEN
        PERFORM refuse('recommendation_comes_while_the_round_is_open',
                       'The round is closed.');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER recommendation_is_the_seat_holders BEFORE INSERT ON reviews_recommendation
FOR EACH ROW EXECUTE FUNCTION recommendation_is_the_seat_holders();

CREATE FUNCTION decider_is_a_third_person() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM refuse_interested(NEW.decider_id, NEW.round_id, 'decider');
    IF EXISTS (SELECT 1 FROM reviews_seat
               WHERE round_id = NEW.round_id AND holder_id = NEW.decider_id)
       OR EXISTS (SELECT 1 FROM reviews_recommendation
                  WHERE round_id = NEW.round_id AND person_id = NEW.decider_id) THEN
        PERFORM refuse('decider_held_no_seat_in_the_round',
                       'Nobody decides on a round they reviewed in.');
    END IF;
    IF NOT EXISTS (SELECT 1 FROM accounts_person
                   WHERE id = NEW.decider_id AND 'editor' = ANY (roles)) THEN
        PERFORM refuse('decider_is_an_editor', 'An editor decides.');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER decider_is_a_third_person BEFORE INSERT ON reviews_decision
FOR EACH ROW EXECUTE FUNCTION decider_is_a_third_person();

-- Accepted is what somebody decided, or a correction that another editor approved.
CREATE FUNCTION accepted_rests_on_a_decision() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.status = 'accepted' AND NOT EXISTS (
        SELECT 1 FROM reviews_decision WHERE round_id = NEW.version_id AND outcome = 'accepted'
    ) THEN
        PERFORM refuse('accepted_rests_on_a_decision',
                       'A version is accepted by a decision only.');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER accepted_rests_on_a_decision BEFORE INSERT OR UPDATE OF status ON evidence_standing
FOR EACH ROW EXECUTE FUNCTION accepted_rests_on_a_decision();
"""

UNDO = """
DROP TRIGGER accepted_rests_on_a_decision ON evidence_standing;
DROP TRIGGER decider_is_a_third_person ON reviews_decision;
DROP TRIGGER recommendation_is_the_seat_holders ON reviews_recommendation;
DROP TRIGGER reviewer_is_disinterested ON reviews_seat;
DROP FUNCTION accepted_rests_on_a_decision, decider_is_a_third_person,
    recommendation_is_the_seat_holders, reviewer_is_disinterested, refuse_interested, refuse;
"""


class Migration(migrations.Migration):
    dependencies = [("reviews", "0002_rounds_and_what_is_said_of_them")]
    operations = [migrations.RunSQL(RULES, UNDO)]
