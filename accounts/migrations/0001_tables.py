"""People, how they come in, what they are told of, and their programs' tokens."""

import uuid

import django.contrib.auth.validators
import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models

from ground.create_models import CreateModels


class Migration(migrations.Migration):
    replaces = [
        ('accounts', '0001_initial'),
        ('accounts', '0002_consents_to_be_named'),
        ('accounts', '0003_notifications'),
        ('accounts', '0004_away_until'),
        ('accounts', '0005_orcid_verified'),
        ('accounts', '0006_told_of_papers'),
        ('accounts', '0007_token'),
        ('accounts', '0008_told_of_damage'),
        ('accounts', '0009_told_of_questions'),
        ('accounts', '0010_told_of_sign_in'),
    ]
    dependencies = []

    operations = [
        CreateModels(
            migrations.CreateModel(
                name='Person',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('password', models.CharField(max_length=128, verbose_name='password')),
                    ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                    ('username', models.CharField(max_length=150, unique=True, validators=[django.contrib.auth.validators.UnicodeUsernameValidator()])),
                    ('name', models.CharField(max_length=200)),
                    ('email', models.EmailField(blank=True, max_length=254, null=True)),
                    ('orcid', models.CharField(blank=True, max_length=19, null=True, verbose_name='ORCID iD')),
                    ('roles', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('curator', 'curator'), ('reviewer', 'reviewer'), ('editor', 'editor')], max_length=20), blank=True, default=list, size=None)),
                    ('is_administrator', models.BooleanField(default=False)),
                    ('is_active', models.BooleanField(default=True)),
                    ('date_joined', models.DateTimeField(auto_now_add=True)),
                    ('consents_to_be_named', models.BooleanField(default=False, help_text='May be printed among the contributors of a release.')),
                    ('away_until', models.DateField(blank=True, help_text='The day they are back; no review is assigned before it.', null=True)),
                    ('orcid_verified_at', models.DateTimeField(blank=True, null=True)),
                ],
                options={
                    'verbose_name_plural': 'people',
                    'constraints': [
                        models.CheckConstraint(condition=models.Q(('roles__contained_by', ['curator', 'reviewer', 'editor'])), name='person_roles_are_known'),
                        models.UniqueConstraint(django.db.models.functions.text.Lower('username'), name='person_username_is_unique_in_any_case'),
                        models.UniqueConstraint(django.db.models.functions.text.Lower('email'), name='person_email_is_unique_in_any_case'),
                        models.UniqueConstraint(fields=('orcid',), name='person_orcid_is_unique'),
                    ],
                },
            ),
            migrations.CreateModel(
                name='Invitation',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('token_hash', models.CharField(max_length=64, unique=True)),
                    ('roles', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('curator', 'curator'), ('reviewer', 'reviewer'), ('editor', 'editor')], max_length=20), blank=True, default=list, size=None)),
                    ('note', models.CharField(blank=True, max_length=200)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('expires_at', models.DateTimeField()),
                    ('accepted_at', models.DateTimeField(null=True)),
                    ('withdrawn_at', models.DateTimeField(null=True)),
                    ('accepted_by', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='invitation', to=settings.AUTH_USER_MODEL)),
                    ('invited_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='invitations_made', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'constraints': [
                        models.CheckConstraint(condition=models.Q(('accepted_by', None), ('withdrawn_at', None), _connector='OR'), name='invitation_is_accepted_or_withdrawn_not_both'),
                        models.CheckConstraint(condition=models.Q(models.Q(('accepted_at', None), ('accepted_by', None)), models.Q(('accepted_at__isnull', False), ('accepted_by__isnull', False)), _connector='OR'), name='invitation_accepted_has_who_and_when'),
                        models.CheckConstraint(condition=models.Q(('roles__contained_by', ['curator', 'reviewer', 'editor'])), name='invitation_roles_are_known'),
                    ],
                },
            ),
            migrations.CreateModel(
                name='Token',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=80)),
                    ('start', models.CharField(max_length=12)),
                    ('secret_sha256', models.CharField(max_length=64, unique=True)),
                    ('scopes', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('read', 'read what you may read'), ('curate', 'enter and revise evidence'), ('review', 'take and deliver reviews'), ('edit', 'decide and publish')], max_length=10), size=None)),
                    ('made_at', models.DateTimeField()),
                    ('expires_at', models.DateTimeField()),
                    ('last_used_at', models.DateTimeField(null=True)),
                    ('revoked_at', models.DateTimeField(null=True)),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tokens', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['-made_at', '-pk'],
                    'constraints': [
                        models.CheckConstraint(condition=models.Q(('scopes__contained_by', ['read', 'curate', 'review', 'edit'])), name='token_scopes_are_known'),
                        models.CheckConstraint(condition=models.Q(('expires_at__gt', models.F('made_at'))), name='token_expires_after_it_was_made'),
                    ],
                },
            ),
            migrations.CreateModel(
                name='MailWish',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('decision', 'A claim you entered or reviewed was decided'), ('assigned', 'A review was given to you'), ('lease', 'The time of a review you hold is running out, or an editor reminds you'), ('talk', 'Somebody answers or mentions you, comments on your claim, or asks you as an author of a paper'), ('round', 'The round of a claim you entered or reviewed has closed'), ('flag', 'A claim you entered was flagged'), ('decider', 'A claim waits for somebody to decide, and you could'), ('interest', 'An authorship, a waiver or a statement waits for an editor’s word'), ('withdrawn', 'A paper you follow, or entered a claim from, was retracted or corrected'), ('damage', 'For editors: a file of a release is not what was published any more'), ('account', 'How you sign in was changed, by you or by an administrator')], max_length=10)),
                    ('how', models.CharField(choices=[('at_once', 'at once'), ('daily', 'once a day'), ('off', 'never')], max_length=8)),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='mail_wishes', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'constraints': [
                        models.UniqueConstraint(fields=('person', 'kind'), name='person_has_one_wish_for_a_kind_of_mail'),
                    ],
                },
            ),
            migrations.CreateModel(
                name='Notification',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('kind', models.CharField(choices=[('decision', 'A claim you entered or reviewed was decided'), ('assigned', 'A review was given to you'), ('lease', 'The time of a review you hold is running out, or an editor reminds you'), ('talk', 'Somebody answers or mentions you, comments on your claim, or asks you as an author of a paper'), ('round', 'The round of a claim you entered or reviewed has closed'), ('flag', 'A claim you entered was flagged'), ('decider', 'A claim waits for somebody to decide, and you could'), ('interest', 'An authorship, a waiver or a statement waits for an editor’s word'), ('withdrawn', 'A paper you follow, or entered a claim from, was retracted or corrected'), ('damage', 'For editors: a file of a release is not what was published any more'), ('account', 'How you sign in was changed, by you or by an administrator')], max_length=10)),
                    ('about', models.CharField(max_length=12)),
                    ('about_id', models.CharField(max_length=36)),
                    ('occasion', models.CharField(blank=True, max_length=40)),
                    ('made_at', models.DateTimeField()),
                    ('seen_at', models.DateTimeField(null=True)),
                    ('mail_settled_at', models.DateTimeField(null=True)),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notifications', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'indexes': [
                        models.Index(fields=['person', '-made_at'], name='notification_by_person'),
                        models.Index(condition=models.Q(('seen_at', None)), fields=['person'], name='notification_unread'),
                        models.Index(condition=models.Q(('mail_settled_at', None)), fields=['made_at'], name='notification_mail_waits'),
                    ],
                    'constraints': [
                        models.UniqueConstraint(fields=('person', 'kind', 'about', 'about_id', 'occasion'), name='person_is_told_once_of_an_occasion'),
                    ],
                },
            ),
        ),
    ]
