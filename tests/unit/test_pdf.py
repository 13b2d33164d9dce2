"""Which files are kept as the PDF of a paper, and why others are not."""

import time
import zlib

import pytest

from evidence.pdf import LARGEST_PDF, why_not_pdf
from tests.pdfs import packed, pdf, stream

SCRIPT = b"<< /S /JavaScript /JS (app.alert(1)) >>"
BOMB = stream(b"/Type /ObjStm /Filter /FlateDecode", zlib.compress(b"0" * 70 * 1024 * 1024))


def test_a_paper_is_kept() -> None:
    assert why_not_pdf(pdf()) == ""
    assert why_not_pdf(pdf(more=packed(b"<< /Type /Annot /A << /S /URI >> >>"))) == ""
    # What a picture's bytes spell by chance is no script.
    assert why_not_pdf(pdf(more=stream(b"/Subtype /Image", b"\x00/JS \x01/AA\xff"))) == ""


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "does not begin like one"),
        (b"GIF89a" + pdf(), "does not begin like one"),
        (b"<!doctype html>%PDF-1.4 %%EOF", "does not begin like one"),
        (pdf()[:-300], "cut off"),
        (pdf() + b" " * LARGEST_PDF, "20 MiB"),
        (pdf(more=SCRIPT), "holds scripts"),
        (pdf(more=b"<< /S /J#61vaScript /#4aS (x) >>"), "holds scripts"),
        (pdf(more=packed(SCRIPT)), "holds scripts"),
        (pdf(more=packed(b"<< /#4aS (x) >>")), "holds scripts"),
        (pdf(more=b"<< /S /Launch /F (cmd.exe) >>"), "command to start a program"),
        (pdf(more=b"<< /Type /EmbeddedFile >>"), "files inside the file"),
        (pdf(more=b"<< /Names << /EmbeddedFiles 9 0 R >> >>"), "files inside the file"),
        (pdf(more=b"<< /AA << /O 9 0 R >> >>"), "actions that run by themselves"),
        (pdf(more=b"<< /AcroForm << /XFA 9 0 R >> >>"), "films, forms or programs"),
        (pdf(trailer=b"/Encrypt 9 0 R"), "encrypted"),
        (pdf(more=BOMB), "cannot be looked into"),
        (pdf(more=stream(b"/Type /ObjStm /Filter /LZWDecode", b"x")), "cannot be looked into"),
        (pdf(more=stream(b"/Type /ObjStm /Filter /FlateDecode", b"x")), "cannot be looked into"),
    ],
)
def test_what_is_not_kept_says_why(data: bytes, why: str) -> None:
    sentence = why_not_pdf(data)
    assert why in sentence
    assert sentence.endswith("Nothing was saved.")


@pytest.mark.parametrize("unit", [b"stream\nendstream", b"/#4a#4", b"/"])
def test_a_hostile_file_takes_no_long_look(unit: bytes) -> None:
    data = b"%PDF-1.7\n" + unit * ((LARGEST_PDF - 100) // len(unit)) + b"\n%%EOF"
    before = time.process_time()
    why_not_pdf(data)
    assert time.process_time() - before < 5
