"""What is decided: rounds, seats, recommendations, decisions, and whose interests bar them."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from ground.create_models import CreateModels


class Migration(migrations.Migration):
    replaces = [
        ('reviews', '0001_initial'),
        ('reviews', '0002_rounds_and_what_is_said_of_them'),
        ('reviews', '0004_notes_and_proposed_corrections'),
        ('reviews', '0005_seat_stays'),
        ('reviews', '0009_interests'),
        ('reviews', '0013_waivers_of_a_status'),
        ('reviews', '0015_decisions_of_corrections'),
        ('reviews', '0016_turns'),
    ]
    dependencies = [('evidence', '0002_items'), migrations.swappable_dependency(settings.AUTH_USER_MODEL)]

    operations = [
        CreateModels(
            migrations.CreateModel(
                name='Round',
                fields=[
                    ('version', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='round', serialize=False, to='evidence.version')),
                    ('seats_wanted', models.PositiveSmallIntegerField()),
                    ('authors_interests', models.TextField()),
                    ('why_separate', models.TextField(blank=True)),
                    ('opened_at', models.DateTimeField()),
                    ('closed_at', models.DateTimeField(null=True)),
                    ('reconciling_until', models.DateTimeField(null=True)),
                    ('why_fewer_seats', models.TextField(blank=True)),
                ],
                options={
                    'constraints': [
                        models.CheckConstraint(condition=models.Q(('seats_wanted__gte', 1), ('seats_wanted__lte', 2)), name='round_has_one_or_two_seats'),
                        models.CheckConstraint(condition=models.Q(('authors_interests', ''), _negated=True), name='round_has_the_authors_interests'),
                    ],
                },
            ),
            migrations.CreateModel(
                name='Seat',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('number', models.PositiveSmallIntegerField()),
                    ('taken_at', models.DateTimeField(null=True)),
                    ('lease_until', models.DateTimeField(null=True)),
                    ('holder', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='seats', to=settings.AUTH_USER_MODEL)),
                    ('round', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='seats', to='reviews.round')),
                    ('stays', models.BooleanField(default=False)),
                ],
                options={
                    'ordering': ['round', 'number'],
                    'indexes': [
                        models.Index(fields=['holder', 'lease_until'], name='seat_by_holder'),
                        models.Index(fields=['holder', 'taken_at'], name='seat_by_turn'),
                    ],
                    'constraints': [
                        models.UniqueConstraint(fields=('round', 'number'), name='seat_is_unique_in_its_round'),
                        models.UniqueConstraint(fields=('round', 'holder'), name='reviewer_holds_one_seat_in_a_round'),
                        models.CheckConstraint(condition=models.Q(models.Q(('holder', None), ('lease_until', None), ('taken_at', None)), models.Q(models.Q(('holder', None), _negated=True), models.Q(('taken_at', None), _negated=True), models.Q(('lease_until', None), _negated=True)), _connector='OR'), name='seat_is_free_or_taken_with_a_lease'),
                    ],
                },
            ),
            migrations.CreateModel(
                name='Note',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('said', models.JSONField()),
                    ('revision', models.PositiveIntegerField(default=1)),
                    ('saved_at', models.DateTimeField()),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notes', to=settings.AUTH_USER_MODEL)),
                    ('round', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notes', to='reviews.round')),
                ],
                options={
                    'constraints': [
                        models.UniqueConstraint(fields=('round', 'person'), name='reviewer_keeps_one_note_on_a_round'),
                    ],
                },
            ),
            migrations.CreateModel(
                name='Recommendation',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('turn', models.PositiveSmallIntegerField()),
                    ('verdict', models.CharField(max_length=8)),
                    ('answers', models.JSONField()),
                    ('suggestions', models.JSONField(default=list)),
                    ('reason', models.TextField(blank=True)),
                    ('has_read', models.CharField(max_length=10)),
                    ('confidence', models.PositiveSmallIntegerField(null=True)),
                    ('made_at', models.DateTimeField()),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='recommendations', to=settings.AUTH_USER_MODEL)),
                    ('round', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='recommendations', to='reviews.round')),
                    ('seat', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='recommendations', to='reviews.seat')),
                    ('read_where', models.TextField(blank=True, db_default='', default='')),
                ],
                options={
                    'constraints': [
                        models.UniqueConstraint(fields=('seat', 'person', 'turn'), name='seat_has_one_current_recommendation'),
                        models.CheckConstraint(condition=models.Q(('verdict__in', ('accept', 'revise', 'reject'))), name='recommendation_is_accept_revise_or_reject'),
                        models.CheckConstraint(condition=models.Q(('verdict', 'accept'), models.Q(('reason', ''), _negated=True), _connector='OR'), name='recommendation_against_has_a_reason'),
                    ],
                },
            ),
            migrations.CreateModel(
                name='Voiding',
                fields=[
                    ('recommendation', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='voiding', serialize=False, to='reviews.recommendation')),
                    ('made_at', models.DateTimeField()),
                ],
            ),
            migrations.CreateModel(
                name='Waiver',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('blocker', models.CharField(max_length=30)),
                    ('reason', models.TextField()),
                    ('made_at', models.DateTimeField()),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='waivers', to=settings.AUTH_USER_MODEL)),
                    ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='waivers', to='evidence.version')),
                    ('about', models.CharField(blank=True, max_length=12)),
                ],
                options={
                    'constraints': [
                        models.CheckConstraint(condition=models.Q(('blocker', 'unidentified'), _negated=True), name='unidentified_citation_is_never_waived'),
                        models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='waiver_has_a_reason'),
                        models.UniqueConstraint(fields=('version', 'blocker', 'about'), name='blocker_is_waived_once_in_a_version'),
                    ],
                },
            ),
            migrations.CreateModel(
                name='Decision',
                fields=[
                    ('round', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='decision', serialize=False, to='reviews.round')),
                    ('move', models.CharField(max_length=20)),
                    ('outcome', models.CharField(max_length=10)),
                    ('reasons', models.JSONField(default=dict)),
                    ('made_at', models.DateTimeField()),
                    ('decider', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'constraints': [
                        models.CheckConstraint(condition=models.Q(('outcome__in', ('accepted', 'returned', 'rejected'))), name='decision_is_accepted_returned_or_rejected'),
                    ],
                    'indexes': [
                        models.Index(condition=models.Q(('move__in', ('correct', 'accept_as_corrected'))), fields=['round'], name='decision_of_a_correction'),
                    ],
                },
            ),
            migrations.CreateModel(
                name='Publication',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('public_from', models.DateTimeField()),
                    ('public_until', models.DateTimeField(null=True)),
                    ('why_ended', models.TextField(blank=True)),
                    ('is_correction', models.BooleanField(default=False)),
                    ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='publications', to='evidence.item')),
                    ('merged_into', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='absorbed', to='evidence.item')),
                    ('version', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='publication', to='evidence.version')),
                ],
                options={
                    'constraints': [
                        models.UniqueConstraint(condition=models.Q(('public_until', None)), fields=('item',), name='item_is_public_once'),
                        models.CheckConstraint(condition=models.Q(('public_until', None), ('public_until__gte', models.F('public_from')), _connector='OR'), name='publication_ends_after_it_began'),
                    ],
                },
            ),
            migrations.CreateModel(
                name='QueuedVersion',
                fields=[],
                options={
                    'verbose_name': 'version under review',
                    'verbose_name_plural': 'review queue',
                    'proxy': True,
                },
                bases=('evidence.version',),
            ),
            migrations.CreateModel(
                name='Interest',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('authorship', 'author of the paper'), ('same_lab', 'same lab'), ('other', 'another interest')], max_length=12)),
                    ('detail', models.TextField(blank=True)),
                    ('confirmed', models.BooleanField(default=True)),
                    ('declared_at', models.DateTimeField()),
                    ('why_waived', models.TextField(blank=True)),
                    ('citation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='interests', to='evidence.citation')),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='interests', to=settings.AUTH_USER_MODEL)),
                    ('waived_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='interests_waived', to=settings.AUTH_USER_MODEL)),
                    ('confirmed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='authorships_confirmed', to=settings.AUTH_USER_MODEL)),
                    ('refused_at', models.DateTimeField(null=True)),
                    ('refused_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='authorships_refused', to=settings.AUTH_USER_MODEL)),
                    ('waived_at', models.DateTimeField(null=True)),
                    ('why_refused', models.TextField(blank=True, db_default='', default='')),
                ],
                options={
                    'constraints': [
                        models.UniqueConstraint(fields=('person', 'citation', 'kind'), name='interest_is_declared_once'),
                        models.CheckConstraint(condition=models.Q(models.Q(('kind', 'authorship'), _negated=True), ('waived_by', None), _connector='OR'), name='authorship_is_never_waived'),
                        models.CheckConstraint(condition=models.Q(('waived_by', None), models.Q(models.Q(('why_waived', ''), _negated=True), models.Q(('waived_by', models.F('person')), _negated=True)), _connector='OR'), name='interest_is_waived_by_another_with_a_reason'),
                        models.CheckConstraint(condition=models.Q(('confirmed_by', None), models.Q(('confirmed', True), models.Q(('confirmed_by', models.F('person')), _negated=True)), _connector='OR'), name='authorship_is_confirmed_by_another'),
                        models.CheckConstraint(condition=models.Q(models.Q(('refused_at', None), ('refused_by', None)), models.Q(('confirmed', False), ('kind', 'authorship'), models.Q(('why_refused', ''), _negated=True), models.Q(('refused_by', models.F('person')), _negated=True)), _connector='OR'), name='only_a_claim_of_authorship_is_found_mistaken_by_another'),
                    ],
                },
            ),
            migrations.CreateModel(
                name='Declaration',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('occasion', models.CharField(choices=[('yearly', 'once a year'), ('taking', 'at taking a review'), ('submission', 'at submitting a claim'), ('paper', 'on the page of the paper')], max_length=10)),
                    ('interests', models.TextField()),
                    ('made_at', models.DateTimeField()),
                    ('citation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='declarations', to='evidence.citation')),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='declarations', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['-made_at', '-pk'],
                    'indexes': [
                        models.Index(fields=['person', '-made_at'], name='declaration_by_person'),
                    ],
                    'constraints': [
                        models.CheckConstraint(condition=models.Q(models.Q(('citation', None), ('occasion', 'yearly')), models.Q(models.Q(('occasion', 'yearly'), _negated=True), ('citation__isnull', False)), _connector='OR'), name='declaration_is_yearly_or_about_a_paper'),
                        models.CheckConstraint(condition=models.Q(('interests', ''), _negated=True), name='declaration_says_something'),
                    ],
                },
            ),
            migrations.CreateModel(
                name='Recusal',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('reason', models.TextField()),
                    ('made_at', models.DateTimeField()),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='recusals', to=settings.AUTH_USER_MODEL)),
                    ('round', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='recusals', to='reviews.round')),
                ],
                options={
                    'constraints': [
                        models.UniqueConstraint(fields=('round', 'person'), name='reviewer_recuses_once_from_a_round'),
                        models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='recusal_has_a_reason'),
                    ],
                },
            ),
            migrations.CreateModel(
                name='Flag',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('kind', models.CharField(choices=[('doubt', 'doubt'), ('report', 'reported problem'), ('concern', 'concern'), ('interest', 'conflict of interest')], max_length=8)),
                    ('text', models.TextField()),
                    ('contact', models.CharField(blank=True, max_length=200)),
                    ('raised_at', models.DateTimeField()),
                    ('awaits_moderation', models.BooleanField(default=False)),
                    ('resolved_at', models.DateTimeField(null=True)),
                    ('why_resolved', models.TextField(blank=True)),
                    ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='flags', to='evidence.item')),
                    ('raised_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='flags_raised', to=settings.AUTH_USER_MODEL)),
                    ('resolved_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='flags_resolved', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['raised_at'],
                    'indexes': [
                        models.Index(condition=models.Q(('resolved_at', None)), fields=['item'], name='flag_open_of_item'),
                    ],
                    'constraints': [
                        models.CheckConstraint(condition=models.Q(('resolved_at', None), models.Q(('why_resolved', ''), _negated=True), _connector='OR'), name='flag_is_resolved_with_a_reason'),
                    ],
                },
            ),
            migrations.CreateModel(
                name='ProposedCorrection',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('content', models.JSONField()),
                    ('reason', models.TextField()),
                    ('proposed_at', models.DateTimeField()),
                    ('answered_at', models.DateTimeField(null=True)),
                    ('why_refused', models.TextField(blank=True)),
                    ('answered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrections_answered', to=settings.AUTH_USER_MODEL)),
                    ('became', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='made_by_correction', to='evidence.version')),
                    ('proposer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='corrections_proposed', to=settings.AUTH_USER_MODEL)),
                    ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='proposed_corrections', to='evidence.version')),
                ],
                options={
                    'ordering': ['proposed_at'],
                    'constraints': [
                        models.UniqueConstraint(condition=models.Q(('answered_at', None)), fields=('version', 'proposer'), name='proposer_has_one_open_correction_of_a_version'),
                        models.CheckConstraint(condition=models.Q(models.Q(('answered_at', None), ('became', None), ('why_refused', '')), models.Q(('answered_at__isnull', False), ('became__isnull', False), ('why_refused', '')), models.Q(('answered_at__isnull', False), ('became', None), models.Q(('why_refused', ''), _negated=True)), _connector='OR'), name='correction_is_open_made_or_refused_with_a_reason'),
                        models.CheckConstraint(condition=models.Q(('answered_by', None), models.Q(('answered_by', models.F('proposer')), _negated=True), _connector='OR'), name='correction_is_answered_by_another_person'),
                    ],
                },
            ),
        ),
    ]
