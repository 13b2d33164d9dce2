"""Where each version stands in the list, with all it can be filtered by in one row."""

import django.db.models.deletion
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import migrations, models

from evidence.facet_keys import KEY_SQL

ENTER = f"""
INSERT INTO evidence_list_entry (version_id, item_number, number, facets)
SELECT version.id, item.number, version.number, ARRAY(
    SELECT {KEY_SQL.format(text="role || '=' || value")} FROM evidence_version_choice
    WHERE version_id = version.id
    UNION SELECT {KEY_SQL.format(text="role || '#' || term_id")} FROM evidence_version_term
    WHERE version_id = version.id ORDER BY 1)
FROM evidence_version version JOIN evidence_item item ON item.id = version.item_id
ORDER BY item.number, version.number
"""


class Migration(migrations.Migration):
    dependencies = [("evidence", "0011_tallies")]

    operations = [
        migrations.CreateModel(
            name="ListEntry",
            fields=[
                (
                    "version",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, primary_key=True,
                        related_name="entry", serialize=False, to="evidence.version",
                    ),
                ),
                ("item_number", models.PositiveIntegerField()),
                ("number", models.PositiveIntegerField()),
                ("facets", ArrayField(base_field=models.BigIntegerField(), size=None)),
            ],
            options={
                "db_table": "evidence_list_entry",
                "indexes": [GinIndex(fields=["facets"], name="list_entry_by_facet")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("item_number", "number"), name="version_has_one_place_in_the_list"
                    )
                ],
            },
        ),
        migrations.RunSQL(ENTER, migrations.RunSQL.noop),
    ]  # fmt: skip
