"""What pictures need so that every claim stands somewhere in every stage: its direct targets by
themselves, that it names none, that no therapy was given, that nobody knows the cargo's kind."""

from django.db import migrations

_DIRECT = """
INSERT INTO evidence_version_term (version_id, role, term_id)
SELECT DISTINCT version.id, 'direct_targets', named.term_id
FROM evidence_version version
JOIN LATERAL jsonb_path_query(answers, '$.claim.targets[*] ? (@.role == "direct")') entry ON true
JOIN evidence_version_term named ON named.version_id = version.id AND named.role = 'targets'
JOIN evidence_termname name ON name.term_id = named.term_id
    AND name.key = lower(btrim(regexp_replace(entry ->> 'name', '\\s+', ' ', 'g')))
"""
_NO_DIRECT = """
INSERT INTO evidence_version_choice (version_id, role, value)
SELECT id, 'direct_targets', coalesce((SELECT value FROM evidence_version_choice given
    WHERE given.version_id = version.id AND given.role = 'targets'), 'none_direct')
FROM evidence_version version
WHERE NOT EXISTS (SELECT FROM evidence_version_term named
    WHERE named.version_id = version.id AND named.role = 'direct_targets')
"""
_NO_AGENT = """
INSERT INTO evidence_version_choice (version_id, role, value)
SELECT id, 'agents', 'none_given' FROM evidence_version
WHERE answers @> '{"claim": {"agents": [{"name": "none"}]}}'
"""
_KIND = """
INSERT INTO evidence_version_choice (version_id, role, value)
SELECT version_id, 'cargo_kind', value FROM evidence_version_choice WHERE role = 'cargo'
"""
# The bits of these versions do not tell of the new rows.
_UNFOLD = "INSERT INTO evidence_unfolded (item_id) SELECT DISTINCT item_id FROM evidence_version"
_BACK = """
DELETE FROM evidence_version_term WHERE role = 'direct_targets';
DELETE FROM evidence_version_choice WHERE role = 'direct_targets'
    OR (role = 'agents' AND value = 'none_given');
DELETE FROM evidence_version_choice unknown USING evidence_version_choice cargo
WHERE unknown.role = 'cargo_kind' AND cargo.role = 'cargo'
    AND cargo.version_id = unknown.version_id;
"""


class Migration(migrations.Migration):
    dependencies = [("evidence", "0006_facet_statistics")]

    operations = [
        migrations.RunSQL([_DIRECT, _NO_DIRECT, _NO_AGENT, _KIND, _UNFOLD], _BACK),
    ]
