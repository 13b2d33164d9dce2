"""What stands beside a version's answers and is judged with them."""

import json

from evidence.content import text_of
from evidence.models import Version
from evidence.presenters.claims import Shown, claim_of, private_parts
from evidence.presenters.study_card import ShownPart, card_parts

CARD_IS_JUDGED_WITH = "source"


def extras_of(version: Version) -> dict[str, list[Shown]]:
    """Return, by section, what the pages of a claim show outside its sections: quote and notes
    with the source; level, summary and doubt with the evidence."""
    claim = claim_of(version)
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
    return {
        "source": private_parts(json.loads(version.supplement)),
        "evidence": [shown for shown in evidence if shown.text],
    }


def card_of(version: Version) -> list[ShownPart]:
    """Return the study card that `version` froze; it is judged with the source."""
    card = version.answers["study_card"] or {}
    return card_parts(card.get("answers", {}))
