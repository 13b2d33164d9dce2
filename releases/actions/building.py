"""Making the files of a release: the same bytes from the same versions, every time."""

from collections.abc import Callable
from datetime import UTC
from pathlib import Path

from releases import storage
from releases.dictionary import tables_dictionary
from releases.models import Release
from releases.queries.particulars import Particulars
from releases.queries.printing import lines, of_release
from releases.storage import Stored
from releases.writers.tables import write_csv, write_ndjson
from releases.writers.texts import readme, sha256sums
from releases.writers.workbook import write_xlsx

CHECKSUMS = "SHA256SUMS"
MEDIA_TYPES = {
    "evidence.csv": "text/csv; charset=utf-8",
    "evidence.xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "evidence.ndjson": "application/x-ndjson",
    "data-dictionary.md": "text/markdown; charset=utf-8",
    "README.md": "text/markdown; charset=utf-8",
    CHECKSUMS: "text/plain; charset=utf-8",
}


def build_files(release: Release, particulars: Particulars, folder: Path) -> dict[str, Stored]:
    """Make every file of `release` in `folder`; return their checksums in the release's order.

    The versions of the release are held and printed. Nothing but them and the release itself
    goes into a file, so that building again gives the same bytes.
    """
    held = of_release(release)
    at = release.published_at.astimezone(UTC)
    makers: dict[str, Callable[[Path], object]] = {
        "evidence.csv": lambda path: write_csv(path, lines(held, "csv")),
        "evidence.xlsx": lambda path: write_xlsx(path, lines(held, "json"), at=at),
        "evidence.ndjson": lambda path: write_ndjson(path, lines(held, "json")),
        "data-dictionary.md": lambda path: path.write_text(tables_dictionary(), "utf-8"),
        "README.md": lambda path: path.write_text(readme(release, particulars), "utf-8"),
    }
    made: dict[str, Stored] = {}
    for name, make in makers.items():
        make(folder / name)
        made[name] = storage.hash_of(folder / name)
    (folder / CHECKSUMS).write_text(sha256sums(made), "utf-8")
    return made | {CHECKSUMS: storage.hash_of(folder / CHECKSUMS)}
