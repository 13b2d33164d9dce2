"""Spreadsheets on their way in, imports row by row, and exports."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from ground.create_models import CreateModels


class Migration(migrations.Migration):
    replaces = [
        ('exchange', '0001_imports'),
        ('exchange', '0002_confirmations'),
        ('exchange', '0003_exports'),
    ]
    dependencies = [('evidence', '0002_items'), migrations.swappable_dependency(settings.AUTH_USER_MODEL)]

    operations = [
        CreateModels(
            migrations.CreateModel(
                name='Upload',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('file_name', models.CharField(max_length=255)),
                    ('file_sha256', models.CharField(max_length=64)),
                    ('data', models.BinaryField()),
                    ('choices', models.JSONField(default=dict)),
                    ('uploaded_at', models.DateTimeField()),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('reviewers', models.PositiveSmallIntegerField(null=True)),
                    ('share_with_two', models.PositiveSmallIntegerField(default=0)),
                    ('submits', models.BooleanField(default=False)),
                ],
            ),
            migrations.CreateModel(
                name='Importing',
                fields=[
                    ('upload', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='importing', serialize=False, to='exchange.upload')),
                    ('wishes', models.JSONField()),
                    ('asked_at', models.DateTimeField()),
                    ('stage', models.CharField(blank=True, max_length=80)),
                    ('done', models.PositiveIntegerField(default=0)),
                    ('total', models.PositiveIntegerField(default=0)),
                    ('cancel_asked', models.BooleanField(default=False)),
                    ('why_not', models.TextField(blank=True)),
                ],
            ),
            migrations.CreateModel(
                name='Meaning',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(max_length=40)),
                    ('said', models.CharField(max_length=200)),
                    ('means', models.CharField(blank=True, max_length=200)),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'constraints': [
                        models.UniqueConstraint(fields=('person', 'kind', 'said'), name='meaning_is_given_once_by_a_person'),
                    ],
                },
            ),
            migrations.CreateModel(
                name='Import',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('file_name', models.CharField(max_length=255)),
                    ('file_sha256', models.CharField(max_length=64)),
                    ('imported_at', models.DateTimeField()),
                    ('rows_total', models.PositiveIntegerField()),
                    ('rows_new', models.PositiveIntegerField()),
                    ('rows_changed', models.PositiveIntegerField()),
                    ('rows_unchanged', models.PositiveIntegerField()),
                    ('rows_left_out', models.PositiveIntegerField()),
                    ('submitted', models.BooleanField()),
                    ('reason', models.TextField(blank=True)),
                    ('imported_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='imports', to=settings.AUTH_USER_MODEL)),
                    ('preview', models.CharField(blank=True, max_length=64)),
                    ('reviewers', models.PositiveSmallIntegerField(null=True)),
                    ('share_with_two', models.PositiveSmallIntegerField(default=0)),
                    ('upload', models.UUIDField(db_index=True, null=True)),
                ],
                options={
                    'ordering': ['-imported_at'],
                    'indexes': [
                        models.Index(fields=['imported_by', '-imported_at'], name='import_by_person'),
                    ],
                    'constraints': [
                        models.CheckConstraint(condition=models.Q(('reviewers', None), models.Q(('reviewers__gte', 1), ('reviewers__lte', 2)), _connector='OR'), name='import_wants_one_or_two_reviewers'),
                    ],
                },
            ),
            migrations.CreateModel(
                name='ImportedRow',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('number', models.PositiveIntegerField()),
                    ('kind', models.CharField(max_length=10)),
                    ('revision', models.PositiveIntegerField()),
                    ('content', models.JSONField()),
                    ('before', models.JSONField(null=True)),
                    ('said_sha256', models.CharField(blank=True, db_index=True, max_length=64)),
                    ('citation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='evidence.citation')),
                    ('citation_before', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='evidence.citation')),
                    ('curator', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('draft', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='evidence.draft')),
                    ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='evidence.item')),
                    ('of', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rows', to='exchange.import')),
                ],
                options={
                    'db_table': 'exchange_imported_row',
                    'ordering': ['of', 'number'],
                    'constraints': [
                        models.UniqueConstraint(fields=('of', 'number'), name='import_brings_a_row_once'),
                        models.CheckConstraint(condition=models.Q(('kind__in', ['new', 'changed'])), name='imported_row_is_new_or_changed'),
                    ],
                },
            ),
            migrations.CreateModel(
                name='Undoing',
                fields=[
                    ('of', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='undoing', serialize=False, to='exchange.import')),
                    ('undone_at', models.DateTimeField()),
                    ('rows_undone', models.PositiveIntegerField()),
                    ('rows_kept', models.PositiveIntegerField()),
                    ('undone_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
            ),
            migrations.CreateModel(
                name='Export',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('kind', models.CharField(max_length=6)),
                    ('asked', models.JSONField()),
                    ('asked_at', models.DateTimeField()),
                    ('expires_at', models.DateTimeField(db_index=True)),
                    ('rows_expected', models.PositiveIntegerField()),
                    ('rows_done', models.PositiveIntegerField(default=0)),
                    ('finished_at', models.DateTimeField(null=True)),
                    ('why_not', models.TextField(blank=True)),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['-asked_at'],
                },
            ),
        ),
    ]
