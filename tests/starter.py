"""The starter set entered otherwise than by its loader: its papers, and its claims as drafts."""

import io

from django.core.management import call_command

from accounts.models import Person
from evidence.actions.citations import cite
from evidence.actions.drafts import start_draft
from evidence.models import Citation, Draft
from exchange.starter_rows import read_citations, read_claims


def starter_papers(author: Person) -> dict[str, Citation]:
    """Enter the vocabulary and the papers; return the papers by key."""
    call_command("load_vocabulary", stdout=io.StringIO())
    return {
        row.key: cite(
            key=row.key, kind=row.kind, title=row.title, csl=row.csl, identifiers=row.identifiers,
            actor=author,
        )
        for row in read_citations()
    }  # fmt: skip


def starter_drafts(author: Person) -> list[Draft]:
    """Enter the claims as drafts of `author`."""
    papers = starter_papers(author)
    return [
        start_draft(content=claim.content, citation=papers[claim.citation_key], actor=author)
        for claim in read_claims()
    ]
