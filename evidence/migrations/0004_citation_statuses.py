"""What became of publications, noted row by row; the citation says what the last row says."""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

RULES = """
-- What is known already was entered with its paper, by whoever entered that.
INSERT INTO evidence_citation_status
    (id, citation_id, position, status, before, status_on, source, reason, means, noted_at,
     noted_by_id)
SELECT gen_random_uuid(), citation.id, 1, citation.status, 'not_checked', citation.status_on,
    citation.status_source, '', 'entry', citation.created_at, event.actor_id
FROM evidence_citation citation
JOIN ground_event event ON event.stream = 'citation:' || citation.id AND event.position = 1
WHERE citation.status <> 'not_checked';

CREATE FUNCTION citation_status_follows_its_history() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.status = 'not_checked' THEN
            RETURN NEW;
        END IF;
    ELSIF EXISTS (
        SELECT FROM evidence_citation_status noted
        WHERE noted.citation_id = NEW.id AND noted.status = NEW.status
            AND noted.status_on IS NOT DISTINCT FROM NEW.status_on
            AND noted.source = NEW.status_source
            AND noted.position = (SELECT max(position) FROM evidence_citation_status
                                  WHERE citation_id = NEW.id)) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'The status of a citation changes only by a row of its history.'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'citation_status_follows_its_history';
END $$;
CREATE TRIGGER citation_status_follows_its_history_at_first BEFORE INSERT ON evidence_citation
FOR EACH ROW EXECUTE FUNCTION citation_status_follows_its_history();
CREATE TRIGGER citation_status_follows_its_history BEFORE UPDATE ON evidence_citation
FOR EACH ROW WHEN ((OLD.status, OLD.status_on, OLD.status_source)
    IS DISTINCT FROM (NEW.status, NEW.status_on, NEW.status_source))
EXECUTE FUNCTION citation_status_follows_its_history();

CREATE FUNCTION citation_status_is_the_next() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE
    held evidence_citation%ROWTYPE;
BEGIN
    -- Whoever notes another status at this very moment waits for us, or we for them.
    SELECT * INTO held FROM evidence_citation WHERE id = NEW.citation_id FOR NO KEY UPDATE;
    IF NEW.before <> held.status OR NEW.position <> 1 + coalesce(
            (SELECT max(position) FROM evidence_citation_status
             WHERE citation_id = NEW.citation_id), 0) THEN
        RAISE EXCEPTION 'A status follows the one before it.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'citation_status_is_the_next';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER citation_status_is_the_next BEFORE INSERT ON evidence_citation_status
FOR EACH ROW EXECUTE FUNCTION citation_status_is_the_next();

CREATE FUNCTION citation_status_is_carried_over() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    UPDATE evidence_citation
    SET status = NEW.status, status_on = NEW.status_on, status_source = NEW.source
    WHERE id = NEW.citation_id;
    RETURN NULL;
END $$;
CREATE TRIGGER citation_status_is_carried_over AFTER INSERT ON evidence_citation_status
FOR EACH ROW EXECUTE FUNCTION citation_status_is_carried_over();
"""
UNDO = """
DROP TRIGGER citation_status_follows_its_history_at_first ON evidence_citation;
DROP TRIGGER citation_status_follows_its_history ON evidence_citation;
DROP FUNCTION citation_status_follows_its_history;
DROP TRIGGER citation_status_is_the_next ON evidence_citation_status;
DROP FUNCTION citation_status_is_the_next;
DROP TRIGGER citation_status_is_carried_over ON evidence_citation_status;
DROP FUNCTION citation_status_is_carried_over;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('evidence', '0003_directness_links'),
        ('ground', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
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
                'indexes': [models.Index(fields=['noted_at', 'id'], name='citation_status_by_time')],
                'constraints': [models.UniqueConstraint(fields=('citation', 'position'), name='citation_has_one_status_in_a_place'), models.CheckConstraint(condition=models.Q(('status', 'not_checked'), _negated=True), name='citation_status_was_looked_up'), models.CheckConstraint(condition=models.Q(('means', 'entry'), models.Q(('source', ''), _negated=True), _connector='OR'), name='changed_citation_status_has_a_source')],
            },
        ),
        migrations.RunSQL(RULES, UNDO),
    ]
