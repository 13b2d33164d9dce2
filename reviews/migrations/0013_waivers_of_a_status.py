"""A waiver of a publication status is one of that status and of no graver one."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('evidence', '0004_citation_statuses'),
        ('reviews', '0012_follows'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='waiver',
            name='blocker_is_waived_once_in_a_version',
        ),
        migrations.AddField(
            model_name='waiver',
            name='about',
            field=models.CharField(blank=True, max_length=12),
        ),
        migrations.RunSQL(
            """
            UPDATE reviews_waiver waiver SET about = citation.status
            FROM evidence_version version
            JOIN evidence_citation citation ON citation.id = version.citation_id
            WHERE version.id = waiver.version_id AND waiver.blocker = 'publication_status'
            """,
            migrations.RunSQL.noop,
        ),
        migrations.AddConstraint(
            model_name='waiver',
            constraint=models.UniqueConstraint(fields=('version', 'blocker', 'about'), name='blocker_is_waived_once_in_a_version'),
        ),
    ]
