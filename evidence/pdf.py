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
_STREAM_BEGINS = re.compile(rb"(?<!end)stream\r?\n")
_STREAM_ENDS = b"endstream"
# How far before a stream its own dictionary is looked for.
_ABOUT_BYTES = 2000


def _names(*names: str) -> re.Pattern[bytes]:
    """Return what finds any of these names of a PDF, also with letters written as #4a."""
    spelled = "|".join(
        "".join(f"(?:{letter}|#(?i:{ord(letter):02x}))" for letter in name) for name in names
    )
    return re.compile(f"/(?:{spelled})(?![A-Za-z0-9#])".encode())


# Long names are looked for everywhere, short ones where no picture can spell them by chance.
_ACTIVE = {
    "scripts": _names("JavaScript"),
    "a command to start a program": _names("Launch"),
    "files inside the file": _names("EmbeddedFile", "EmbeddedFiles"),
    "films, forms or programs that act by themselves": _names(
        "RichMedia", "XFA", "SubmitForm", "ImportData"
    ),
}
_ACTIVE_SHORT = {"scripts": _names("JS"), "actions that run by themselves": _names("AA")}
_ENCRYPTED = _names("Encrypt")


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
    outside, inside = _parts(data)
    if _ENCRYPTED.search(outside):
        return (
            "The PDF is encrypted, so nobody can look into it. Print it into a new PDF and choose "
            "that. Nothing was saved."
        )
    if inside is None:
        return (
            "The PDF packs its objects so that they cannot be looked into. Print it into a new "
            "PDF and choose that. Nothing was saved."
        )
    found = [what for what, name in _ACTIVE.items() if name.search(data) or name.search(inside)]
    found += [
        what for what, name in _ACTIVE_SHORT.items() if name.search(outside) or name.search(inside)
    ]
    if found:
        return (
            f"The PDF holds {found[0]}. A paper needs none: print it into a new PDF and choose "
            "that. Nothing was saved."
        )
    return ""


def _parts(data: bytes) -> tuple[bytes, bytes | None]:
    """Return what stands outside of streams, and what the object streams hold.

    The second is None where one of them cannot be inflated, or not within limits.
    """
    outside, inside, room, at = [], [], MOST_INFLATED, 0
    is_open = True
    while match := _STREAM_BEGINS.search(data, at):
        end = data.find(_STREAM_ENDS, match.end())
        if end < 0:
            break
        outside.append(data[at : match.start()])
        about = data[max(at, match.start() - _ABOUT_BYTES) : match.start()]
        if b"/ObjStm" in about and is_open:
            held = _inflated(about, data[match.end() : end], room)
            is_open = held is not None
            inside.append(held or b"")
            room -= len(held or b"")
        at = end + len(_STREAM_ENDS)
    outside.append(data[at:])
    return b"\n".join(outside), b"\n".join(inside) if is_open else None


def _inflated(about: bytes, body: bytes, room: int) -> bytes | None:
    if b"/Filter" not in about:
        return body
    if b"/FlateDecode" not in about:
        return None
    try:
        held = zlib.decompressobj().decompress(body, room)
    except zlib.error:
        return None
    return held if len(held) < room else None
