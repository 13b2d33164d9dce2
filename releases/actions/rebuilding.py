"""Making lost files of a release again from the database, which a backup holds."""

from releases import storage
from releases.models import Release
from releases.queries.particulars import particulars_of

from .building import build_files


def rebuild_files(*, release: Release) -> list[str]:
    """Make the files of `release` again and keep those that are the published bytes.

    Returns their names. A file that comes out otherwise, because the code that made it has
    changed since, is not kept: then only a copy of the published one will do.
    """
    with storage.workplace() as folder:
        made = build_files(release, particulars_of(release), folder)
        published = {file.name: file.sha256 for file in release.files.all()}
        same = {name: s for name, s in made.items() if published.get(name) == s.sha256}
        for name, stored in same.items():
            storage.keep(folder / name, stored)
    return list(same)
