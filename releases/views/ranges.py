"""A part of a file, as HTTP asks for it (RFC 9110, section 14)."""

import re
from typing import NamedTuple

from django.http import HttpRequest

_ONE_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")


class Part(NamedTuple):
    """The bytes from `first` up to and without `end`; none where the two are equal."""

    first: int
    end: int

    @property
    def size(self) -> int:
        """How many bytes it has."""
        return self.end - self.first


def part_of(request: HttpRequest, size: int, tag: str) -> Part | None:
    """Return the part that is asked for of a file of `size` bytes, or None for all of it.

    Several ranges, other units, what is no range, and an If-Range that is not this strong `tag`
    are answered with the whole file. A part that lies behind the end is empty.
    """
    asked = _ONE_RANGE.fullmatch(request.headers.get("Range", "").replace(" ", ""))
    if request.method != "GET" or asked is None or asked[1] == asked[2] == "":
        return None
    if request.headers.get("If-Range", tag) != tag:
        return None
    if not asked[1]:  # the last so many bytes
        return Part(max(0, size - int(asked[2])), size)
    first = int(asked[1])
    end = int(asked[2]) + 1 if asked[2] else size
    if asked[2] and end <= first:
        return None
    return Part(min(first, size), min(end, size))
