"""The texts that lie beside the tables: what this is, and the checksums."""

from collections.abc import Mapping, Sequence
from datetime import UTC

from evidence.documents.build import SCHEMA_VERSION
from releases.citing import how_to_cite
from releases.columns import LAYOUT
from releases.models import Release
from releases.queries.particulars import Particulars, SetAside
from releases.storage import Stored

_HEAD = """\
# {label}

{rows} accepted {claims}, published on {at:%Y-%m-%d} at {at:%H:%M:%S} UTC by {publisher}.
Licence: {licence}.

Cite as: {cite}
{note}
## Files

- `evidence.csv`: UTF-8, comma, LF. A cell that begins with `=`, `+`, `-`, `@`, TAB, CR or NUL has
  an apostrophe in front, so that no spreadsheet program runs it; so has a cell in which such a
  character already follows apostrophes. Take one away from these and you have the text.
- `evidence.xlsx`: the same cells, all as text. A cell longer than 32,767 characters is cut and
  says so.
- `evidence.ndjson`: the same cells, one JSON object a line, nothing escaped or cut.
- `cargo.csv`, `targets.csv`, `agents.csv`, `settings.csv`: one row for each entry, keyed by
  accession; escaped like `evidence.csv`.
- `citations.ris`, `citations.bib`: the papers the claims rest on.
- `CHANGES.md`, `changes.csv`: what changed since the release before, field by field.
- `datapackage.json`, `datacite.json`: descriptions for programs and registries.
- `data-dictionary.md`: every column, how a cell is read, every closed list.
- `SHA256SUMS`: check with `sha256sum -c SHA256SUMS`.

Rows are in the order of accessions. Every row was judged by people who did not write it;
`reviewed_by` says by how many.

## Figures

| reviewed by | claims |
|---|---|
{reviewers}
"""


def readme(release: Release, particulars: Particulars) -> str:
    """Return README.md: what the release is, how to cite and read it, what was set aside."""
    head = _HEAD.format(
        label=release.label,
        rows=release.rows,
        claims="claim" if release.rows == 1 else "claims",
        at=release.published_at,
        publisher=release.publisher,
        licence=release.licence,
        cite=how_to_cite(release),
        note=f"\n{release.note}\n" if release.note else "",
        reviewers="\n".join(f"| {n} | {count} |" for n, count in particulars.reviewed_by.items()),
    )
    parts = [
        *_how_judged(release),
        _section("Contributors", release.contributors.splitlines(), "Nobody asked to be named."),
        _section("Waivers", _lines(particulars.waivers)),
        _section("Judged by fewer than planned", _lines(particulars.fewer_seats)),
        _section("Interests that were waived", _lines(particulars.interests)),
        _section("Accepted as a correction of an accepted version", particulars.corrections),
        _section("Names that no editor had confirmed", particulars.provisional),
        _section("Names that are obsolete by now", release.manifest["obsolete"]),
        _why_as_is(release),
        _section("Kept out", [f"{name}: {why}" for name, why in _kept_out(release)]),
        "## Audit\n\nSHA-256 of the sorted heads of all event streams just before publication:\n"
        f"`{release.manifest['events_sha256']}`",
    ]
    return head + "\n" + "\n\n".join(parts) + "\n"


def _how_judged(release: Release) -> list[str]:
    """Return the methods paragraph; releases made before there was one have none."""
    text = release.manifest.get("methods")
    return [f"## How the claims were judged\n\n{text}"] if text else []


def _why_as_is(release: Release) -> str:
    why = _one_line(release.manifest["why_as_is"])
    return f"Why these names went in as they are: {why}" if why else "No such name went in."


def _kept_out(release: Release) -> list[tuple[str, str]]:
    return sorted(release.manifest["quarantined"].items())


def about(release: Release) -> list[tuple[str, str]]:
    """Return what the sheet About of the workbook says."""
    return [
        ("what", f"{release.label}: every claim accepted when it was published"),
        ("when", f"{release.published_at.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC"),
        ("filter", "none"),
        ("rows", str(release.rows)),
        ("schema version", str(SCHEMA_VERSION)),
        ("layout", str(LAYOUT)),
        ("peer review", "Judged by people who did not write it; reviewed_by says by how many."),
        ("licence", release.licence),
        ("publisher", release.publisher),
        ("cite as", how_to_cite(release)),
        ("columns", "See the sheet Data dictionary."),
    ]


def sha256sums(files: Mapping[str, Stored]) -> str:
    """Return the file that `sha256sum -c` reads."""
    return "".join(f"{stored.sha256}  {name}\n" for name, stored in sorted(files.items()))


def _section(title: str, lines: Sequence[str], otherwise: str = "None.") -> str:
    body = "\n".join(f"- {_one_line(line)}" for line in lines) or otherwise
    return f"## {title}\n\n{body}"


def _lines(rows: Sequence[SetAside]) -> list[str]:
    return [f"{accession}: {what}. {reason}" for accession, what, reason in rows]


def _one_line(text: str) -> str:
    return " ".join(text.split())
