"""What stands beside a version's answers and is judged with them."""

import json

from evidence.content import text_of
from evidence.models import Version
from evidence.presenters.citations import study_card_facts
from evidence.presenters.claims import Shown, claim_of, private_parts


def extras_of(version: Version) -> dict[str, list[Shown]]:
    """Return, by section, what the pages of a claim show outside its sections: quote, notes and
    study card with the source; level, summary and doubt with the evidence."""
    claim, card = claim_of(version), version.answers["study_card"] or {}
    level = version.answers["level"]
    usual = level["suggested"] or "none"
    evidence = [Shown("Summary", text=text_of(claim.get("summary")))]
    if level["value"]:
        words = f"{level['value']} (the settings suggest {usual})"
        evidence.append(Shown("Level", text=words))
    if reason := text_of(claim.get("level_reason")):
        evidence.append(Shown("Why this level", text=reason))
    if doubt := text_of(claim.get("doubt")):
        evidence.append(Shown("The curator's doubt", text=doubt))
    answered = study_card_facts(card.get("answers", {})) if card else []
    return {
        "source": [
            *private_parts(json.loads(version.supplement)),
            *(fact for fact in answered if fact.unknown != "not_checked"),
        ],
        "evidence": [shown for shown in evidence if shown.text],
    }
