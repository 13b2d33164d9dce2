"""What every view of the API is: it reads, and nothing else."""

from rest_framework.views import APIView


class ReadingView(APIView):
    """Answers GET and HEAD; anything else is refused with the methods that are allowed."""

    http_method_names = ["get", "head"]
