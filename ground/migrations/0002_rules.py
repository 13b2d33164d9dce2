"""What the database itself sees to: the chain of events, and statistics the runtime role may renew."""

from django.db import migrations

# An event joins its chain or is refused: it follows the last one and its hash is its own. The hash
# is that of `ground.events.link_hash`, computed again here from the same canonical JSON.
CHAIN = """
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
# The runtime role may have a table looked at anew, as its owner does: its size, not its rows.
# Locked tables are passed over: whoever holds them looks at them, or the server does soon.
LOOK_AT_ANEW = """
CREATE FUNCTION look_at_anew(name text) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
    EXECUTE format('ANALYZE (SKIP_LOCKED) public.%I', name);
END $$;
REVOKE EXECUTE ON FUNCTION look_at_anew(text) FROM PUBLIC;
"""
UNDO = """
DROP TRIGGER event_follows_the_one_before ON ground_event;
DROP FUNCTION event_follows_the_one_before(), look_at_anew(text);
"""


class Migration(migrations.Migration):
    replaces = [
        ("ground", "0003_events_follow"),
        ("ground", "0004_tables_looked_at_anew"),
    ]
    dependencies = [("ground", "0001_tables")]
    operations = [migrations.RunSQL(CHAIN + LOOK_AT_ANEW, UNDO)]
