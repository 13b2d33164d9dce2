"""Descriptions of a release for machines: Frictionless, DataCite, schema.org.

Sources: the Data Package specification (v1), DataCite Metadata Schema 4.5, schema.org Dataset.
"""

import json
from collections.abc import Iterable, Mapping
from datetime import UTC
from typing import Any

from releases.citing import how_to_cite
from releases.columns import FLAT, FlatColumn
from releases.long_rows import LONG_TABLES
from releases.models import Release
from releases.storage import Stored

LICENCES = {
    "CC BY 4.0": ("CC-BY-4.0", "https://creativecommons.org/licenses/by/4.0/"),
    "CC0 1.0": ("CC0-1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
}
KEYWORDS = (
    "extracellular vesicles", "mesenchymal stromal cells", "therapy resistance", "cancer",
    "peer review", "curation",
)  # fmt: skip
ABOUT = (
    "Peer-reviewed claims about vesicles of mesenchymal stem and stromal cells and resistance of "
    "cancer to therapy: cargo, mechanism, cancer, therapy, effect, evidence and citation of each."
)


def datapackage(release: Release, files: Mapping[str, Stored]) -> str:
    """Return datapackage.json: each table with its columns, size and checksum."""
    tables = _schemas()
    resources = [
        {
            "name": _resource(name),
            "path": name,
            "bytes": stored.size,
            "hash": f"sha256:{stored.sha256}",
            **({"profile": "tabular-data-resource", "format": "csv", "mediatype": "text/csv",
                "encoding": "utf-8", "schema": tables[name]}
               if name in tables else {"profile": "data-resource", "type": "file"}),
        }
        for name, stored in files.items()
    ]  # fmt: skip
    name, url = LICENCES.get(release.licence, ("", ""))
    licence = {"title": release.licence, "name": name, "path": url}
    return _text(
        {
            "profile": "data-package",
            "name": f"evidence-{release.number}",
            "title": release.label,
            "description": ABOUT,
            "version": release.number,
            "created": _moment(release),
            "keywords": list(KEYWORDS),
            "licenses": [{key: value for key, value in licence.items() if value}],
            "contributors": [{"title": release.publisher, "role": "publisher"}]
            + [{"title": line, "role": "contributor"} for line in _people(release)],
            "resources": resources,
        }
    )


def datacite(release: Release) -> str:
    """Return datacite.json: what a registry of DOIs wants to know, without a DOI yet."""
    name, url = LICENCES.get(release.licence, ("", ""))
    rights = {"rights": release.licence, "rightsUri": url, "rightsIdentifier": name}
    day = release.published_at.astimezone(UTC).date().isoformat()
    return _text(
        {
            "schemaVersion": "http://datacite.org/schema/kernel-4",
            "types": {"resourceTypeGeneral": "Dataset", "resourceType": "Evidence release"},
            "titles": [{"title": release.label}],
            "creators": [{"name": release.publisher, "nameType": "Organizational"}],
            "contributors": [
                {"name": line.partition(" (ORCID ")[0], "contributorType": "DataCurator"}
                for line in _people(release)
            ],
            "publisher": {"name": release.publisher},
            "publicationYear": day[:4],
            "version": release.number,
            "dates": [{"date": day, "dateType": "Issued"}],
            "language": "en",
            "subjects": [{"subject": word} for word in KEYWORDS],
            "descriptions": [{"description": ABOUT, "descriptionType": "Abstract"}],
            "rightsList": [{key: value for key, value in rights.items() if value}],
            "sizes": [f"{release.rows} claims"],
            "formats": ["text/csv", "application/x-ndjson"],
        }
    )


def json_ld(release: Release, addresses: Mapping[str, str]) -> str:
    """Return a schema.org Dataset for the page of a release; `addresses` maps files to URLs.

    The text may stand inside a script element: what would end it is escaped.
    """
    _, licence = LICENCES.get(release.licence, ("", ""))
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": release.label,
        "description": ABOUT,
        "version": release.number,
        "datePublished": release.published_at.astimezone(UTC).date().isoformat(),
        "license": licence or release.licence,
        "isAccessibleForFree": True,
        "keywords": list(KEYWORDS),
        "creditText": how_to_cite(release),
        "publisher": {"@type": "Organization", "name": release.publisher},
        "distribution": [
            {"@type": "DataDownload", "name": name, "contentUrl": address}
            for name, address in addresses.items()
        ],
    }
    text = json.dumps(data, ensure_ascii=False)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _schemas() -> dict[str, dict[str, Any]]:
    """Return the table schema of every table; the long ones point at the flat one."""
    flat = "evidence.csv"
    key = {"fields": "accession"}
    to_flat = key | {"reference": key | {"resource": _resource(flat)}}
    schemas: dict[str, dict[str, Any]] = {
        flat: {"fields": _fields(FLAT), "primaryKey": "accession"},
    }
    for name, table in LONG_TABLES.items():
        schemas[f"{name}.csv"] = {"fields": _fields(table.columns), "foreignKeys": [to_flat]}
    return schemas


def _fields(columns: Iterable[FlatColumn]) -> list[dict[str, str]]:
    return [{"name": c.name, "type": "string", "description": c.meaning} for c in columns]


def _resource(name: str) -> str:
    return name.replace(".", "-").lower()


def _people(release: Release) -> list[str]:
    return release.contributors.splitlines()


def _moment(release: Release) -> str:
    return release.published_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _text(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"
