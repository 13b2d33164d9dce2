"""Releases as pages show them."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from accounts.models import Person
from releases.citing import in_four_styles
from releases.models import Release
from releases.policies import why_not_publish, why_not_withdraw
from releases.queries.accepted import Blocked
from releases.queries.differences import ItemChange
from releases.writers.metadata import json_ld

_ABOUT = {
    "evidence.csv": "Every claim in one row, for any program",
    "evidence.xlsx": "The same as a workbook",
    "evidence.ndjson": "The same as JSON, one object a line",
    "cargo.csv": "One row for each cargo of a claim",
    "targets.csv": "One row for each target",
    "agents.csv": "One row for each agent",
    "settings.csv": "One row for each setting",
    "citations.ris": "The papers the claims rest on, for reference managers",
    "citations.bib": "The same papers for BibTeX",
    "changes.csv": "What changed since the release before, field by field",
    "CHANGES.md": "The same in words",
    "data-dictionary.md": "Every column, how a cell is read, every closed list",
    "README.md": "How to cite and read it, who contributed, what was waived",
    "datacite.json": "Metadata for a registry of DOIs (DataCite)",
    "datapackage.json": "Metadata of the tables (Frictionless)",
    "SHA256SUMS": "The checksums, for sha256sum -c",
    "everything.zip": "All of these files in one, ready for a repository",
    "evidence.parquet": "The same rows for dataframes, not in the archive",
}
_BESIDE = {
    "waivers": "Waivers",
    "fewer_seats": "Judged by fewer than planned",
    "interests": "Interests that were waived",
    "corrections": "Corrected after acceptance",
    "provisional_terms": "Names not confirmed yet",
}
_CHANGES = {
    "added": "Added",
    "changed": "Changed",
    "corrected": "Corrected",
    "gone": "No longer held",
}
_MOST_SHOWN = 50
_FEW = 10  # are shown unfolded


def release_rows(releases: Iterable[Release]) -> list[dict[str, Any]]:
    """Return one row a release."""
    return [
        {
            "release": release,
            "href": reverse("releases:release-detail", args=[release.number]),
            "csv_href": _file_href(release, "evidence.csv"),
            "xlsx_href": _file_href(release, "evidence.xlsx"),
        }
        for release in releases
    ]


def _file_href(release: Release, name: str) -> str:
    return reverse("releases:file-detail", args=[release.number, name])


def withdraw_button(release: Release, reader: Person | None) -> str:
    """Return where an editor withdraws the release; "" for everybody else."""
    if reader is None or why_not_withdraw(reader):
        return ""
    return reverse("releases:release-withdraw", args=[release.number])


def release_view(release: Release, *, site: str) -> dict[str, Any]:
    """Return what the page of a release shows: figures, files, how to cite; `site` is our URL."""
    figures = release.manifest["figures"]
    judged = [
        {"label": f"Reviewed by {reviewers}", "text": str(count)}
        for reviewers, count in figures["reviewed_by"].items()
    ]
    beside = [{"label": label, "text": str(figures[name])} for name, label in _BESIDE.items()]
    return {
        "release": release,
        "methods": release.manifest.get("methods", ""),
        "styles": in_four_styles(
            release, address=site + reverse("releases:release-detail", args=[release.number])
        ),
        "contributors": release.contributors.splitlines(),
        "figures": [*judged, *beside],
        "files": [
            {
                "name": file.name,
                "about": _ABOUT[file.name],
                "size": file.size,
                "sha256": file.sha256,
                "href": _file_href(release, file.name),
            }
            for file in release.files.all()
        ],
        "json_ld": json_ld(
            release, {f.name: site + _file_href(release, f.name) for f in release.files.all()}
        ),
        "events_sha256": release.manifest["events_sha256"],
    }


def publish_button(reader: Person | None) -> str:
    """Return where an editor publishes; "" for everybody else."""
    if reader is None or why_not_publish(reader):
        return ""
    return reverse("releases:release-publish")


def change_rows(changes: Iterable[ItemChange]) -> list[dict[str, Any]]:
    """Return what was added, changed, corrected and is gone, the first of each claim by claim."""
    by_kind: dict[str, list[ItemChange]] = {kind: [] for kind in _CHANGES}
    for change in changes:
        by_kind[change.kind].append(change)
    return [
        {
            "label": label,
            "count": len(by_kind[kind]),
            "open": len(by_kind[kind]) <= _FEW,
            "items": [
                _item(change.accession) | {"reason": change.reason, "fields": change.fields}
                for change in by_kind[kind][:_MOST_SHOWN]
            ],
            "left_off": max(0, len(by_kind[kind]) - _MOST_SHOWN),
        }
        for kind, label in _CHANGES.items()
        if by_kind[kind]
    ]


def item_links(accessions: Iterable[str]) -> list[dict[str, str]]:
    """Return accession and address of each claim."""
    return [_item(accession) for accession in accessions]


def blocked_rows(found: Iterable[Blocked]) -> list[dict[str, Any]]:
    """Return the claims that something speaks against now, and what."""
    return [
        _item(version.item.accession)
        | {"reasons": [{"sentence": b.sentence, "waivable": b.is_waivable} for b in blockers]}
        for version, blockers in found
    ]


def _item(accession: str) -> dict[str, str]:
    return {
        "accession": accession,
        "href": reverse("evidence:item-detail", args=[accession]),
    }
