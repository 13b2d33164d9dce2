"""The runtime role may have a table looked at anew, as its owner does: its size, not its rows.

Locked tables are passed over: whoever holds them looks at them, or the server does soon.
"""

from django.db import migrations

RULE = """
CREATE FUNCTION look_at_anew(name text) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
    EXECUTE format('ANALYZE (SKIP_LOCKED) public.%I', name);
END $$;
REVOKE EXECUTE ON FUNCTION look_at_anew(text) FROM PUBLIC;
"""
UNDO = "DROP FUNCTION look_at_anew(text);"


class Migration(migrations.Migration):
    dependencies = [("ground", "0003_events_follow")]
    operations = [migrations.RunSQL(RULE, UNDO)]
