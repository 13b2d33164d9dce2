"""Whether the releases on this disk are still what was published."""

from collections.abc import Iterator

from releases import storage
from releases.models import Release


def damage_of(release: Release) -> Iterator[str]:
    """Yield a sentence for every file of `release` that is not there, or not as published."""
    kept = release.manifest["files"]
    files = {file.name: file for file in release.files.all()}
    for name in sorted(set(kept) ^ set(files)):
        yield f"{release.number}: {name} is in the manifest or in the list of files, not in both."
    for name, file in files.items():
        path = storage.path_of(file.sha256)
        if name in kept and kept[name]["sha256"] != file.sha256:
            yield f"{release.number}: {name} has another checksum in the manifest."
        if not path.exists():
            yield f"{release.number}: {name} is missing from the disk ({path.name})."
        elif (found := storage.hash_of(path).sha256) != file.sha256:
            yield f"{release.number}: {name} was changed on the disk: its SHA-256 is {found} now."
    held = release.versions.count()
    if held != release.rows:
        yield f"{release.number}: {release.rows} rows were published, {held} are held."


def strays() -> int:
    """Return how many files on the disk belong to no release; an interruption leaves such."""
    known = {str(path) for path in _known()}
    return sum(str(path) not in known for path in storage.folder().glob("[0-9a-f][0-9a-f]/*"))


def _known() -> Iterator[object]:
    for release in Release.objects.prefetch_related("files"):
        for file in release.files.all():
            yield storage.path_of(file.sha256)
