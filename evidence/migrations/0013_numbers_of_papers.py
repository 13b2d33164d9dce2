"""Papers among the bits of facets, and what makes long lists short to walk.

A version's paper never changes, so its bit is only ever added; all items wait for a fold once.
"""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("evidence", "0012_list_entries")]

    operations = [
        migrations.RunSQL(
            "INSERT INTO evidence_unfolded (item_id) "
            "SELECT DISTINCT item_id FROM evidence_standing",
            "DELETE FROM evidence_facet_bits WHERE role = 'paper'",
        ),
        migrations.AlterField(
            "version",
            "citation",
            models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="versions",
                to="evidence.citation",
            ),
        ),
        migrations.AlterField(
            "version",
            "item",
            models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="versions",
                to="evidence.item",
            ),
        ),
        migrations.AddIndex(
            "version",
            models.Index(
                fields=["citation", "item"], include=("id",), name="version_of_a_paper"
            ),
        ),
        migrations.AddIndex(
            "standing",
            models.Index(fields=["status", "since", "version"], name="standing_by_day"),
        ),
    ]
