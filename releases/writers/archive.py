"""All files of a release in one archive, and single ones compressed for the way."""

import gzip
import shutil
import zipfile
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path


def write_archive(path: Path, files: Iterable[Path], *, at: datetime) -> None:
    """Write `files` into a zip whose only date is `at` (UTC); memory does not grow with them."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in files:
            entry = zipfile.ZipInfo(file.name, at.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            entry.file_size = file.stat().st_size
            with file.open("rb") as source, archive.open(entry, "w") as target:
                shutil.copyfileobj(source, target)


def write_gzip(path: Path) -> Path:
    """Compress a file beside itself, without clock or name; return where."""
    target = path.with_name(f"{path.name}.gz")
    with (
        path.open("rb") as source,
        target.open("wb") as file,
        gzip.GzipFile("", "wb", compresslevel=6, fileobj=file, mtime=0) as packed,
    ):
        shutil.copyfileobj(source, packed)
    return target
