"""What every view of the API is: it reads, and nothing else."""

from typing import Any

from rest_framework.views import APIView


class ReadingView(APIView):
    """Answers GET and HEAD; anything else is refused with the methods that are allowed."""

    http_method_names = ["get", "head"]

    def perform_authentication(self, request: Any) -> None:
        """Leave it to whoever asks for the user: a wrong method is wrong for everybody alike."""
