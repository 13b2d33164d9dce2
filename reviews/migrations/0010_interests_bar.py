"""What an interest in a paper does, kept by rules: it bars, it voids, and who may set it aside."""

from django.db import migrations

NOW, BEFORE = "waived_by_id IS NULL AND refused_at IS NULL", "confirmed AND waived_by_id IS NULL"
REFUSE_INTERESTED = """
-- As before, but for what counts: an interest bars from the moment it is declared, until it is
-- waived or, a claim of authorship, found mistaken.
CREATE OR REPLACE FUNCTION refuse_interested(person bigint, judged bigint, duty text) RETURNS void
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
                 AND {counts}) THEN
        PERFORM refuse(duty || '_has_no_interest_in_the_paper',
                       'Nobody with a conflict of interest reviews or decides.');
    END IF;
END $$;
"""

RULES = """
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

-- When an earlier waiver was given is not known any more; it was after the declaration.
UPDATE reviews_interest SET waived_at = declared_at WHERE waived_by_id IS NOT NULL;
"""

UNDO = """
DROP TRIGGER recommendation_is_voided_for_an_interest ON reviews_voiding;
DROP TRIGGER interested_reviewer_stepped_aside ON reviews_interest;
DROP TRIGGER interest_is_settled_by_the_unconflicted ON reviews_interest;
DROP FUNCTION recommendation_is_voided_for_an_interest, interested_reviewer_stepped_aside,
    interest_is_settled_by_the_unconflicted;
"""


class Migration(migrations.Migration):
    dependencies = [("reviews", "0009_interests")]
    operations = [
        migrations.RunSQL(
            REFUSE_INTERESTED.replace("{counts}", NOW) + RULES,
            UNDO + REFUSE_INTERESTED.replace("{counts}", BEFORE),
        )
    ]
