"""An event joins its chain or is refused: it follows the last one and its hash is its own.

The hash is that of `ground.events.link_hash`, computed again here from the same canonical JSON.
"""

from django.db import migrations

RULE = """
CREATE FUNCTION event_follows_the_one_before() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE
    last record;
    said_at text := to_char(NEW.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS');
    link text;
BEGIN
    SELECT position, hash INTO last FROM ground_event
    WHERE stream = NEW.stream ORDER BY position DESC LIMIT 1;
    IF extract(microseconds FROM NEW.at)::bigint % 1000000 <> 0 THEN
        said_at := said_at || to_char(NEW.at AT TIME ZONE 'UTC', '.US');
    END IF;
    link := format(
        '{"actor":%s,"at":"%s","data":%s,"position":%s,"previous":%s,"stream":%s,"verb":%s}',
        coalesce(NEW.actor_id::text, 'null'), said_at || '+00:00', to_json(NEW.data), NEW.position,
        to_json(NEW.previous_hash), to_json(NEW.stream), to_json(NEW.verb)
    );
    IF NEW.position <> coalesce(last.position, 0) + 1
       OR NEW.previous_hash <> coalesce(last.hash, repeat('0', 64))
       OR NEW.hash <> encode(sha256(convert_to(link, 'UTF8')), 'hex') THEN
        RAISE EXCEPTION 'An event follows the one before it in its stream.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'event_follows_the_one_before';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER event_follows_the_one_before BEFORE INSERT ON ground_event
FOR EACH ROW EXECUTE FUNCTION event_follows_the_one_before();
"""
UNDO = """
DROP TRIGGER event_follows_the_one_before ON ground_event;
DROP FUNCTION event_follows_the_one_before();
"""


class Migration(migrations.Migration):
    dependencies = [("ground", "0002_cache_table")]
    operations = [migrations.RunSQL(RULE, UNDO)]
