"""Filling what is not known of a citation from another record of the same paper."""

from typing import TYPE_CHECKING, Any

from django.db import transaction

from evidence.models import Citation
from evidence.policies.csl import csl_problems
from evidence.policies.drafts import why_not_enter
from evidence.policies.particulars import keywords_in, particulars_problems
from ground import events
from ground.errors import Denied, Invalid

if TYPE_CHECKING:
    from accounts.models import Person


@transaction.atomic
def complete_citation(
    *,
    citation: Citation,
    csl: dict[str, Any],
    identifiers: dict[str, str],
    abstract: str,
    keywords: str = "",
    actor: "Person",
) -> list[str]:
    """Fill the fields of a citation that are empty, change none that is not; return their names.

    Raises Denied for those who may not enter evidence, and Invalid for texts that do not fit. An
    identifier that another citation has is left out: it would make two papers one.
    """
    if sentence := why_not_enter(actor):
        raise Denied(sentence)
    said = {"publisher": "", "keywords": keywords, "funding": ""}
    if problems := csl_problems(csl) + particulars_problems(said):
        raise Invalid("Nothing was filled in.", problems)
    citation = Citation.objects.select_for_update().get(pk=citation.pk)
    filled = _fill(citation, csl, identifiers)
    for name, text in (("abstract", abstract), ("keywords", "; ".join(keywords_in(keywords)))):
        if text and not getattr(citation, name):
            setattr(citation, name, text)
            filled.append(name)
    if filled:
        citation.save(update_fields=["csl", "abstract", "keywords", *identifiers])
        data = {"filled": filled}
        events.record(
            stream=f"citation:{citation.pk}", verb="complete citation", data=data, actor=actor
        )
    return filled


def _fill(citation: Citation, csl: dict[str, Any], identifiers: dict[str, str]) -> list[str]:
    """Put in what is missing of its particulars and identifiers; return the names of these."""
    missing = {name: value for name, value in csl.items() if not citation.csl.get(name)}
    filled = sorted(missing)
    citation.csl = citation.csl | missing
    for name, value in identifiers.items():
        is_free = not Citation.objects.filter(**{name: value}).exists()
        if not getattr(citation, name) and is_free:
            setattr(citation, name, value)
            filled.append(name)
    return filled
