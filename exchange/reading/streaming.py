"""XML read in pieces: whole children of one long element, while the rest is still coming."""

import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import Any
from xml.etree import ElementTree

from .containers import damaged

_PIECE = 1 << 17
_NO_MEMORY = 1  # expat's XML_ERROR_NO_MEMORY
# A tag or a comment that never ends is looked at from its start with every piece.
_BIGGEST_PIECE = 1 << 22
_BROKEN = (
    ElementTree.ParseError, zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError,
    AssertionError, LookupError,
)  # fmt: skip


class _Locals(dict[str, str]):
    def __missing__(self, tag: str) -> str:
        name = self[tag] = tag.rpartition("}")[2]
        return name


# From an element's name with its namespace to the one without.
locals_of = _Locals()


def local(element: Any) -> str:
    """Return an element's name without its namespace."""
    return locals_of[element.tag]


def children(
    stream: Any, find: Callable[[Any], Any], rest: list[Any] | None = None
) -> Iterator[Any]:
    """Yield the children of the element that `find` picks from the root, each once it is whole.

    They are forgotten once yielded, so memory does not grow with their number. What else the root
    holds is added to `rest` at the end.
    """
    builder = ElementTree.TreeBuilder()
    above = builder.start("above", {})
    parser = ElementTree.XMLParser(target=builder)
    size = _PIECE
    try:
        while piece := stream.read(size):
            parser.feed(piece)
            size = min(2 * size, _BIGGEST_PIECE)
            long = find(above[0]) if len(above) else None
            if long is not None and len(long) > 1:
                size = _PIECE
                yield from long[:-1]
                del long[:-1]
        builder.end("above")
        parser.close()
    except _BROKEN as error:
        raise _fault(error) from error
    long = find(above[0])
    if long is not None:
        yield from list(long)
        long.clear()
    if rest is not None:
        rest.extend(above[0])


def tree(stream: Any) -> Any:
    """Return the root of a small part."""
    try:
        return ElementTree.fromstring(stream.read())
    except _BROKEN as error:
        raise _fault(error) from error


def _fault(error: Exception) -> Exception:
    """Return what to say of a part that cannot be read: the parser calls no memory bad XML."""
    return MemoryError() if getattr(error, "code", 0) == _NO_MEMORY else damaged()
