"""The vocabulary in words, and the glossary of every closed list and question."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.urls import reverse

from evidence.columns import SECTIONS, Column, columns_of
from evidence.enums import (
    CITATION_KINDS,
    CODE_MATCHES,
    MODALITIES,
    OPEN_VOCABULARIES,
    PUBLICATION_STATUSES,
    STATUSES,
    TERM_STATUSES,
    UNKNOWNS,
    VOCABULARIES,
    ChoiceList,
)
from evidence.models import Term
from evidence.queries.facets import FACETS

from .items import list_href

_NEED = {
    "required": "must be answered",
    "shown": "asked, may stay open",
    "folded": "folded away until opened",
}


def vocabulary_cards(sizes: Mapping[str, Mapping[str, int]]) -> list[dict[str, Any]]:
    """Return one card a vocabulary, with how many terms it has and how many are provisional."""
    return [
        {
            "value": choice.value,
            "label": choice.label,
            "meaning": choice.meaning,
            "is_open": choice.value in OPEN_VOCABULARIES,
            "count": sum(sizes.get(choice.value, {}).values()),
            "provisional": sizes.get(choice.value, {}).get("provisional", 0),
        }
        for choice in VOCABULARIES.choices
    ]


def term_rows(terms: Iterable[Term], uses: Mapping[int, Mapping[str, int]]) -> list[dict[str, Any]]:
    """Return one row a term, with its number of claims, narrower terms included."""
    return [
        {
            "label": term.label,
            "href": term_href(term),
            "vocabulary": VOCABULARIES.label_of(term.vocabulary),
            "definition": term.definition,
            "broader": term.broader.label if term.broader else "",
            "synonyms": synonyms_of(term),
            "codes": codes_of(term),
            "provisional": term.status == "provisional",
            "obsolete": term.status == "obsolete",
            "claims": uses.get(term.pk, {}).get("", 0),
        }
        for term in terms
    ]


def term_href(term: Term) -> str:
    """Return the address of a term."""
    return reverse("evidence:term-detail", args=[term.pk])


def synonyms_of(term: Term) -> list[str]:
    """Return the other names of a term."""
    return [name.name for name in term.names.all() if not name.is_label]


def codes_of(term: Term) -> list[dict[str, str]]:
    """Return the codes of a term, each with how closely it fits and what that means."""
    meanings = {choice.value: choice.meaning for choice in CODE_MATCHES.choices}
    return [
        {"curie": code.curie, "match": code.match, "meaning": meanings.get(code.match, "")}
        for code in term.codes.all()
    ]


def term_notice(term: Term) -> dict[str, str] | None:
    """Return what must be known of a provisional or obsolete term."""
    if term.status == "provisional":
        text = "It came with a claim. An editor still has to confirm it or merge it with another."
        return {"kind": "warn", "title": "Provisional.", "text": text, "href": "", "action": ""}
    if term.status == "obsolete":
        new = term.replaced_by
        return {
            "kind": "warn",
            "title": "Obsolete.",
            "text": "It is no longer used; claims frozen under it keep it."
            if new is None
            else "It was replaced; claims frozen under it are found under the new term too.",
            "href": term_href(new) if new else "",
            "action": f"Go to {new.label}" if new else "",
        }
    return None


def role_counts(term: Term, uses: Mapping[str, int]) -> list[dict[str, Any]]:
    """Return, for each column in which claims name `term`, how many do and where they are."""
    return [
        {
            "label": FACETS[role].label,
            "count": count,
            "href": list_href(**{role: str(term.pk)}),
        }
        for role, count in sorted(uses.items())
        if role
    ]


def modality_of(term: Term) -> str:
    """Return the kind of therapy an agent is, in words."""
    return MODALITIES.label_of(term.modality) if term.modality else ""


def glossary() -> list[dict[str, Any]]:
    """Return every question of the form by section, with the answers its closed list allows."""
    return [
        {
            "name": section.name,
            "label": section.label,
            "lead": section.lead,
            "questions": [_question(column) for column in columns_of(section.name)],
        }
        for section in SECTIONS
    ]


def _question(column: Column) -> dict[str, Any]:
    lists = [("answers", column.choices)] if column.choices else []
    lists += [(a.label, a.choices) for a in column.attributes if a.choices]
    return {
        "name": column.name,
        "label": column.label,
        "hint": column.hint,
        "example": column.example,
        "need": _NEED[column.need],
        "private": column.private,
        "vocabulary": column.vocabulary,
        "vocabulary_label": VOCABULARIES.label_of(column.vocabulary) if column.vocabulary else "",
        "lists": [{"label": label, "choices": choices.choices} for label, choices in lists],
    }


def defined_terms(terms: Iterable[Term]) -> list[dict[str, Any]]:
    """Return terms that have a definition, by vocabulary in the order of the lists."""
    by_name: dict[str, list[Term]] = {}
    for term in terms:
        by_name.setdefault(term.vocabulary, []).append(term)
    return [
        {"name": choice.value, "label": choice.label, "terms": by_name[choice.value]}
        for choice in VOCABULARIES.choices
        if choice.value in by_name
    ]


def other_lists() -> list[dict[str, Any]]:
    """Return the closed lists that belong to no single question."""
    lists: dict[str, ChoiceList] = {
        "When a question has no answer": UNKNOWNS,
        "Status of a claim": STATUSES,
        "Kind of source": CITATION_KINDS,
        "Publication status": PUBLICATION_STATUSES,
        "Status of a term": TERM_STATUSES,
        "How closely a code fits": CODE_MATCHES,
    }
    return [{"label": label, "choices": known.choices} for label, known in lists.items()]
