"""Which migrations a database has, where several became one (docs/adr/0036)."""

from collections.abc import Collection

from django.db.migrations.loader import MigrationLoader

Names = Collection[tuple[str, str]]


def unknown(applied: Names) -> list[str]:
    """Return those of the `applied` migrations that this EVidence neither has nor had."""
    known = {name for one, replaced in _replaced().items() for name in (one, *replaced)}
    return [f"{app} {name}" for app, name in sorted(set(applied) - known)]


def missing(applied: Names) -> list[str]:
    """Return what `applied` lacks of the migrations that became one, where it has a part of it."""
    have = set(applied)
    lacking = {
        name
        for replaced in _replaced().values()
        if have.intersection(replaced)
        for name in replaced
        if name not in have
    }
    return [f"{app} {name}" for app, name in sorted(lacking)]


def _replaced() -> dict[tuple[str, str], list[tuple[str, str]]]:
    loader = MigrationLoader(None, load=False)
    loader.load_disk()
    return {name: list(one.replaces) for name, one in loader.disk_migrations.items()}
