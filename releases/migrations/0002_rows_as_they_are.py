"""Printed rows lie in their table as they are: reading them is all they are for.

A row of more than 2 KB would be compressed, and taken apart again at every export.
"""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("releases", "0001_initial")]
    operations = [
        migrations.RunSQL(
            "ALTER TABLE releases_printed_row SET (toast_tuple_target = 8160)",
            "ALTER TABLE releases_printed_row RESET (toast_tuple_target)",
        )
    ]
