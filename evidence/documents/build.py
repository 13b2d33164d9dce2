"""The two texts that a submission freezes: the public document and the private supplement."""

import json
from dataclasses import dataclass
from typing import Any, Protocol

from evidence.columns import COLUMNS, Column
from evidence.content import Content, Entry, Value, entries_of, names_of, text_of, unknown
from evidence.identifiers import LABELS
from evidence.models import Citation, StudyCard, Term
from evidence.names import fold
from evidence.policies.sentence import reading_of
from evidence.policies.strength import directness, level_of, suggested_level
from ground.canonical import canonical_json, sha256_hex

from .normal import Terms

SCHEMA_VERSION = 1


@dataclass(frozen=True)
class FrozenTexts:
    """What a version freezes, with the hashes by which it is known."""

    document: str
    supplement: str
    claim_sha256: str
    twin_sha256: str


def freeze(
    *,
    accession: str,
    number: int,
    content: Content,
    terms: Terms,
    citation: Citation,
    study_card: StudyCard | None,
) -> FrozenTexts:
    """Return the frozen texts of a version from normalised `content`.

    The document names no person. Labels, codes, citation and study card are as they are today.
    """
    public = {c.name: _shown(c, content.get(c.name), terms) for c in COLUMNS if not c.private}
    private = {c.name: content[c.name] for c in COLUMNS if c.private and c.name in content}
    document: dict[str, Any] = {
        "schema_version": SCHEMA_VERSION,
        "accession": accession,
        "version": number,
        "citation": citation_part(citation),
        "study_card": {"revision": study_card.revision, "answers": study_card.answers}
        if study_card
        else None,
        "claim": public,
        "reading": reading_of(content),
        "directness": [{"point": point.label, "met": point.met} for point in directness(content)],
        "level": {"value": level_of(content), "suggested": suggested_level(content)},
    }
    return FrozenTexts(
        document=canonical_json(document),
        supplement=canonical_json(private),
        claim_sha256=claim_hash(content, citation),
        twin_sha256=twin_hash(content, citation),
    )


def citation_part(citation: Citation) -> dict[str, Any]:
    """Return what a document says of its citation."""
    return {
        "key": citation.key,
        "kind": citation.kind,
        "title": citation.title,
        "csl": citation.csl,
        "pmid": citation.pmid,
        "pmcid": citation.pmcid,
        "doi": citation.doi,
        "nct": citation.nct,
        "status": citation.status,
        "status_on": citation.status_on.isoformat() if citation.status_on else None,
        "status_source": citation.status_source,
    }


def reissued_document(document: str, number: int, citation: Citation) -> str:
    """Return a frozen document as version `number`, with the identifiers `citation` has now."""
    frozen: dict[str, Any] = json.loads(document)
    now = {name: getattr(citation, name) for name in LABELS}
    changed = {"version": number, "citation": frozen["citation"] | now}
    return canonical_json(frozen | changed)


def _shown(column: Column, value: Value | None, terms: Terms) -> Value:
    if not value:
        return unknown("not_checked")
    if not isinstance(value, list):
        return value
    return [_shown_entry(column, entry, terms) for entry in value]


def _shown_entry(column: Column, entry: Entry, terms: Terms) -> Entry:
    shown = dict(entry)
    if column.choices:
        shown["label"] = column.choices.label_of(str(entry["name"]))
    term: Term | None = terms.get((column.vocabulary, fold(str(entry["name"]))))
    if term is not None:
        codes = sorted((code.curie, code.match) for code in term.codes.all())
        shown["codes"] = [{"curie": curie, "match": match} for curie, match in codes]
        if term.status == "provisional":
            shown["provisional"] = True
    return shown


_CLAIMING = frozenset(column.name for column in COLUMNS if column.claim)


class HasKey(Protocol):
    """A paper as far as hashes know it, entered here or about to be."""

    @property
    def key(self) -> str:
        """What names it."""


def claim_hash(content: Content, citation: HasKey) -> str:
    """Return the hash that identical claims share: every claim answer of the same citation."""
    answers = {name: _unordered(value) for name, value in content.items() if name in _CLAIMING}
    return sha256_hex(canonical_json({"citation": citation.key, "answers": answers}))


def _unordered(value: Value) -> Value:
    """Return `value` with its entries in one order: the order of rows claims nothing."""
    if isinstance(value, list) and len(value) > 1:
        return sorted(value, key=canonical_json)
    return value


def twin_hash(content: Content, citation: HasKey) -> str:
    """Return the hash that twins share: same citation, cargo, cancer, agents and effect."""
    cargo = sorted(
        [str(entry["name"]), str(entry.get("acts_as", "itself"))]
        for entry in entries_of(content.get("cargo"))
    )
    what = {name: sorted(names_of(content.get(name))) for name in ("cancer", "agents", "effect")}
    return sha256_hex(canonical_json({"citation": citation.key, "cargo": cargo} | what))


def searchable_text(content: Content, terms: Terms, citation: Citation) -> str:
    """Return all words under which a version should be found: its public answers, the synonyms
    and codes of its terms, and its citation; a field a line, so that no name spans two."""
    words = [citation.title, *citation.authors, citation.journal, citation.key]
    words += [citation.pmid or "", citation.pmcid or "", citation.doi or "", citation.nct or ""]
    for column in COLUMNS:
        if column.private:
            continue
        words.append(text_of(content.get(column.name)))
        for entry in entries_of(content.get(column.name)):
            name = str(entry.get("name", ""))
            words.append(column.choices.label_of(name) if column.choices else name)
            words += [str(entry.get(key, "")) for key in ("as_reported", "detail", "id")]
            if term := terms.get((column.vocabulary, fold(name))):
                words += [synonym.name for synonym in term.names.all()]
                words += [code.curie for code in term.codes.all()]
    return "\n".join(word for word in words if word)
