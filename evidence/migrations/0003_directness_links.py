"""How direct each claim is, as a narrow row beside its other answers: the matrix counts with it."""

from django.db import migrations

_MET = "jsonb_array_length(jsonb_path_query_array(answers->'directness', '$[*] ? (@.met == true)'))"


class Migration(migrations.Migration):
    dependencies = [("evidence", "0002_facet_bits")]

    operations = [
        migrations.RunSQL(
            "INSERT INTO evidence_version_choice (version_id, role, value) "
            f"SELECT id, 'directness', {_MET}::text FROM evidence_version",
            "DELETE FROM evidence_version_choice WHERE role = 'directness'",
        ),
    ]
