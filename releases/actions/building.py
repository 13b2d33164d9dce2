"""Making the files of a release: the same bytes from the same versions, every time."""

from collections.abc import Callable, Mapping
from datetime import UTC
from pathlib import Path
from zipfile import ZipFile

from evidence.bibliography.files import FILE_KINDS
from releases import storage
from releases.dictionary import tables_dictionary
from releases.models import Release
from releases.queries.differences import between
from releases.queries.particulars import Particulars
from releases.queries.printing import blocks, documents, lines, of_release
from releases.queries.releases import release_before
from releases.storage import Stored
from releases.writers.archive import archive, write_gzip
from releases.writers.changes import changes_csv, changes_md
from releases.writers.gathered import Gathered, gathered
from releases.writers.metadata import datacite, datapackage
from releases.writers.parquet import can_write_parquet, write_parquet
from releases.writers.tables import write_csv, write_long, write_ndjson
from releases.writers.texts import about, readme, sha256sums
from releases.writers.workbook import write_xlsx

CHECKSUMS = "SHA256SUMS"
ARCHIVE = "everything.zip"
PARQUET = "evidence.parquet"
# Neither is in the archive. Parquet is made where it can be, and its bytes are those of the
# library that was there: nothing that has to come out the same everywhere may name it.
_APART = (ARCHIVE, PARQUET)
_WORTH_PACKING = 1_024  # bytes
_PACKED_ALREADY = (".xlsx", ".zip", ".parquet")
_CSV = "text/csv; charset=utf-8"
MEDIA_TYPES = {
    "evidence.csv": _CSV,
    "evidence.xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "evidence.ndjson": "application/x-ndjson",
    "cargo.csv": _CSV,
    "targets.csv": _CSV,
    "agents.csv": _CSV,
    "settings.csv": _CSV,
    "citations.ris": "application/x-research-info-systems; charset=utf-8",
    "citations.bib": "application/x-bibtex; charset=utf-8",
    "changes.csv": _CSV,
    "CHANGES.md": "text/markdown; charset=utf-8",
    "data-dictionary.md": "text/markdown; charset=utf-8",
    "README.md": "text/markdown; charset=utf-8",
    "datacite.json": "application/json",
    "datapackage.json": "application/json",
    CHECKSUMS: "text/plain; charset=utf-8",
    ARCHIVE: "application/zip",
    PARQUET: "application/vnd.apache.parquet",
}


def build_files(release: Release, particulars: Particulars, folder: Path) -> dict[str, Stored]:
    """Make every file of `release` in `folder`; return their checksums in the release's order.

    The versions of the release are held and printed. Nothing but them and the release itself
    goes into a file, so that building again gives the same bytes.
    """
    held, at = of_release(release), release.published_at.astimezone(UTC)
    with gathered(documents(held)) as found, archive(folder / ARCHIVE, at=at) as zipped:
        write_long(folder, found.long)
        made: dict[str, Stored] = {}
        makers = _makers(release, particulars, found, made)
        for name in MEDIA_TYPES:
            if name not in _APART:
                if make := makers.get(name):
                    make(folder / name)
                made[name] = storage.hash_of(folder / name)
                zipped.add(folder / name)
    if can_write_parquet():
        said = {"title": release.label, "licence": release.licence}
        write_parquet(folder / PARQUET, folder / "evidence.ndjson", about=said)
    apart = (name for name in _APART if (folder / name).exists())
    return made | {name: storage.hash_of(folder / name) for name in apart}


def _makers(
    release: Release, particulars: Particulars, found: Gathered, made: Mapping[str, Stored]
) -> dict[str, Callable[[Path], object]]:
    """Return what makes each file but the long tables; the last ones describe those `made`."""
    held, before = of_release(release), release_before(release)
    at = release.published_at.astimezone(UTC)
    changes, papers = between(before, release), list(found.papers())
    return {
        "evidence.csv": lambda path: write_csv(path, blocks(held, "csv")),
        "evidence.xlsx": lambda path: write_xlsx(
            path, lines(held, "json"), found, about=about(release), at=at
        ),
        "evidence.ndjson": lambda path: write_ndjson(path, blocks(held, "json")),
        "citations.ris": _text(lambda: FILE_KINDS["ris"].write(papers)),
        "citations.bib": _text(lambda: FILE_KINDS["bib"].write(papers)),
        "changes.csv": _text(lambda: changes_csv(changes)),
        "CHANGES.md": _text(lambda: changes_md(release, before, changes)),
        "data-dictionary.md": _text(tables_dictionary),
        "README.md": _text(lambda: readme(release, particulars)),
        "datacite.json": _text(lambda: datacite(release)),
        "datapackage.json": _text(lambda: datapackage(release, made)),
        CHECKSUMS: _text(lambda: sha256sums(made)),
    }


def pack(folder: Path, made: dict[str, Stored]) -> dict[str, Stored]:
    """Put beside them, compressed, those files for which it pays; return these, ending in .gz."""
    packed = {}
    with ZipFile(folder / ARCHIVE) as zipped:
        for name, stored in made.items():
            if stored.size >= _WORTH_PACKING and not name.endswith(_PACKED_ALREADY):
                write_gzip(zipped, name, folder / f"{name}.gz")
                packed[f"{name}.gz"] = storage.hash_of(folder / f"{name}.gz")
    return packed


def _text(write: Callable[[], str]) -> Callable[[Path], object]:
    return lambda path: path.write_text(write(), "utf-8", newline="\n")
