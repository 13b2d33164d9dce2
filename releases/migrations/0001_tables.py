"""Releases, their files, the versions and heads of events in them, and rows printed ahead."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from ground.create_models import CreateModels


class Migration(migrations.Migration):
    replaces = [
        ('releases', '0001_initial'),
        ('releases', '0002_rows_as_they_are'),
        ('releases', '0003_heads_of_events'),
        ('releases', '0004_withdrawals'),
    ]
    dependencies = [('evidence', '0002_items'), migrations.swappable_dependency(settings.AUTH_USER_MODEL)]

    operations = [
        CreateModels(
            migrations.CreateModel(
                name='Release',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('number', models.CharField(max_length=12, unique=True)),
                    ('label', models.CharField(max_length=200)),
                    ('published_at', models.DateTimeField()),
                    ('note', models.TextField(blank=True)),
                    ('licence', models.CharField(max_length=200)),
                    ('publisher', models.CharField(max_length=200)),
                    ('contributors', models.TextField(blank=True)),
                    ('manifest', models.JSONField()),
                    ('rows', models.PositiveIntegerField()),
                    ('published_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='releases', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['-published_at'],
                    'constraints': [
                        models.CheckConstraint(condition=models.Q(('number__regex', '^[0-9]{4}\\.[1-9][0-9]{0,3}$')), name='release_number_is_year_and_count'),
                        models.CheckConstraint(condition=models.Q(('rows__gte', 1)), name='release_holds_at_least_one_claim'),
                    ],
                },
            ),
            migrations.CreateModel(
                name='ReleaseFile',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('place', models.PositiveSmallIntegerField()),
                    ('name', models.CharField(max_length=80)),
                    ('sha256', models.CharField(max_length=64)),
                    ('size', models.PositiveBigIntegerField()),
                    ('media_type', models.CharField(max_length=100)),
                    ('release', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='files', to='releases.release')),
                ],
                options={
                    'db_table': 'releases_release_file',
                    'ordering': ['place'],
                    'constraints': [
                        models.UniqueConstraint(fields=('release', 'name'), name='release_has_a_file_of_a_name_once'),
                        models.CheckConstraint(condition=models.Q(('sha256__regex', '^[0-9a-f]{64}$')), name='release_file_has_a_sha256'),
                    ],
                },
            ),
            migrations.CreateModel(
                name='ReleaseVersion',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('place', models.PositiveIntegerField()),
                    ('release', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='releases.release')),
                    ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='releases', to='evidence.version')),
                ],
                options={
                    'db_table': 'releases_release_version',
                    'constraints': [
                        models.UniqueConstraint(fields=('release', 'place'), name='release_has_one_version_in_a_place'),
                        models.UniqueConstraint(fields=('version', 'release'), name='version_is_in_a_release_once'),
                    ],
                },
            ),
            migrations.CreateModel(
                name='PrintedRow',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('layout', models.PositiveSmallIntegerField()),
                    ('csv', models.TextField()),
                    ('json', models.TextField()),
                    ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='printed_rows', to='evidence.version')),
                ],
                options={
                    'db_table': 'releases_printed_row',
                    'constraints': [
                        models.UniqueConstraint(fields=('version', 'layout'), name='version_is_printed_once_in_a_layout'),
                    ],
                },
            ),
            migrations.CreateModel(
                name='ReleaseHead',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('stream', models.CharField(max_length=80)),
                    ('position', models.PositiveIntegerField()),
                    ('hash', models.CharField(max_length=64)),
                    ('release', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='heads', to='releases.release')),
                ],
                options={
                    'db_table': 'releases_release_head',
                    'constraints': [
                        models.UniqueConstraint(fields=('release', 'stream'), name='release_has_one_head_of_a_stream'),
                    ],
                },
            ),
            migrations.CreateModel(
                name='ReleaseWithdrawal',
                fields=[
                    ('release', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='withdrawal', serialize=False, to='releases.release')),
                    ('reason', models.TextField()),
                    ('withdrawn_at', models.DateTimeField()),
                    ('withdrawn_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='releases_withdrawn', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'db_table': 'releases_release_withdrawal',
                    'constraints': [
                        models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='release_withdrawal_has_a_reason'),
                    ],
                },
            ),
        ),
        # Printed rows lie in their table as they are: reading them is all they are for. A row of
        # more than 2 KB would be compressed, and taken apart again at every export.
        migrations.RunSQL(
            "ALTER TABLE releases_printed_row SET (toast_tuple_target = 8160)",
            "ALTER TABLE releases_printed_row RESET (toast_tuple_target)",
        ),
    ]
