"""Claims: items, their frozen versions with one narrow row for each answer, drafts, lists of them."""

import uuid

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.comparison
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models

from ground.create_models import CreateModels


class Migration(migrations.Migration):
    replaces = [
        ('evidence', '0003_directness_links'),
        ('evidence', '0005_draft_reviewers'),
        ('evidence', '0009_saved_searches'),
        ('evidence', '0012_list_entries'),
        ('evidence', '0013_numbers_of_papers'),
    ]
    dependencies = [('evidence', '0001_papers_and_terms'), migrations.swappable_dependency(settings.AUTH_USER_MODEL)]

    operations = [
        CreateModels(
            migrations.CreateModel(
                name='Item',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('number', models.PositiveIntegerField(editable=False, unique=True)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='items_created', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['number'],
                },
            ),
            migrations.CreateModel(
                name='ExternalId',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('collection', models.CharField(max_length=80)),
                    ('value', models.CharField(max_length=200)),
                    ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='external_ids', to='evidence.item')),
                ],
                options={
                    'constraints': [
                        models.UniqueConstraint(fields=('collection', 'value'), name='external_id_names_one_item'),
                    ],
                },
            ),
            migrations.CreateModel(
                name='Version',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('number', models.PositiveIntegerField()),
                    ('schema_version', models.PositiveSmallIntegerField()),
                    ('document', models.TextField()),
                    ('document_sha256', models.CharField(max_length=64)),
                    ('answers', models.GeneratedField(db_persist=True, expression=django.db.models.functions.comparison.Cast('document', models.JSONField()), output_field=models.JSONField())),
                    ('supplement', models.TextField()),
                    ('supplement_sha256', models.CharField(max_length=64)),
                    ('claim_sha256', models.CharField(db_index=True, max_length=64)),
                    ('twin_sha256', models.CharField(db_index=True, max_length=64)),
                    ('submitted_at', models.DateTimeField()),
                    ('based_on', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='evidence.version')),
                    ('citation', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='evidence.citation')),
                    ('item', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='evidence.item')),
                ],
                options={
                    'ordering': ['-item__number', '-number'],
                    'indexes': [
                        models.Index(fields=['citation', 'item'], include=('id',), name='version_of_a_paper'),
                    ],
                    'constraints': [
                        models.UniqueConstraint(fields=('item', 'number'), name='version_number_is_unique_in_its_item'),
                        models.CheckConstraint(condition=models.Q(('document_sha256', models.Func(models.Func(models.Func(models.F('document'), models.Value('UTF8'), function='convert_to'), function='sha256'), models.Value('hex'), function='encode', output_field=models.CharField()))), name='version_document_has_its_sha256'),
                        models.CheckConstraint(condition=models.Q(('supplement_sha256', models.Func(models.Func(models.Func(models.F('supplement'), models.Value('UTF8'), function='convert_to'), function='sha256'), models.Value('hex'), function='encode', output_field=models.CharField()))), name='version_supplement_has_its_sha256'),
                    ],
                },
            ),
            migrations.CreateModel(
                name='VersionAuthor',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='evidence.item')),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='authorships', to=settings.AUTH_USER_MODEL)),
                    ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='authorships', to='evidence.version')),
                ],
                options={
                    'db_table': 'evidence_version_author',
                    'constraints': [
                        models.UniqueConstraint(fields=('version', 'person'), name='version_names_an_author_once'),
                    ],
                },
            ),
            migrations.CreateModel(
                name='VersionTerm',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('role', models.CharField(max_length=30)),
                    ('term', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='used_in', to='evidence.term')),
                    ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='terms', to='evidence.version')),
                ],
                options={
                    'db_table': 'evidence_version_term',
                    'indexes': [
                        models.Index(fields=['role', 'term', 'version'], name='version_term_facet'),
                    ],
                    'constraints': [
                        models.UniqueConstraint(fields=('version', 'role', 'term'), name='version_names_a_term_once_in_a_role'),
                    ],
                },
            ),
            migrations.CreateModel(
                name='VersionChoice',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('role', models.CharField(max_length=30)),
                    ('value', models.CharField(max_length=40)),
                    ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='choices', to='evidence.version')),
                ],
                options={
                    'db_table': 'evidence_version_choice',
                    'indexes': [
                        models.Index(fields=['role', 'value', 'version'], name='version_choice_facet'),
                    ],
                    'constraints': [
                        models.UniqueConstraint(fields=('version', 'role', 'value'), name='version_gives_an_answer_once_in_a_role'),
                    ],
                },
            ),
            migrations.CreateModel(
                name='VersionSourceReview',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('citation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='source_of', to='evidence.citation')),
                    ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='source_reviews', to='evidence.version')),
                ],
                options={
                    'db_table': 'evidence_version_source_review',
                    'constraints': [
                        models.UniqueConstraint(fields=('version', 'citation'), name='version_names_a_source_review_once'),
                    ],
                },
            ),
            migrations.CreateModel(
                name='Standing',
                fields=[
                    ('version', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='standing', serialize=False, to='evidence.version')),
                    ('status', models.CharField(choices=[('draft', 'draft'), ('in_review', 'in review'), ('agreed', 'agreed'), ('split', 'split'), ('accepted', 'accepted'), ('returned', 'returned'), ('rejected', 'rejected'), ('withdrawn', 'withdrawn'), ('superseded', 'superseded'), ('retired', 'retired'), ('merged', 'merged')], max_length=12)),
                    ('since', models.DateTimeField()),
                    ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='standings', to='evidence.item')),
                ],
                options={
                    'indexes': [
                        models.Index(fields=['status', '-version'], name='standing_by_status'),
                        models.Index(fields=['status', 'since', 'version'], name='standing_by_day'),
                    ],
                    'constraints': [
                        models.UniqueConstraint(condition=models.Q(('status__in', ('in_review', 'agreed', 'split'))), fields=('item',), name='item_has_one_open_round'),
                        models.UniqueConstraint(condition=models.Q(('status', 'accepted')), fields=('item',), name='item_has_one_accepted_version'),
                        models.CheckConstraint(condition=models.Q(('status', 'draft'), _negated=True), name='standing_is_of_a_submitted_version'),
                    ],
                },
            ),
            migrations.CreateModel(
                name='SearchEntry',
                fields=[
                    ('version', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='search', serialize=False, to='evidence.version')),
                    ('tokens', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), size=None)),
                ],
                options={
                    'indexes': [
                        django.contrib.postgres.indexes.GinIndex(fields=['tokens'], name='search_by_token'),
                    ],
                },
            ),
            migrations.CreateModel(
                name='ListEntry',
                fields=[
                    ('version', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='entry', serialize=False, to='evidence.version')),
                    ('item_number', models.PositiveIntegerField()),
                    ('number', models.PositiveIntegerField()),
                    ('facets', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None)),
                ],
                options={
                    'db_table': 'evidence_list_entry',
                    'indexes': [
                        django.contrib.postgres.indexes.GinIndex(fields=['facets'], name='list_entry_by_facet'),
                    ],
                    'constraints': [
                        models.UniqueConstraint(fields=('item_number', 'number'), name='version_has_one_place_in_the_list'),
                    ],
                },
            ),
            migrations.CreateModel(
                name='Draft',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('content', models.JSONField(default=dict)),
                    ('revision', models.PositiveIntegerField(default=1)),
                    ('started_at', models.DateTimeField(auto_now_add=True)),
                    ('saved_at', models.DateTimeField()),
                    ('closed_at', models.DateTimeField(null=True)),
                    ('why_withdrawn', models.TextField(blank=True)),
                    ('authors', models.ManyToManyField(related_name='drafts', to=settings.AUTH_USER_MODEL)),
                    ('citation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='drafts', to='evidence.citation')),
                    ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='drafts', to='evidence.item')),
                    ('based_on', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='drafts_from', to='evidence.version')),
                    ('became', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='draft', to='evidence.version')),
                    ('reviewers', models.PositiveSmallIntegerField(null=True)),
                ],
                options={
                    'ordering': ['-saved_at'],
                    'constraints': [
                        models.CheckConstraint(condition=models.Q(('became', None), models.Q(('closed_at', None), _negated=True), _connector='OR'), name='draft_that_became_a_version_is_closed'),
                        models.CheckConstraint(condition=models.Q(('reviewers', None), models.Q(('reviewers__gte', 1), ('reviewers__lte', 2)), _connector='OR'), name='draft_wants_one_or_two_reviewers'),
                    ],
                },
            ),
            migrations.CreateModel(
                name='Offer',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('vocabulary', models.CharField(max_length=20)),
                    ('name', models.TextField()),
                    ('written', models.TextField()),
                    ('column', models.CharField(blank=True, max_length=30)),
                    ('at', models.DateTimeField()),
                    ('citation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='offers', to='evidence.citation')),
                    ('draft', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='offers', to='evidence.draft')),
                ],
                options={
                    'ordering': ['at', 'vocabulary', 'name'],
                },
            ),
            migrations.CreateModel(
                name='SavedSearch',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=80)),
                    ('query', models.TextField()),
                    ('words', models.TextField(blank=True)),
                    ('is_default', models.BooleanField(default=False)),
                    ('made_at', models.DateTimeField()),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='saved_searches', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'db_table': 'evidence_saved_search',
                    'ordering': [django.db.models.functions.text.Lower('name')],
                    'constraints': [
                        models.UniqueConstraint(models.F('person'), django.db.models.functions.text.Lower('name'), name='person_keeps_one_search_of_a_name'),
                        models.UniqueConstraint(condition=models.Q(('is_default', True)), fields=('person',), name='person_has_one_default_search'),
                    ],
                },
            ),
            migrations.CreateModel(
                name='ListLayout',
                fields=[
                    ('person', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='list_layout', serialize=False, to=settings.AUTH_USER_MODEL)),
                    ('columns', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=30), size=None)),
                    ('order', models.CharField(max_length=31)),
                ],
                options={
                    'db_table': 'evidence_list_layout',
                },
            ),
        ),
    ]
