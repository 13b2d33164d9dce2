"""What files of programs, habits and pranks nobody here had seen taught."""

import io
import stat
import struct
import zipfile
from collections.abc import Iterator

from tests.awkward_files import AwkwardFile, fine, one, refused, text_file, wrong
from tests.workbooks import MAIN, PACKAGE, RELATIONS, XML, Raw, ods, sheet_xml, xlsx

DTD = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'


def files() -> Iterator[AwkwardFile]:
    """Yield every file of this kind."""
    yield from _containers()
    yield from _sheets()
    yield from _names()
    yield refused("only-the-mark-of-utf-16.csv", b"\xff\xfe", "empty")


def _containers() -> Iterator[AwkwardFile]:
    whole = xlsx(one())
    yield refused("shared-bytes.xlsx", _sharing_bytes(whole), "damaged")
    for at, name in enumerate(("../x.xml", "..\\..\\x", "C:\\x", "xl/../../x")):
        yield refused(f"leads-out-{at}.xlsx", xlsx(one(), parts={name: "x"}), "polyglot")
    linked = io.BytesIO(whole)
    with zipfile.ZipFile(linked, "a") as archive:
        link = zipfile.ZipInfo("xl/media/picture.png")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
    yield refused("link.xlsx", linked.getvalue(), "polyglot")
    for name in ("docProps/core.xml", "xl/theme/theme1.xml", "xl/_rels/other.rels"):
        yield refused(f"dtd-in-{name[-9:]}.xlsx", xlsx(one(), parts={name: DTD}), "dtd")
    macros = (
        f'{XML}<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r" Target="x.bin"'
        ' Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject"/></Relationships>'
    )
    parts = {"xl/worksheets/_rels/sheet1.xml.rels": macros, "xl/worksheets/x.bin": "x"}
    yield refused("macros-by-another-name.xlsx", xlsx(one(), parts=parts), "macros")


def _sharing_bytes(whole: bytes) -> bytes:
    """A container whose directory lists one part many times, each time under another name."""
    out = io.BytesIO(whole)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/x00", bytes(1_000_000))
    body = out.getvalue()
    end = body.rindex(b"PK\x05\x06")
    (start,) = struct.unpack("<I", body[end + 16 : end + 20])
    last = body[body.rindex(b"PK\x01\x02", 0, end) : end]
    listed = body[start:end] + b"".join(last.replace(b"x00", b"x%02d" % n) for n in range(1, 30))
    count = listed.count(b"PK\x01\x02")
    tail = struct.pack("<HHHHIIH", 0, 0, count, count, len(listed), start, 0)
    return body[:start] + listed + b"PK\x05\x06" + tail


def _sheets() -> Iterator[AwkwardFile]:
    more = xlsx(one(), more_sheets={"More claims": one(), "Lists": [["list", "name"]]})
    yield fine("claims-beside.xlsx", more, (2, "summary", "Claim 1."), warns="sheet_chosen")
    attributes = " ".join(f"a{n}='1'" for n in range(300_000))
    sheet = sheet_xml(one()).replace("<sheetData>", f"<sheetData {attributes}>")
    yield refused("one-endless-tag.xlsx", xlsx(sheet=sheet), "too_big")
    spans = "<text:span>" * 3_000 + "glioma" + "</text:span>" * 3_000
    nested = Raw('office:value-type="string"', f"<text:p>{spans}</text:p>")
    yield refused("nested-deep.ods", ods(one(cancer=nested)), "damaged")
    kind = Raw('t="zz"', "<v>1</v>")
    yield wrong("kind-of-cell.xlsx", xlsx(one(locator=kind)), (2, "locator", "error_cell", "1"))
    book = f'{XML}<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}">' + "<a>" * 100_000
    yield refused("nested-book.xlsx", xlsx(one(), parts={"xl/workbook.xml": book}), "damaged")


def _names() -> Iterator[AwkwardFile]:
    yield wrong("none.csv", text_file(one(cargo="None")), (2, "cargo", "no_name", "None"))
    yield fine("none-given.csv", text_file(one(agents="none [role: none given]")))
    yield wrong("unknown-among-names.csv", text_file(one(cargo="unclear; miR-21")),
                (2, "cargo", "no_name", "unclear; miR-21"))  # fmt: skip
