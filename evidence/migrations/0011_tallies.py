"""Claims counted ahead for pictures: the values of a claim side by side in one row, and tallies.

The database writes the row of a version from its links. A fold keeps the tallies: how many of the
versions that the bits call accepted have the same values along some facets. docs/adr/0032 says why.
"""

from django.db import migrations

# One cargo is no other when the vesicle brings its inhibitor, and a whole vesicle is no cargo in
# particular: contradictions are looked for among these rows.
_ACTING = """
INSERT INTO evidence_version_term (version_id, role, term_id)
SELECT DISTINCT version.id,
    CASE entry ->> 'acts_as' WHEN 'inhibitor' THEN 'inhibited_cargo' ELSE 'acting_cargo' END,
    named.term_id
FROM evidence_version version
JOIN LATERAL jsonb_path_query(answers, '$.claim.cargo[*]') entry
    ON entry ->> 'kind' IS DISTINCT FROM 'whole_ev'
JOIN evidence_version_term named ON named.version_id = version.id AND named.role = 'cargo'
JOIN evidence_termname name ON name.term_id = named.term_id
    AND name.key = lower(btrim(regexp_replace(entry ->> 'name', '\\s+', ' ', 'g')))
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
    facets text COLLATE "C" NOT NULL,
    key text COLLATE "C" NOT NULL,
    numbers bigint[] NOT NULL
);
-- By its digest, because a list of values may be longer than an index can hold.
CREATE UNIQUE INDEX evidence_tally_of_key ON evidence_tally (facets, md5(key));
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
CREATE FUNCTION begin_tallies_anew() RETURNS void LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('facet bits', 0));
    DELETE FROM evidence_tally;
    DELETE FROM evidence_opposed;
    DELETE FROM evidence_facet_bits WHERE role = 'status' AND value = 'accepted';
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
_FIRST = [
    _ACTING,
    _TABLES,
    _WRITE % "SELECT DISTINCT version_id FROM evidence_version_choice",
    # No trigger is made on a table whose rows are still to be checked.
    "SET CONSTRAINTS ALL IMMEDIATE",
    "SET CONSTRAINTS ALL DEFERRED",
    _FUNCTIONS,
    "SELECT begin_tallies_anew()",
]
_BACK = """
DROP TRIGGER write_sides ON evidence_version_term;
DROP TRIGGER write_sides ON evidence_version_choice;
DROP FUNCTION write_sides, begin_tallies_anew;
DROP TABLE evidence_version_sides, evidence_tally, evidence_opposed;
DELETE FROM evidence_version_term WHERE role IN ('acting_cargo', 'inhibited_cargo');
"""


class Migration(migrations.Migration):
    dependencies = [("evidence", "0010_papers")]

    operations = [migrations.RunSQL(_FIRST, _BACK)]
