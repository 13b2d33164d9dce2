"""Making lost files of a release again from the database, which a backup holds."""

from django.db import transaction

from ground.errors import Stale
from releases import storage
from releases.models import Release
from releases.queries.particulars import particulars_of
from releases.queries.verifying import published

from .building import build_files, pack
from .placing import placing, take_turn


@transaction.atomic
def rebuild_files(*, release: Release) -> list[str]:
    """Make the files of `release` again and keep those that are the published bytes.

    Returns their names. A file that comes out otherwise, because the code that made it has
    changed since, is not kept: then only a copy of the published one will do. Raises Stale where
    somebody publishes at this moment.
    """
    if not take_turn():
        raise Stale(
            "Somebody is publishing a release at this moment, or the site prints rows for the next "
            "one. Nothing was made again. Ask again in a minute."
        )
    wanted = published(release)
    with placing() as folder:
        made = build_files(release, particulars_of(release), folder)
        made |= pack(folder, made)
        same = {name: stored for name, stored in made.items() if wanted.get(name) == stored}
        for name, stored in same.items():
            storage.keep(folder / name, stored)
    return list(same)
