"""Claims counted ahead: facets as bits, the values of a claim side by side in one row, and tallies.

`bits` has a place for every version of a block. It is kept whole in its row, where counting reads
it without unpacking; what is unfolded is counted from the versions themselves. The database writes
the row of a version from its links. A fold keeps the tallies: for every audience how many versions
have the same values along some facets. docs/adr/0032 says why.
"""

from django.db import migrations

_BITS = """
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
_FACETS = (
    "effect", "agents", "modality", "cancer", "cargo", "cargo_kind", "settings", "tissue",
    "mechanism_classes", "engineering", "given", "read_from", "direct_targets",
)  # fmt: skip


def _values(condition: str, value: str = "value") -> str:
    return f"coalesce(string_agg({value}, ' ' ORDER BY value) FILTER (WHERE {condition}), '')"


_COLUMNS = (*_FACETS, "acting_cargo", "directness")
_GIVEN = (
    *(_values(f"role = '{facet}'") for facet in _FACETS),
    _values(
        "role IN ('acting_cargo', 'inhibited_cargo')",
        "CASE role WHEN 'inhibited_cargo' THEN '-' ELSE '' END || value",
    ),
    "coalesce(max(value) FILTER (WHERE role = 'directness'), '0')::smallint",
)
_WRITE = f"""
    INSERT INTO evidence_version_sides (version_id, {", ".join(_COLUMNS)})
    SELECT one.version_id, {", ".join(_GIVEN)}
    FROM (%s) one JOIN LATERAL (
        SELECT role, term_id::text COLLATE "C" AS value FROM evidence_version_term named
        WHERE named.version_id = one.version_id
    UNION ALL
        SELECT role, value COLLATE "C" FROM evidence_version_choice given
        WHERE given.version_id = one.version_id) said ON true
    GROUP BY one.version_id
    """
_TABLES = f"""
CREATE TABLE evidence_version_sides (
    version_id bigint PRIMARY KEY REFERENCES evidence_version DEFERRABLE INITIALLY DEFERRED,
    {", ".join(f'{name} text COLLATE "C" NOT NULL' for name in _COLUMNS[:-1])},
    directness smallint NOT NULL
);
CREATE TABLE evidence_tally (
    audience text COLLATE "C" NOT NULL,
    facets text COLLATE "C" NOT NULL,
    key text COLLATE "C" NOT NULL,
    numbers bigint[] NOT NULL
);
-- By its digest, because a list of values may be longer than an index can hold.
CREATE UNIQUE INDEX evidence_tally_of_key ON evidence_tally (audience, facets, md5(key));
CREATE TABLE evidence_opposed (
    acting_cargo text COLLATE "C" NOT NULL,
    agents text COLLATE "C" NOT NULL,
    cancer text COLLATE "C" NOT NULL,
    resists bigint NOT NULL,
    sensitises bigint NOT NULL,
    PRIMARY KEY (acting_cargo, agents, cancer)
);
CREATE INDEX evidence_opposed_both ON evidence_opposed (acting_cargo, agents, cancer)
    WHERE resists > 0 AND sensitises > 0;
"""
_FUNCTIONS = f"""
-- Which versions were counted is said by the bits of what is taken away here.
CREATE FUNCTION begin_tallies_anew() RETURNS void LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('facet bits', 0));
    DELETE FROM evidence_tally;
    DELETE FROM evidence_opposed;
    DELETE FROM evidence_facet_bits WHERE role = 'reads';
    INSERT INTO evidence_unfolded (item_id) SELECT DISTINCT item_id FROM evidence_standing;
END $$;

CREATE FUNCTION write_sides() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM written JOIN evidence_version_sides USING (version_id)) THEN
        -- What was counted of a claim cannot be taken back once its values are others.
        PERFORM begin_tallies_anew();
        DELETE FROM evidence_version_sides
        WHERE version_id IN (SELECT written.version_id FROM written);
    ELSIF TG_TABLE_NAME = 'evidence_version_term' THEN
        RETURN NULL;  -- its answers, which every version has, come last
    END IF;
    {_WRITE % "SELECT DISTINCT version_id FROM written"};
    RETURN NULL;
END $$;
CREATE TRIGGER write_sides AFTER INSERT ON evidence_version_term
REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION write_sides();
CREATE TRIGGER write_sides AFTER INSERT ON evidence_version_choice
REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION write_sides();
"""
# What PostgreSQL is to know of facets: which values go with which role, and how often. Without it
# roles and values count as independent, every filter looks rare, and a page of a list is made by
# finding all that matches instead of walking along the list until the page is full.
_STATISTICS = """
CREATE STATISTICS evidence_choices_by_role (mcv, dependencies)
    ON role, value FROM evidence_version_choice;
CREATE STATISTICS evidence_terms_by_role (mcv, dependencies)
    ON role, term_id FROM evidence_version_term;
"""
_UNDO = """
DROP STATISTICS evidence_choices_by_role, evidence_terms_by_role;
DROP TRIGGER write_sides ON evidence_version_term;
DROP TRIGGER write_sides ON evidence_version_choice;
DROP FUNCTION write_sides, begin_tallies_anew;
DROP TABLE evidence_version_sides, evidence_tally, evidence_opposed;
DROP TRIGGER standing_is_unfolded ON evidence_standing;
DROP TRIGGER citation_is_unfolded ON evidence_citation;
DROP FUNCTION standing_is_unfolded, citation_is_unfolded;
DROP TABLE evidence_facet_bits, evidence_unfolded;
"""


class Migration(migrations.Migration):
    replaces = [
        ("evidence", "0002_facet_bits"),
        ("evidence", "0006_facet_statistics"),
        ("evidence", "0007_picture_links"),
        ("evidence", "0011_tallies"),
        ("evidence", "0014_tallies_of_facets"),
    ]
    dependencies = [("evidence", "0003_rules")]
    operations = [migrations.RunSQL([_BITS, _TABLES, _FUNCTIONS, _STATISTICS], _UNDO)]
