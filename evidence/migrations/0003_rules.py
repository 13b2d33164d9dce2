"""What became of a paper is noted row by row; the citation says what the last row says."""

from django.db import migrations

RULES = """
CREATE FUNCTION citation_status_follows_its_history() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.status = 'not_checked' THEN
            RETURN NEW;
        END IF;
    ELSIF EXISTS (
        SELECT FROM evidence_citation_status noted
        WHERE noted.citation_id = NEW.id AND noted.status = NEW.status
            AND noted.status_on IS NOT DISTINCT FROM NEW.status_on
            AND noted.source = NEW.status_source
            AND noted.position = (SELECT max(position) FROM evidence_citation_status
                                  WHERE citation_id = NEW.id)) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'The status of a citation changes only by a row of its history.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'citation_status_follows_its_history';
END $$;
CREATE TRIGGER citation_status_follows_its_history_at_first BEFORE INSERT ON evidence_citation
FOR EACH ROW EXECUTE FUNCTION citation_status_follows_its_history();
CREATE TRIGGER citation_status_follows_its_history BEFORE UPDATE ON evidence_citation
FOR EACH ROW WHEN ((OLD.status, OLD.status_on, OLD.status_source)
    IS DISTINCT FROM (NEW.status, NEW.status_on, NEW.status_source))
EXECUTE FUNCTION citation_status_follows_its_history();

CREATE FUNCTION citation_status_is_the_next() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE
    held evidence_citation%ROWTYPE;
BEGIN
    -- Whoever notes another status at this very moment waits for us, or we for them.
    SELECT * INTO held FROM evidence_citation WHERE id = NEW.citation_id FOR NO KEY UPDATE;
    IF NEW.before <> held.status OR NEW.position <> 1 + coalesce(
            (SELECT max(position) FROM evidence_citation_status
             WHERE citation_id = NEW.citation_id), 0) THEN
        RAISE EXCEPTION 'A status follows the one before it.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'citation_status_is_the_next';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER citation_status_is_the_next BEFORE INSERT ON evidence_citation_status
FOR EACH ROW EXECUTE FUNCTION citation_status_is_the_next();

CREATE FUNCTION citation_status_is_carried_over() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    UPDATE evidence_citation
    SET status = NEW.status, status_on = NEW.status_on, status_source = NEW.source
    WHERE id = NEW.citation_id;
    RETURN NULL;
END $$;
CREATE TRIGGER citation_status_is_carried_over AFTER INSERT ON evidence_citation_status
FOR EACH ROW EXECUTE FUNCTION citation_status_is_carried_over();
"""
UNDO = """
DROP TRIGGER citation_status_follows_its_history_at_first ON evidence_citation;
DROP TRIGGER citation_status_follows_its_history ON evidence_citation;
DROP FUNCTION citation_status_follows_its_history;
DROP TRIGGER citation_status_is_the_next ON evidence_citation_status;
DROP FUNCTION citation_status_is_the_next;
DROP TRIGGER citation_status_is_carried_over ON evidence_citation_status;
DROP FUNCTION citation_status_is_carried_over;
"""


class Migration(migrations.Migration):
    replaces = [
        ("evidence", "0004_citation_statuses"),
    ]
    dependencies = [("evidence", "0002_items")]
    operations = [migrations.RunSQL(RULES, UNDO)]
