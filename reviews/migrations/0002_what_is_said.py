"""What is said beside the rounds: comments, ratings, statements, and the calibration set."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from ground.create_models import CreateModels


class Migration(migrations.Migration):
    replaces = [
        ('reviews', '0006_comments'),
        ('reviews', '0007_statements'),
        ('reviews', '0011_calibration'),
        ('reviews', '0012_follows'),
        ('reviews', '0014_said_of_papers'),
    ]
    dependencies = [('reviews', '0001_rounds'), migrations.swappable_dependency(settings.AUTH_USER_MODEL)]

    operations = [
        CreateModels(
            migrations.CreateModel(
                name='Comment',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('subject', models.CharField(choices=[('item', 'the claim as a whole'), ('source', 'Source'), ('donor', 'Donor and vesicle'), ('cargo', 'Cargo'), ('mechanism', 'Mechanism'), ('cancer', 'Cancer and models'), ('therapy', 'Therapy and effect'), ('evidence', 'Evidence'), ('round', 'its review')], max_length=12)),
                    ('signed_as', models.CharField(choices=[('name', 'by name'), ('author', 'author of the item'), ('reviewer', 'reviewer')], max_length=8)),
                    ('is_sealed', models.BooleanField()),
                    ('text', models.TextField()),
                    ('made_at', models.DateTimeField()),
                    ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='comments', to='evidence.item')),
                    ('thread', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='reviews.comment')),
                    ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='comments', to='evidence.version')),
                    ('writer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='comments', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['made_at', 'id'],
                    'indexes': [
                        models.Index(fields=['item', 'made_at'], name='comment_by_item'),
                    ],
                    'constraints': [
                        models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='comment_says_something'),
                        models.CheckConstraint(condition=models.Q(('subject__in', ('item', 'source', 'donor', 'cargo', 'mechanism', 'cancer', 'therapy', 'evidence', 'round'))), name='comment_has_a_subject'),
                        models.CheckConstraint(condition=models.Q(('signed_as__in', ('name', 'author', 'reviewer'))), name='comment_is_signed'),
                    ],
                },
            ),
            migrations.CreateModel(
                name='CommentAct',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('act', models.CharField(choices=[('retract', 'retracted'), ('resolve', 'resolved'), ('reopen', 'opened again')], max_length=8)),
                    ('made_at', models.DateTimeField()),
                    ('comment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='acts', to='reviews.comment')),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='comment_acts', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'db_table': 'reviews_comment_act',
                    'ordering': ['made_at', 'id'],
                    'constraints': [
                        models.CheckConstraint(condition=models.Q(('act__in', ('retract', 'resolve', 'reopen'))), name='comment_act_is_known'),
                        models.UniqueConstraint(condition=models.Q(('act', 'retract')), fields=('comment',), name='comment_is_retracted_once'),
                    ],
                },
            ),
            migrations.CreateModel(
                name='PaperComment',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('kind', models.CharField(choices=[('comment', 'comment'), ('question', 'question to the authors')], max_length=8)),
                    ('text', models.TextField()),
                    ('made_at', models.DateTimeField()),
                    ('citation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='comments', to='evidence.citation')),
                    ('writer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='paper_comments', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'db_table': 'reviews_paper_comment',
                    'ordering': ['made_at', 'id'],
                    'indexes': [
                        models.Index(fields=['citation', 'made_at'], name='paper_comment_by_paper'),
                    ],
                    'constraints': [
                        models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='paper_comment_says_something'),
                        models.CheckConstraint(condition=models.Q(('kind__in', ('comment', 'question'))), name='paper_comment_has_a_kind'),
                    ],
                },
            ),
            migrations.CreateModel(
                name='PaperCommentRetraction',
                fields=[
                    ('comment', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='retraction', serialize=False, to='reviews.papercomment')),
                    ('made_at', models.DateTimeField()),
                ],
                options={
                    'db_table': 'reviews_paper_comment_retraction',
                },
            ),
            migrations.CreateModel(
                name='Rating',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('position', models.PositiveIntegerField()),
                    ('reliance', models.PositiveSmallIntegerField()),
                    ('novelty', models.PositiveSmallIntegerField(null=True)),
                    ('importance', models.PositiveSmallIntegerField(null=True)),
                    ('rigour', models.PositiveSmallIntegerField(null=True)),
                    ('made_at', models.DateTimeField()),
                    ('citation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='ratings', to='evidence.citation')),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='ratings', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['made_at', 'id'],
                    'constraints': [
                        models.UniqueConstraint(fields=('citation', 'person', 'position'), name='person_has_one_rating_of_a_paper_in_a_place'),
                        models.CheckConstraint(condition=models.Q(('reliance__gte', 1), ('reliance__lte', 5)), name='reliance_is_on_the_scale'),
                        models.CheckConstraint(condition=models.Q(models.Q(('novelty__gte', 1), ('novelty__lte', 5)), ('novelty', None), _connector='OR'), name='novelty_is_on_the_scale'),
                        models.CheckConstraint(condition=models.Q(models.Q(('importance__gte', 1), ('importance__lte', 5)), ('importance', None), _connector='OR'), name='importance_is_on_the_scale'),
                        models.CheckConstraint(condition=models.Q(models.Q(('rigour__gte', 1), ('rigour__lte', 5)), ('rigour', None), _connector='OR'), name='rigour_is_on_the_scale'),
                    ],
                },
            ),
            migrations.CreateModel(
                name='Statement',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('name', models.CharField(max_length=200)),
                    ('text', models.TextField()),
                    ('made_at', models.DateTimeField()),
                    ('answered_at', models.DateTimeField(null=True)),
                    ('why_refused', models.TextField(blank=True)),
                    ('withdrawn_at', models.DateTimeField(null=True)),
                    ('answered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='statements_answered', to=settings.AUTH_USER_MODEL)),
                    ('citation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='statements', to='evidence.citation')),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='statements', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['made_at'],
                    'constraints': [
                        models.CheckConstraint(condition=models.Q(models.Q(('text', ''), _negated=True), models.Q(('name', ''), _negated=True)), name='statement_has_a_name_and_a_text'),
                        models.CheckConstraint(condition=models.Q(models.Q(('answered_at', None), ('answered_by', None), ('why_refused', '')), models.Q(('answered_at__isnull', False), ('answered_by__isnull', False)), _connector='OR'), name='statement_is_answered_by_somebody'),
                        models.CheckConstraint(condition=models.Q(('answered_by', None), models.Q(('answered_by', models.F('person')), _negated=True), _connector='OR'), name='statement_is_answered_by_another_person'),
                        models.UniqueConstraint(condition=models.Q(('answered_at', None), ('withdrawn_at', None)), fields=('citation', 'person'), name='author_has_one_statement_waiting'),
                    ],
                },
            ),
            migrations.CreateModel(
                name='Profile',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('name', models.CharField(max_length=200)),
                    ('agreed_at', models.DateTimeField()),
                    ('hidden_at', models.DateTimeField(null=True)),
                    ('person', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='profile', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'constraints': [
                        models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='profile_has_a_name'),
                    ],
                },
            ),
            migrations.CreateModel(
                name='Follow',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('since', models.DateTimeField()),
                    ('citation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='follows', to='evidence.citation')),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='follows', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'constraints': [
                        models.UniqueConstraint(fields=('person', 'citation'), name='person_follows_a_publication_once', nulls_distinct=False),
                    ],
                },
            ),
            migrations.CreateModel(
                name='CalibrationClaim',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('verdict', models.CharField(max_length=8)),
                    ('explanation', models.TextField()),
                    ('reference', models.JSONField()),
                    ('chosen_at', models.DateTimeField()),
                    ('chosen_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='calibrations_chosen', to=settings.AUTH_USER_MODEL)),
                    ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='calibrations', to='evidence.version')),
                ],
                options={
                    'db_table': 'reviews_calibration_claim',
                    'constraints': [
                        models.CheckConstraint(condition=models.Q(('verdict__in', ('accept', 'revise', 'reject'))), name='calibration_reference_is_accept_revise_or_reject'),
                    ],
                },
            ),
            migrations.CreateModel(
                name='CalibrationAnswer',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('verdict', models.CharField(max_length=8)),
                    ('answers', models.JSONField()),
                    ('made_at', models.DateTimeField()),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='calibration_answers', to=settings.AUTH_USER_MODEL)),
                    ('claim', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='reviews.calibrationclaim')),
                ],
                options={
                    'db_table': 'reviews_calibration_answer',
                    'constraints': [
                        models.UniqueConstraint(fields=('claim', 'person'), name='calibration_claim_is_answered_once_by_a_person'),
                        models.CheckConstraint(condition=models.Q(('verdict__in', ('accept', 'revise', 'reject'))), name='calibration_answer_is_accept_revise_or_reject'),
                    ],
                },
            ),
            migrations.CreateModel(
                name='CalibrationRemoval',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('removed_at', models.DateTimeField()),
                    ('claim', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='removal', to='reviews.calibrationclaim')),
                    ('removed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='calibrations_removed', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'db_table': 'reviews_calibration_removal',
                },
            ),
        ),
    ]
