"""Facets as bits: which versions share an answer, and which items were changed since.

`bits` has a place for every version of a block. It is kept whole in its row, where counting reads
it without unpacking. What is unfolded is counted from the versions themselves.
"""

from django.db import migrations

TABLES = """
CREATE TABLE evidence_facet_bits (
    role varchar(30) COLLATE "C" NOT NULL,
    value varchar(40) COLLATE "C" NOT NULL,
    term_id bigint NOT NULL,
    block integer NOT NULL,
    bits bit(30000) NOT NULL,
    PRIMARY KEY (role, value, term_id, block)
) WITH (toast_tuple_target = 4080);
ALTER TABLE evidence_facet_bits ALTER bits SET STORAGE EXTERNAL;

CREATE TABLE evidence_unfolded (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    item_id bigint,
    citation_id bigint,
    CONSTRAINT unfolded_is_an_item_or_a_citation CHECK (num_nonnulls(item_id, citation_id) = 1)
);
INSERT INTO evidence_unfolded (item_id) SELECT id FROM evidence_item;

CREATE FUNCTION standing_is_unfolded() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    INSERT INTO evidence_unfolded (item_id) VALUES (NEW.item_id);
    RETURN NULL;
END $$;
CREATE TRIGGER standing_is_unfolded AFTER INSERT OR UPDATE ON evidence_standing
FOR EACH ROW EXECUTE FUNCTION standing_is_unfolded();

-- The citation and not its items: one may be in the making that this transaction does not see.
CREATE FUNCTION citation_is_unfolded() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    INSERT INTO evidence_unfolded (citation_id) VALUES (NEW.id);
    RETURN NULL;
END $$;
CREATE TRIGGER citation_is_unfolded AFTER UPDATE ON evidence_citation
FOR EACH ROW WHEN (OLD.kind <> NEW.kind OR OLD.status <> NEW.status)
EXECUTE FUNCTION citation_is_unfolded();
"""
UNDO = """
DROP TRIGGER standing_is_unfolded ON evidence_standing;
DROP TRIGGER citation_is_unfolded ON evidence_citation;
DROP FUNCTION standing_is_unfolded, citation_is_unfolded;
DROP TABLE evidence_facet_bits, evidence_unfolded;
"""


class Migration(migrations.Migration):
    dependencies = [("evidence", "0001_initial")]
    operations = [migrations.RunSQL(TABLES, UNDO)]
