"""Which format an answer has: the address says it, so that a link is enough."""

from typing import Any

from rest_framework.negotiation import BaseContentNegotiation


class AddressDecides(BaseContentNegotiation):
    """Ignores what a client would accept: every address has one format."""

    def select_parser(self, request: Any, parsers: Any) -> Any:
        """Return the only parser there is."""
        return parsers[0]

    def select_renderer(self, request: Any, renderers: Any, format_suffix: Any = None) -> Any:
        """Return the only renderer there is."""
        return renderers[0], renderers[0].media_type
