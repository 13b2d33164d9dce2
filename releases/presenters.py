"""Releases as pages show them."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.urls import reverse

from accounts.models import Person
from releases.citing import how_to_cite
from releases.models import Release
from releases.policies import why_not_publish
from releases.queries.accepted import Blocked
from releases.queries.changes import Change

_ABOUT = {
    "evidence.csv": "Every claim in one row, for any program",
    "evidence.xlsx": "The same as a workbook",
    "evidence.ndjson": "The same as JSON, one object a line",
    "data-dictionary.md": "Every column, how a cell is read, every closed list",
    "README.md": "How to cite and read it, who contributed, what was waived",
    "SHA256SUMS": "The checksums, for sha256sum -c",
}
_BESIDE = {
    "waivers": "Waivers",
    "fewer_seats": "Judged by fewer than planned",
    "interests": "Interests that were waived",
    "corrections": "Corrected after acceptance",
    "provisional_terms": "Names not confirmed yet",
}
_CHANGES = {
    "new": "New",
    "changed": "Changed",
    "gone": "No longer held",
}


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


def release_view(release: Release) -> dict[str, Any]:
    """Return what the page of a release shows: figures, files, how to cite."""
    figures = release.manifest["figures"]
    judged = [
        {"label": f"Reviewed by {reviewers}", "text": str(count)}
        for reviewers, count in figures["reviewed_by"].items()
    ]
    beside = [{"label": label, "text": str(figures[name])} for name, label in _BESIDE.items()]
    return {
        "release": release,
        "cite_as": how_to_cite(release),
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
        "events_sha256": release.manifest["events_sha256"],
    }


def publish_button(reader: Person | None) -> str:
    """Return where an editor publishes; "" for everybody else."""
    if reader is None or why_not_publish(reader):
        return ""
    return reverse("releases:release-publish")


def change_rows(changes: Mapping[str, Change]) -> list[dict[str, Any]]:
    """Return what is new, changed and gone, with the claims that no place was left for."""
    return [
        {
            "label": label,
            "count": change.total,
            "items": [_item(accession) for accession in change.accessions],
            "left_off": change.total - len(change.accessions),
        }
        for kind, label in _CHANGES.items()
        if (change := changes.get(kind))
    ]


def blocked_rows(found: Iterable[Blocked]) -> list[dict[str, Any]]:
    """Return the claims that something speaks against now, and what."""
    return [
        _item(version.item.accession)
        | {"reasons": [{"sentence": b.sentence, "waivable": b.is_waivable} for b in blockers]}
        for version, blockers in found
    ]


def _item(accession: str) -> dict[str, Any]:
    return {
        "accession": accession,
        "href": reverse("evidence:item-detail", args=[accession]),
    }
