"""What an address of the API that only reads is."""

from .endpoint import Endpoint


class ReadingView(Endpoint):
    """Answers GET and HEAD; anything else is refused with the methods that are allowed."""

    http_method_names = ["get", "head"]
