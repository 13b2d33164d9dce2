"""What is to go: announced a year before, said with every answer until then."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from django.http.response import HttpResponseBase
from django.utils.http import http_date

LEAST = timedelta(days=365)


@dataclass(frozen=True)
class Ending:
    """That an operation goes: the day it was announced, its last day, and the address to ask then.

    Given to `reads` or `writes` it marks the operation in the description, and its answers.
    """

    announced: date
    last: date
    instead: str

    def __post_init__(self) -> None:
        if self.last - self.announced < LEAST:
            raise ValueError("What is to go is announced at least twelve months before.")

    @property
    def words(self) -> str:
        """What the description says of it."""
        return f"Deprecated on {self.announced}, ends after {self.last}; instead: {self.instead}."

    def mark(self, response: HttpResponseBase) -> None:
        """Say it in the headers of RFC 9745 and RFC 8594, beside the links there are."""
        response["Deprecation"] = f"@{_seconds(self.announced, time.min)}"
        response["Sunset"] = http_date(_seconds(self.last, time.max))
        links = [response.get("Link", ""), f'<{self.instead}>; rel="successor-version"']
        response["Link"] = ", ".join(link for link in links if link)


def _seconds(day: date, moment: time) -> int:
    return int(datetime.combine(day, moment, UTC).timestamp())
