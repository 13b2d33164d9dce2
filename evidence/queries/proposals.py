"""Taking an answer that the form proposes."""

from evidence.content import Content
from evidence.documents import normalised
from evidence.policies.answers import shape_problems
from evidence.policies.proposals import proposed_modality
from evidence.policies.sentence import reading_of
from ground.errors import Invalid

from .entering import terms_of


def with_proposal(content: Content, column: str) -> Content:
    """Return `content` with the proposed answer to `column`, "summary" or "modality", and as it
    is for any other. Raises Invalid where the content cannot be read."""
    if column not in ("summary", "modality"):
        return content
    if problems := shape_problems(content):
        raise Invalid("The draft was not saved.", problems)
    terms = terms_of([content])
    normal = normalised(content, terms)
    if column == "summary":
        return content | {"summary": reading_of(normal)}
    proposed = proposed_modality(normal, terms)
    return content | {"modality": [{"name": name} for name in proposed]} if proposed else content
