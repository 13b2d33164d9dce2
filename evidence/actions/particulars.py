"""Publisher, keywords and funding of a paper: said of it, and part of no claim."""

from typing import TYPE_CHECKING

from django.db import transaction

from evidence.models import Citation
from evidence.policies.drafts import why_not_enter
from evidence.policies.particulars import particulars_of, particulars_problems, tidied
from ground import events
from ground.errors import Denied, Invalid, Stale

if TYPE_CHECKING:
    from accounts.models import Person


@transaction.atomic
def change_particulars(
    *, citation: Citation, given: dict[str, str], seen: dict[str, str], actor: "Person"
) -> Citation:
    """Write publisher, keywords and funding of a paper, "" for what is not known; return it.

    `seen` is what they were when they were looked at. Raises Denied for those who may not enter
    evidence, Invalid with every problem, Stale where somebody changed them since.
    """
    if sentence := why_not_enter(actor):
        raise Denied(sentence)
    citation = Citation.objects.select_for_update(no_key=True).get(pk=citation.pk)
    before, after = particulars_of(citation), tidied(given)
    if before == after:
        return citation
    if problems := particulars_problems(after):
        raise Invalid("Nothing was changed; what you wrote is kept.", problems)
    if before != seen:
        raise Stale(
            "Somebody changed these particulars meanwhile. Nothing of yours was saved, and it is "
            "still in the fields; what they saved stands on the page of the paper. Look at it and "
            "save again.",
            current=citation,
        )
    citation.keywords, citation.funding = after["keywords"], after["funding"]
    citation.csl = {name: value for name, value in citation.csl.items() if name != "publisher"}
    if after["publisher"]:
        citation.csl["publisher"] = after["publisher"]
    citation.save(update_fields=["keywords", "funding", "csl"])
    changed = sorted(name for name in after if before[name] != after[name])
    events.record(
        stream=f"citation:{citation.pk}", verb="change particulars", data={"changed": changed},
        actor=actor,
    )  # fmt: skip
    return citation
