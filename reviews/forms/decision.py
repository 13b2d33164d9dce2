"""Reading the decide page."""

import re

from evidence.columns import SECTIONS
from evidence.forms.claims import Posted, last

_CHOSEN = re.compile(r"([0-9a-f-]{36}):([0-9]{1,3})")


def read_reasons(posted: Posted) -> dict[str, str]:
    """Return the reasons given per section and for the whole."""
    names = (*(section.name for section in SECTIONS), "whole")
    return {name: text for name in names if (text := last(posted, f"reason-{name}").strip())}


def read_chosen(posted: Posted) -> list[tuple[str, int]]:
    """Return the ticked suggestions as recommendation id and place; what is no such thing is
    kept with an impossible place, so that it is refused and not passed over."""
    matches = [(_CHOSEN.fullmatch(text), text) for text in posted.getlist("chosen")]
    return [(m.group(1), int(m.group(2))) if m else (text[:40], -1) for m, text in matches]
