"""The table behind Django's database cache, which counts sign-in attempts.

A migration and not `createcachetable`: the owner makes it like every other table, before the
runtime role is given its rights.
"""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("ground", "0001_initial")]

    operations = [
        migrations.RunSQL(
            """
            CREATE TABLE ground_cache (
                cache_key varchar(255) NOT NULL PRIMARY KEY,
                value text NOT NULL,
                expires timestamp with time zone NOT NULL
            );
            CREATE INDEX ground_cache_expires ON ground_cache (expires);
            """,
            reverse_sql="DROP TABLE ground_cache",
        ),
    ]
