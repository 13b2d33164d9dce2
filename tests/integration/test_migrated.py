"""A database that has the migrations which became one, all of them or a part."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connections
from django.db.migrations.recorder import MigrationRecorder

from config.migrated import missing, unknown


def test_migrations_of_a_database_are_known_whole_or_named() -> None:
    assert missing(()) == []
    assert missing({("ground", "0001_initial")}) == ["ground 0002_cache_table"]
    assert unknown({("ground", "0001_initial"), ("ground", "0002_rules")}) == []
    assert unknown({("ground", "9999_future")}) == ["ground 9999_future"]


def test_an_older_database_goes_on_as_it_is_and_a_half_made_one_is_refused(
    committed_db: str,
) -> None:
    recorder = MigrationRecorder(connections["owner"])
    now = set(recorder.applied_migrations())
    replaced = {("reviews", "0001_initial"), ("reviews", "0010_interests_bar")}
    assert replaced < now
    recorder.migration_qs.filter(
        name__in=["0001_tables", "0001_rounds", "0003_rules_of_rounds"]
    ).delete()  # as before they were put together
    call_command("migrate", verbosity=0)
    assert set(recorder.applied_migrations()) == now

    recorder.record_unapplied("reviews", "0010_interests_bar")
    with pytest.raises(CommandError, match=r"\(?reviews 0010_interests_bar.*Nothing was changed"):
        call_command("migrate", verbosity=0)
    assert set(recorder.applied_migrations()) == now - {("reviews", "0010_interests_bar")}
