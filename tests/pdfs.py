"""Small PDFs, harmless and not."""

import zlib


def pdf(pages: int = 2, *, more: bytes = b"", trailer: bytes = b"") -> bytes:
    """Return a PDF whose sheets say which they are; `more` objects, more in its `trailer`."""
    kids = b" ".join(b"%d 0 R" % (4 + 2 * at) for at in range(pages))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [" + kids + b"] /Count %d >>" % pages,
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for at in range(pages):
        said = b"BT /F1 24 Tf 40 700 Td (Sheet %d of the paper) Tj ET" % (at + 1)
        objects += [
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R "
            b"/Resources << /Font << /F1 3 0 R >> >> >>" % (5 + 2 * at),
            stream(b"", said),
        ]
    if more:
        objects.append(more)
    made, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(made))
        made += b"%d 0 obj\n" % number + one + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(made)
    made += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + table
    made += b"trailer << /Size %d /Root 1 0 R %s >>\n" % (len(objects) + 1, trailer)
    return made + b"startxref\n%d\n%%%%EOF\n" % start


def stream(about: bytes, body: bytes) -> bytes:
    """Return a stream object."""
    return b"<< %s /Length %d >>\nstream\n" % (about, len(body)) + body + b"\nendstream"


def packed(said: bytes) -> bytes:
    """Return an object stream that holds `said`, deflated."""
    return stream(b"/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode", zlib.compress(said))
