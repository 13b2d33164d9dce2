"""What the form proposes from other answers; a person takes it or says otherwise."""

from collections.abc import Mapping

from evidence.content import Content, names_of
from evidence.enums import MODALITIES
from evidence.models import Term
from evidence.names import fold


def proposed_modality(content: Content, terms: Mapping[tuple[str, str], Term]) -> list[str]:
    """Return the modalities that the named agents' terms carry, in the list's own order."""
    found = {
        terms[key].modality
        for name in names_of(content.get("agents"))
        if (key := ("agent", fold(name))) in terms
    }
    return [value for value in MODALITIES.values if value in found]
