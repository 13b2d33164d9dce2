"""A reference that was found, as the texts of the form in which a paper is entered by hand."""

from exchange.reference_files.found import FoundReference


def typed_from(found: FoundReference) -> dict[str, str]:
    """Return field name → text; the person reads it over before it is saved."""
    csl = found.csl
    return {
        "kind": found.kind,
        "title": found.title,
        "abstract": found.abstract,
        "keywords": found.keywords,
        "authors": "\n".join(_line(author) for author in csl.get("author", [])),
        "year": str(found.year or ""),
        "journal": str(csl.get("container-title", "")),
        "volume": str(csl.get("volume", "")),
        "issue": str(csl.get("issue", "")),
        "page": str(csl.get("page", "")),
    } | found.identifiers


def _line(author: dict[str, str]) -> str:
    if "literal" in author:
        return author["literal"]
    return ", ".join(part for part in (author.get("family"), author.get("given")) if part)
