"""The record of events, and the table behind Django's database cache, which counts sign-in attempts.

The latter is made here and not by `createcachetable`: the owner makes it like every other table,
before the runtime role is given its rights.
"""

import uuid

import django.db.models.functions.datetime
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ('ground', '0001_initial'),
        ('ground', '0002_cache_table'),
    ]
    dependencies = []

    operations = [
        migrations.CreateModel(
            name='Event',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('stream', models.CharField(max_length=80)),
                ('position', models.PositiveIntegerField()),
                ('verb', models.CharField(max_length=60)),
                ('actor_id', models.BigIntegerField(null=True)),
                ('at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('data', models.TextField(default='{}')),
                ('previous_hash', models.CharField(max_length=64)),
                ('hash', models.CharField(max_length=64)),
            ],
            options={
                'indexes': [
                    models.Index(fields=['-at'], name='event_by_time'),
                ],
                'constraints': [
                    models.UniqueConstraint(fields=('stream', 'position'), name='event_position_is_unique_in_its_stream'),
                ],
            },
        ),
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
