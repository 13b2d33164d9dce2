"""The living style guide, in development only."""

import json

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.messages.storage.base import Message
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from config.colours import colours, contrasts

SAMPLES = settings.BASE_DIR / "templates" / "styleguide.json"
_TYPE = (13, 15, 18, 21.6, 26, 31, 37)
_DISTANCES = (4, 8, 12, 16, 24, 32, 48, 72)
_SAID = (
    Message(messages.SUCCESS, "Your profile is saved."),
    Message(messages.WARNING, "Nobody here can decide this item: one more editor is needed."),
    Message(messages.ERROR, "Nothing was saved: somebody was faster. Open the item again."),
)


@login_not_required
def styleguide(request: HttpRequest) -> HttpResponse:
    """Show every component in every state, with claims of the starter set."""
    samples = json.loads(SAMPLES.read_text(encoding="utf-8"))
    scales = {
        "swatches": [{"name": name, "day": day, "night": night}
                     for name, (day, night) in colours().items()],
        "said": _SAID,
        "contrasts": contrasts(),
        "type_sizes": [(f"t{step}", size) for step, size in enumerate(_TYPE, start=1)],
        "distances": [(f"s{step}", size) for step, size in enumerate(_DISTANCES, start=1)],
    }  # fmt: skip
    return render(request, "styleguide.html", samples | scales)
