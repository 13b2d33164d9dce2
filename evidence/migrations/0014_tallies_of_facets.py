"""Tallies for every audience: along one facet of what each reads, along two of what is accepted."""

from django.db import migrations

_TABLE = """
DROP TABLE evidence_tally;
CREATE TABLE evidence_tally (
    {audience}facets text COLLATE "C" NOT NULL,
    key text COLLATE "C" NOT NULL,
    numbers bigint[] NOT NULL
);
-- By its digest, because a list of values may be longer than an index can hold.
CREATE UNIQUE INDEX evidence_tally_of_key ON evidence_tally ({by}facets, md5(key));
"""
# Which versions were counted is said by the bits of what is taken away here.
_FUNCTION = """
CREATE OR REPLACE FUNCTION begin_tallies_anew() RETURNS void LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('facet bits', 0));
    DELETE FROM evidence_tally;
    DELETE FROM evidence_opposed;
    DELETE FROM evidence_facet_bits WHERE {bits};
    INSERT INTO evidence_unfolded (item_id) SELECT DISTINCT item_id FROM evidence_standing;
END $$;
"""
_ANEW = "SELECT begin_tallies_anew()"


def _change(*, audience: str, by: str, bits: str) -> list[str]:
    return [_TABLE.format(audience=audience, by=by), _FUNCTION.format(bits=bits), _ANEW]


class Migration(migrations.Migration):
    dependencies = [("evidence", "0013_numbers_of_papers")]

    operations = [
        migrations.RunSQL(
            _change(
                audience='audience text COLLATE "C" NOT NULL,\n    ', by="audience, ",
                bits="role = 'reads'",
            ),
            _change(audience="", by="", bits="role = 'status' AND value = 'accepted'"),
        )
    ]  # fmt: skip
