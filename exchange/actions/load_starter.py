"""Loading the starter set through the same actions a person uses."""

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db import transaction

from evidence.actions.citations import change_study_card, cite
from evidence.actions.drafts import start_draft
from evidence.content import Content, names_of, unknown_of
from evidence.models import Citation, ExternalId, Term, Version
from exchange.starter_rows import StarterCitation, StarterClaim, read_citations, read_claims
from reviews.actions.submit import submit
from reviews.policies.submission import NO_INTERESTS

if TYPE_CHECKING:
    from accounts.models import Person

COLLECTION = "starter"
_COUNTED = ("modality", "effect", "settings", "read_from")


@dataclass
class StarterReport:
    """What a load did, and what it found."""

    citations_added: int = 0
    citations_kept: int = 0
    claims_added: int = 0
    claims_kept: int = 0
    mappings: list[tuple[str, str]] = field(default_factory=list)
    unmapped: list[tuple[str, str]] = field(default_factory=list)
    provisional: list[Term] = field(default_factory=list)
    counts: dict[str, Counter[str]] = field(default_factory=dict)


@transaction.atomic
def load_starter(*, actor: "Person") -> StarterReport:
    """Enter every citation and claim of the starter set that is not there yet; return the report.

    Claims are recognised by their external id, citations by their key. The claims enter as *in
    review*; a second load adds and changes nothing.
    """
    report = StarterReport()
    citations = {row.key: _citation(row, report, actor) for row in read_citations()}
    known = set(ExternalId.objects.filter(collection=COLLECTION).values_list("value", flat=True))
    before = set(Term.objects.values_list("pk", flat=True))
    claims = read_claims()
    for claim in claims:
        report.mappings += [(claim.key, mapping) for mapping in claim.mappings]
        report.unmapped += [
            (claim.key, f"{column}: “{text}”: {why}") for column, text, why in claim.unmapped
        ]
        if claim.key in known:
            report.claims_kept += 1
        else:
            _enter(claim, citations[claim.citation_key], actor)
            report.claims_added += 1
    report.provisional = list(Term.objects.exclude(pk__in=before))
    report.counts = count_answers([claim.content for claim in claims])
    return report


def _citation(row: StarterCitation, report: StarterReport, actor: "Person") -> Citation:
    known = Citation.objects.filter(key=row.key).first()
    if known:
        report.citations_kept += 1
        return known
    citation = cite(
        key=row.key,
        kind=row.kind,
        title=row.title,
        csl=row.csl,
        identifiers=row.identifiers,
        status=row.status,
        status_source=row.status_source,
        seen_at=row.seen_at,
        notes=row.notes,
        actor=actor,
    )
    if row.study_card:
        change_study_card(citation=citation, answers=row.study_card, revision=1, actor=actor)
    report.citations_added += 1
    return citation


def _enter(claim: StarterClaim, citation: Citation, actor: "Person") -> Version:
    """Draft and submit one claim; near twins in the file are separate rows on purpose."""
    draft = start_draft(citation=citation, content=claim.content, actor=actor)
    return submit(
        draft=draft,
        revision=draft.revision,
        interests=NO_INTERESTS,
        why_separate="A row of its own in the starter file.",
        actor=actor,
    )


def count_answers(contents: list[Content]) -> dict[str, Counter[str]]:
    """Return how many claims give each answer, per counted column and for cargo kinds.

    A claim with several answers counts once under each; unknowns count under their own name.
    """
    counts = {name: Counter[str]() for name in (*_COUNTED, "cargo_kind")}
    for content in contents:
        for name in _COUNTED:
            value = content.get(name)
            counts[name].update(set(names_of(value)) or {unknown_of(value)})
        cargo = content.get("cargo")
        kinds = {str(e["kind"]) for e in cargo} if isinstance(cargo, list) else set()
        counts["cargo_kind"].update(kinds or {unknown_of(cargo)})
    return counts
