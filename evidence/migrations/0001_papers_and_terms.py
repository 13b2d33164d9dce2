"""What claims speak of: papers, with what became of them and of reading them, and the vocabulary."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from ground.create_models import CreateModels


class Migration(migrations.Migration):
    replaces = [
        ('evidence', '0001_initial'),
        ('evidence', '0008_keywords_and_funding'),
        ('evidence', '0010_papers'),
    ]
    dependencies = [migrations.swappable_dependency(settings.AUTH_USER_MODEL)]

    operations = [
        CreateModels(
            migrations.CreateModel(
                name='Citation',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('key', models.SlugField(max_length=80, unique=True)),
                    ('kind', models.CharField(choices=[('primary_study', 'primary study'), ('review', 'review'), ('preprint', 'preprint'), ('trial', 'trial'), ('guideline', 'guideline'), ('unidentified', 'unidentified')], max_length=20)),
                    ('title', models.TextField(blank=True)),
                    ('csl', models.JSONField(default=dict)),
                    ('pmid', models.CharField(blank=True, max_length=8, null=True, unique=True, verbose_name='PMID')),
                    ('pmcid', models.CharField(blank=True, max_length=12, null=True, unique=True, verbose_name='PMCID')),
                    ('doi', models.CharField(blank=True, max_length=300, null=True, unique=True, verbose_name='DOI')),
                    ('nct', models.CharField(blank=True, max_length=11, null=True, unique=True, verbose_name='NCT id')),
                    ('abstract', models.TextField(blank=True)),
                    ('status', models.CharField(choices=[('not_checked', 'not checked'), ('active', 'active'), ('corrected', 'corrected'), ('concern', 'expression of concern'), ('retracted', 'retracted')], default='not_checked', max_length=12)),
                    ('status_on', models.DateField(blank=True, null=True)),
                    ('status_source', models.TextField(blank=True)),
                    ('seen_at', models.TextField(blank=True)),
                    ('notes', models.TextField(blank=True)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('funding', models.TextField(blank=True, db_default='', default='')),
                    ('keywords', models.TextField(blank=True, db_default='', default='')),
                ],
                options={
                    'ordering': ['key'],
                    'constraints': [
                        models.CheckConstraint(condition=models.Q(('pmid__regex', '^[1-9][0-9]{0,7}$')), name='citation_pmid_is_digits'),
                        models.CheckConstraint(condition=models.Q(('pmcid__regex', '^PMC[0-9]+$')), name='citation_pmcid_has_its_shape'),
                        models.CheckConstraint(condition=models.Q(('doi__regex', '^10\\.[0-9]{4,9}/[^[:space:]]+$')), name='citation_doi_has_its_shape'),
                        models.CheckConstraint(condition=models.Q(('nct__regex', '^NCT[0-9]{8}$')), name='citation_nct_has_its_shape'),
                        models.CheckConstraint(condition=models.Q(models.Q(('status', 'not_checked'), _negated=True), models.Q(('status_on', None), ('status_source', '')), _connector='OR'), name='citation_status_has_a_source_only_when_checked'),
                    ],
                },
            ),
            migrations.CreateModel(
                name='CitationStatus',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('position', models.PositiveIntegerField()),
                    ('status', models.CharField(choices=[('not_checked', 'not checked'), ('active', 'active'), ('corrected', 'corrected'), ('concern', 'expression of concern'), ('retracted', 'retracted')], max_length=12)),
                    ('before', models.CharField(choices=[('not_checked', 'not checked'), ('active', 'active'), ('corrected', 'corrected'), ('concern', 'expression of concern'), ('retracted', 'retracted')], max_length=12)),
                    ('status_on', models.DateField(null=True)),
                    ('source', models.TextField(blank=True)),
                    ('reason', models.TextField(blank=True)),
                    ('means', models.CharField(choices=[('entry', 'entered with the paper'), ('hand', 'noted by an editor'), ('file', 'from a file of retractions'), ('look_up', 'looked up')], max_length=8)),
                    ('noted_at', models.DateTimeField()),
                    ('citation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='statuses', to='evidence.citation')),
                    ('noted_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='statuses_noted', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'db_table': 'evidence_citation_status',
                    'ordering': ['-noted_at', '-position'],
                    'indexes': [
                        models.Index(fields=['noted_at', 'id'], name='citation_status_by_time'),
                    ],
                    'constraints': [
                        models.UniqueConstraint(fields=('citation', 'position'), name='citation_has_one_status_in_a_place'),
                        models.CheckConstraint(condition=models.Q(('status', 'not_checked'), _negated=True), name='citation_status_was_looked_up'),
                        models.CheckConstraint(condition=models.Q(('means', 'entry'), models.Q(('source', ''), _negated=True), _connector='OR'), name='changed_citation_status_has_a_source'),
                    ],
                },
            ),
            migrations.CreateModel(
                name='StudyCard',
                fields=[
                    ('citation', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='study_card', serialize=False, to='evidence.citation')),
                    ('answers', models.JSONField(default=dict)),
                    ('revision', models.PositiveIntegerField(default=1)),
                    ('changed_at', models.DateTimeField(auto_now=True)),
                ],
            ),
            migrations.CreateModel(
                name='PaperDrop',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('kind', models.CharField(max_length=20)),
                    ('name', models.CharField(max_length=200)),
                    ('entered', models.PositiveIntegerField()),
                    ('known', models.PositiveIntegerField()),
                    ('twice', models.PositiveIntegerField()),
                    ('unusable', models.PositiveIntegerField()),
                    ('left', models.PositiveIntegerField()),
                    ('at', models.DateTimeField()),
                ],
                options={
                    'db_table': 'evidence_paper_drop',
                    'ordering': ['-at', 'id'],
                },
            ),
            migrations.CreateModel(
                name='PaperStep',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('position', models.PositiveIntegerField()),
                    ('step', models.CharField(choices=[('take', 'Take'), ('assign', 'Assign'), ('hand_back', 'Hand back'), ('finish', 'Done'), ('find_nothing', 'Read, nothing found'), ('leave_out', 'Out of scope'), ('reopen', 'Read again')], max_length=12)),
                    ('state', models.CharField(choices=[('to_read', 'to read'), ('being_read', 'being read'), ('done', 'done'), ('nothing_found', 'read, nothing found'), ('out_of_scope', 'out of scope')], max_length=13)),
                    ('reason', models.CharField(blank=True, choices=[('not_msc', 'not MSC vesicles'), ('not_cancer', 'no cancer'), ('no_effect', 'no effect on cancer or therapy'), ('no_own_data', 'no data of its own'), ('same_data', 'the same data in another paper'), ('no_full_text', 'full text not to be had'), ('language', 'in a language nobody here reads'), ('other', 'another reason')], max_length=12)),
                    ('read', models.CharField(blank=True, choices=[('title_abstract', 'title and abstract'), ('full_text', 'full text')], max_length=14)),
                    ('words', models.TextField(blank=True)),
                    ('at', models.DateTimeField()),
                    ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='paper_steps', to=settings.AUTH_USER_MODEL)),
                    ('citation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='evidence.citation')),
                    ('reader', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='papers_read', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'db_table': 'evidence_paper_step',
                    'ordering': ['-position'],
                    'constraints': [
                        models.UniqueConstraint(fields=('citation', 'position'), name='paper_has_one_step_in_a_place'),
                        models.CheckConstraint(condition=models.Q(models.Q(('reader__isnull', False), ('state', 'being_read')), models.Q(models.Q(('state', 'being_read'), _negated=True), ('reader', None)), _connector='OR'), name='paper_is_read_by_somebody'),
                        models.CheckConstraint(condition=models.Q(models.Q(('read__gt', ''), ('reason__gt', ''), ('state', 'out_of_scope')), models.Q(models.Q(('state', 'out_of_scope'), _negated=True), ('read', ''), ('reason', '')), _connector='OR'), name='paper_out_of_scope_says_why'),
                    ],
                },
            ),
            migrations.CreateModel(
                name='PaperFile',
                fields=[
                    ('citation', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='file', serialize=False, to='evidence.citation')),
                    ('data', models.BinaryField()),
                    ('sha256', models.CharField(max_length=64)),
                    ('size', models.PositiveIntegerField()),
                    ('added_at', models.DateTimeField()),
                ],
                options={
                    'db_table': 'evidence_paper_file',
                },
            ),
            migrations.CreateModel(
                name='Term',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('vocabulary', models.CharField(choices=[('tissue', 'donor tissue'), ('ev_class', 'vesicle class'), ('mechanism', 'mechanism class'), ('species', 'species'), ('molecule', 'molecule'), ('agent', 'therapy agent'), ('cancer', 'cancer'), ('model', 'model'), ('pathway', 'pathway')], max_length=20)),
                    ('label', models.CharField(max_length=200)),
                    ('definition', models.TextField(blank=True)),
                    ('status', models.CharField(choices=[('active', 'active'), ('provisional', 'provisional'), ('obsolete', 'obsolete')], default='active', max_length=12)),
                    ('modality', models.CharField(blank=True, choices=[('chemotherapy', 'chemotherapy'), ('targeted_therapy', 'targeted therapy'), ('radiotherapy', 'radiotherapy'), ('immunotherapy', 'immunotherapy'), ('endocrine_therapy', 'endocrine therapy'), ('gene_prodrug', 'gene/prodrug therapy'), ('photodynamic', 'photodynamic therapy'), ('other', 'other')], help_text='For agents: what kind of therapy it is unless a claim says otherwise.', max_length=20)),
                    ('note', models.TextField(blank=True)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('broader', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='narrower', to='evidence.term')),
                    ('replaced_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaces', to='evidence.term')),
                ],
                options={
                    'ordering': ['vocabulary', 'label'],
                    'constraints': [
                        models.UniqueConstraint(fields=('vocabulary', 'label'), name='term_label_is_unique_in_its_vocabulary'),
                        models.CheckConstraint(condition=models.Q(('broader', models.F('id')), _negated=True), name='term_is_not_broader_than_itself'),
                        models.CheckConstraint(condition=models.Q(('replaced_by', None), ('status', 'obsolete'), _connector='OR'), name='term_replaced_is_obsolete'),
                    ],
                },
            ),
            migrations.CreateModel(
                name='TermCode',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('curie', models.CharField(max_length=60)),
                    ('match', models.CharField(choices=[('exact', 'exact'), ('broader', 'broader'), ('precursor', 'precursor')], max_length=10)),
                    ('term', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='codes', to='evidence.term')),
                ],
                options={
                    'ordering': ['curie'],
                    'constraints': [
                        models.UniqueConstraint(fields=('term', 'curie'), name='term_has_a_code_once'),
                    ],
                },
            ),
            migrations.CreateModel(
                name='TermName',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('vocabulary', models.CharField(max_length=20)),
                    ('name', models.CharField(max_length=200)),
                    ('key', models.CharField(max_length=200)),
                    ('is_label', models.BooleanField(default=False)),
                    ('term', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='names', to='evidence.term')),
                ],
                options={
                    'ordering': ['-is_label', 'name'],
                    'constraints': [
                        models.UniqueConstraint(fields=('vocabulary', 'key'), name='term_name_means_one_term_in_its_vocabulary'),
                    ],
                },
            ),
        ),
    ]
