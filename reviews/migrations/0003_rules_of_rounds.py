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

-- A duty is between a person and a version: the item it belongs to, the paper it rests on. An
-- interest bars from the moment it is declared, until it is waived or, a claim of authorship, found
-- mistaken.
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
                 AND waived_by_id IS NULL AND refused_at IS NULL) THEN
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

-- Taking a seat and stepping back from it both hold the item's lock, so neither passes the other.
CREATE FUNCTION reviewer_has_not_stepped_back() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.holder_id IS NOT NULL AND EXISTS (
        SELECT 1 FROM reviews_recusal WHERE round_id = NEW.round_id AND person_id = NEW.holder_id
    ) THEN
        PERFORM refuse('reviewer_has_not_stepped_back',
                       'Whoever stepped back from a review does not get it again.');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER reviewer_has_not_stepped_back BEFORE INSERT OR UPDATE OF holder_id ON reviews_seat
FOR EACH ROW EXECUTE FUNCTION reviewer_has_not_stepped_back();

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
# What an interest in a paper does: it bars, it voids, and who may set it aside.
INTERESTS = """
CREATE FUNCTION interest_is_settled_by_the_unconflicted() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE
    settler bigint;
BEGIN
    -- A recommendation written at this very moment waits for us, or we for it.
    PERFORM 1 FROM evidence_citation WHERE id = NEW.citation_id FOR NO KEY UPDATE;
    FOREACH settler IN ARRAY ARRAY[NEW.waived_by_id, NEW.confirmed_by_id, NEW.refused_by_id] LOOP
        CONTINUE WHEN settler IS NULL OR (TG_OP = 'UPDATE' AND settler = ANY (
            ARRAY[OLD.waived_by_id, OLD.confirmed_by_id, OLD.refused_by_id]));
        IF NOT EXISTS (SELECT 1 FROM accounts_person
                       WHERE id = settler AND 'editor' = ANY (roles)) THEN
            PERFORM refuse('interest_is_settled_by_an_editor', 'An editor settles interests.');
        END IF;
        IF EXISTS (SELECT 1 FROM reviews_interest
                   WHERE citation_id = NEW.citation_id AND person_id = settler
                     AND waived_by_id IS NULL AND refused_at IS NULL) THEN
            PERFORM refuse('interest_is_settled_by_the_unconflicted',
                           'Who has an interest in the paper settles none.');
        END IF;
    END LOOP;
    RETURN NEW;
END $$;
CREATE TRIGGER interest_is_settled_by_the_unconflicted BEFORE INSERT OR UPDATE ON reviews_interest
FOR EACH ROW EXECUTE FUNCTION interest_is_settled_by_the_unconflicted();

-- Looked at when the transaction ends, so that the same one may first declare and then step aside.
CREATE FUNCTION interested_reviewer_stepped_aside() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.waived_by_id IS NOT NULL OR NEW.refused_at IS NOT NULL THEN
        RETURN NULL;
    END IF;
    IF EXISTS (SELECT 1 FROM reviews_seat seat
               JOIN evidence_standing standing ON standing.version_id = seat.round_id
                   AND standing.status = 'in_review'
               JOIN evidence_version version ON version.id = seat.round_id
               WHERE seat.holder_id = NEW.person_id
                 AND version.citation_id = NEW.citation_id) THEN
        PERFORM refuse('interested_reviewer_stepped_aside',
                       'Who has an interest in the paper keeps no seat in an open round.');
    END IF;
    IF EXISTS (SELECT 1 FROM reviews_recommendation said
               JOIN evidence_standing standing ON standing.version_id = said.round_id
                   AND standing.status = 'in_review'
               JOIN evidence_version version ON version.id = said.round_id
               WHERE said.person_id = NEW.person_id AND version.citation_id = NEW.citation_id
                 AND NOT EXISTS (SELECT 1 FROM reviews_voiding
                                 WHERE recommendation_id = said.id)) THEN
        PERFORM refuse('interested_recommendation_is_voided',
                       'What somebody with an interest recommended in an open round is voided.');
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER interested_reviewer_stepped_aside AFTER INSERT OR UPDATE
ON reviews_interest DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW EXECUTE FUNCTION interested_reviewer_stepped_aside();

CREATE FUNCTION recommendation_is_voided_for_an_interest() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM reviews_recommendation said
                   JOIN evidence_version version ON version.id = said.round_id
                   JOIN evidence_standing standing ON standing.version_id = said.round_id
                       AND standing.status = 'in_review'
                   JOIN reviews_interest interest ON interest.person_id = said.person_id
                       AND interest.citation_id = version.citation_id
                       AND interest.waived_by_id IS NULL AND interest.refused_at IS NULL
                   WHERE said.id = NEW.recommendation_id) THEN
        PERFORM refuse('recommendation_is_voided_for_an_interest',
                       'A recommendation is voided for an interest alone, while its round is open.');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER recommendation_is_voided_for_an_interest BEFORE INSERT ON reviews_voiding
FOR EACH ROW EXECUTE FUNCTION recommendation_is_voided_for_an_interest();
"""
UNDO = """
DROP TRIGGER recommendation_is_voided_for_an_interest ON reviews_voiding;
DROP TRIGGER interested_reviewer_stepped_aside ON reviews_interest;
DROP TRIGGER interest_is_settled_by_the_unconflicted ON reviews_interest;
DROP TRIGGER accepted_rests_on_a_decision ON evidence_standing;
DROP TRIGGER decider_is_a_third_person ON reviews_decision;
DROP TRIGGER recommendation_is_the_seat_holders ON reviews_recommendation;
DROP TRIGGER reviewer_is_disinterested ON reviews_seat;
DROP TRIGGER reviewer_has_not_stepped_back ON reviews_seat;
DROP FUNCTION recommendation_is_voided_for_an_interest, interested_reviewer_stepped_aside,
    interest_is_settled_by_the_unconflicted, reviewer_has_not_stepped_back,
    accepted_rests_on_a_decision, decider_is_a_third_person,
    recommendation_is_the_seat_holders, reviewer_is_disinterested, refuse_interested, refuse;
"""


class Migration(migrations.Migration):
    replaces = [
        ("reviews", "0003_rules"),
        ("reviews", "0008_recusals"),
        ("reviews", "0010_interests_bar"),
    ]
    dependencies = [("reviews", "0002_what_is_said")]
    operations = [migrations.RunSQL(RULES + INTERESTS, UNDO)]
