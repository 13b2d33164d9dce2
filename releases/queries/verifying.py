"""Whether the releases on this disk are still what was published."""

from collections.abc import Iterator
from typing import Any

from releases import storage
from releases.models import Release, ReleaseFile
from releases.storage import Stored


def published(release: Release) -> dict[str, Stored]:
    """Return every file of `release` by name, and the compressed ones beside them."""
    files = {file.name: Stored(file.sha256, file.size) for file in release.files.all()}
    return files | {name: Stored(**kept) for name, kept in _packed(release.manifest).items()}


def packed_of(file: ReleaseFile) -> Stored | None:
    """Return the compressed file beside `file`, or None where there is none."""
    kept = _packed(file.release.manifest).get(f"{file.name}.gz")
    return Stored(**kept) if kept else None


def damage_of(release: Release) -> Iterator[str]:
    """Yield a sentence for every file of `release` that is not there, or not as published."""
    kept = release.manifest["files"]
    files = {file.name: file for file in release.files.all()}
    for name in sorted(set(kept) ^ set(files)):
        yield f"{release.number}: {name} is in the manifest or in the list of files, not in both."
    for name, file in files.items():
        if name in kept and kept[name]["sha256"] != file.sha256:
            yield f"{release.number}: {name} has another checksum in the manifest."
    for name, stored in published(release).items():
        path = storage.path_of(stored.sha256)
        if not path.exists():
            yield f"{release.number}: {name} is missing from the disk ({path.name})."
        elif (found := storage.hash_of(path).sha256) != stored.sha256:
            yield f"{release.number}: {name} was changed on the disk: its SHA-256 is {found} now."
        else:
            storage.unmark_damaged(stored.sha256)
    held = release.versions.count()
    if held != release.rows:
        yield f"{release.number}: {release.rows} rows were published, {held} are held."


def strays() -> int:
    """Return how many files on the disk belong to no release."""
    known = known_hashes()
    return sum(path.name not in known for path in storage.folder().glob("[0-9a-f][0-9a-f]/*"))


def known_hashes() -> set[str]:
    """Return the hash of every file that a release names."""
    manifests = Release.objects.order_by().values_list("manifest", flat=True)
    packed = {kept["sha256"] for one in manifests for kept in _packed(one).values()}
    return packed | set(ReleaseFile.objects.order_by().values_list("sha256", flat=True))


def _packed(manifest: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Return the compressed files of a manifest; the first releases had none."""
    packed: dict[str, dict[str, Any]] = manifest.get("gzip", {})
    return packed
