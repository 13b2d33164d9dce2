"""Looking into a PDF before it is kept: is it one, is it whole, and can it do anything by itself.

A search of bytes, not a reader of PDFs: what hides from it still meets the sandbox in which every
file is served.
"""

import re
import zlib

LARGEST_PDF = 20 * 1024 * 1024
# Object streams hold the file's own objects; what they inflate to together.
MOST_INFLATED = 64 * 1024 * 1024
_HEAD = re.compile(rb"%PDF-[12]\.[0-9]")
_TAIL_BYTES = 4096
_STREAM = re.compile(rb"(<<[^\x00]{0,4000}?>>)\s*stream\r?\n(.*?)endstream", re.DOTALL)
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
_ENDS = rb"(?![A-Za-z0-9])"
# Long names are looked for everywhere, short ones where no picture can spell them by chance.
_ACTIVE = {
    rb"/JavaScript": "scripts",
    rb"/Launch": "a command to start a program",
    rb"/EmbeddedFiles?": "files inside the file",
    rb"/RichMedia": "films or programs",
    rb"/XFA": "an XFA form",
    rb"/SubmitForm": "a form that sends itself",
    rb"/ImportData": "a form that loads data",
}
_ACTIVE_SHORT = {rb"/JS": "scripts", rb"/AA": "actions that run by themselves"}


def why_not_pdf(data: bytes) -> str:
    """Return why `data` is not kept as the PDF of a paper, or ""."""
    if len(data) > LARGEST_PDF:
        return (
            "The file has more than the 20 MiB that are kept. Save it "
            "smaller, or without its supplement. Nothing was saved."
        )
    if not _HEAD.match(data):
        return "This is no PDF: it does not begin like one. Nothing was saved."
    if b"%%EOF" not in data[-_TAIL_BYTES:]:
        return "The PDF is cut off: its end is missing. Fetch it again. Nothing was saved."
    outside = _STREAM.sub(rb"\1", data)
    if _holds(rb"/Encrypt", outside):
        return (
            "The PDF is encrypted, so nobody can look into it. Print it into a new PDF and choose "
            "that. Nothing was saved."
        )
    inside = _object_streams(data)
    if inside is None:
        return (
            "The PDF packs its objects so that they cannot be looked into. Print it into a new "
            "PDF and choose that. Nothing was saved."
        )
    for what in _active(data, outside, inside):
        return (
            f"The PDF holds {what}. A paper needs none: print it into a new PDF and choose that. "
            "Nothing was saved."
        )
    return ""


def _active(data: bytes, outside: bytes, inside: bytes) -> list[str]:
    found = [
        what
        for name, what in _ACTIVE.items()
        if any(_holds(name, part) for part in (data, outside, inside))
    ]
    found += [
        what
        for name, what in _ACTIVE_SHORT.items()
        if any(_holds(name, part) for part in (outside, inside))
    ]
    return found


def _holds(name: bytes, data: bytes) -> bool:
    plain = _ESCAPED.sub(lambda match: bytes([int(match.group(1), 16)]), data)
    return re.search(name + _ENDS, plain) is not None


def _object_streams(data: bytes) -> bytes | None:
    """Return what all object streams hold, or None where one cannot be inflated within limits."""
    held, room = [], MOST_INFLATED
    for match in _STREAM.finditer(data):
        about, body = match.groups()
        if b"/ObjStm" not in about:
            continue
        if b"/FlateDecode" not in about:
            if b"/Filter" in about:
                return None
            held.append(body)
            continue
        try:
            inflated = zlib.decompressobj().decompress(body, room)
        except zlib.error:
            return None
        room -= len(inflated)
        if room <= 0:
            return None
        held.append(inflated)
    return b"\n".join(held)
