"""Containers that are broken, locked, loaded or something else altogether."""

import io
import struct
import zipfile
from collections.abc import Iterator

from tests.awkward_files import AwkwardFile, fine, one, refused, text_file
from tests.workbooks import (
    MAIN,
    ODS_TYPE,
    PACKAGE,
    RELATIONS,
    TYPES,
    XML,
    ods,
    sheet_xml,
    xlsx,
    zipped,
)

LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>'
)


def files() -> Iterator[AwkwardFile]:
    """Yield every file of this kind."""
    whole = xlsx(one())
    yield fine("plain.xlsx", whole, (2, "summary", "Claim 1."))
    yield fine("renamed.csv", whole, warns="renamed")
    yield fine("renamed-ods.xlsx", ods(one()), warns="renamed")
    yield refused("truncated.xlsx", whole[: len(whole) // 2], "damaged")
    yield refused("tail-cut.xlsx", whole[:-30], "damaged")
    yield refused("half-a-sheet.xlsx", xlsx(sheet=sheet_xml(one())[:-80]), "damaged")
    flipped = bytearray(whole)
    at = whole.index(b"xl/worksheets/sheet1.xml") + 60
    flipped[at : at + 8] = bytes(8)
    yield refused("flipped-bits.xlsx", bytes(flipped), "damaged")
    yield refused("prefix.xlsx", b"MZ\x90\x00" * 8 + whole, "polyglot")
    yield refused("pdf-and-xlsx.pdf", b"%PDF-1.7\n" + whole, "polyglot")
    yield refused("both.xlsx", xlsx(one(), parts={"mimetype": ODS_TYPE}), "polyglot")
    yield refused("text-and-xlsx.csv", text_file(one()) + whole, "polyglot")
    yield refused("suffix.xlsx", whole + b"<script>alert(1)</script>", "polyglot")
    yield refused("html-suffix.xlsx", whole + b"\0" * 4096, "polyglot")
    yield refused("old.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4096), "old_format")
    locked = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512) + "EncryptedPackage".encode("utf-16-le")
    )
    yield refused("locked.xlsx", locked + bytes(512), "encrypted")
    yield refused("random.xlsx", b"PK\x03\x04" + bytes(range(256)) * 20, "damaged")
    yield refused("document.docx",
                  zipped({"[Content_Types].xml": TYPES, "word/document.xml": "<w/>"}), "not_a_spreadsheet")  # fmt: skip
    yield refused("binary.xlsb",
                  zipped({"[Content_Types].xml": TYPES, "xl/workbook.bin": b"\x00"}), "not_a_spreadsheet")  # fmt: skip
    yield refused("writer.odt", zipped({"mimetype": ODS_TYPE.replace("spreadsheet", "text"),
                                        "content.xml": "<x/>"}), "not_a_spreadsheet")  # fmt: skip
    yield refused("archive.zip", zipped({"claims.csv": "pmid\n1\n"}), "not_a_spreadsheet")
    yield from _loaded()
    yield from _bombs()
    yield from _locked_parts(whole)


def _loaded() -> Iterator[AwkwardFile]:
    yield refused("macros.xlsm", xlsx(one(), parts={"xl/vbaProject.bin": b"\x00"}), "macros")
    typed = TYPES.replace("sheet.main+xml", "sheet.macroEnabled.main+xml")
    yield refused("macro-type.xlsx", xlsx(one(), parts={"[Content_Types].xml": typed}), "macros")
    yield refused("active-x.xlsx", xlsx(one(), parts={"xl/activeX/activeX1.xml": "<x/>"}), "macros")
    yield refused(
        "macro-sheet.xlsx", xlsx(one(), parts={"xl/macrosheets/sheet1.xml": "<x/>"}), "macros"
    )
    yield refused("basic.ods", ods(one(), parts={"Basic/Standard/Module1.xml": "<x/>"}), "macros")
    yield refused("links.xlsx", xlsx(one(), parts={"xl/externalLinks/externalLink1.xml": "<x/>"}),
                  "external_links")  # fmt: skip
    yield refused(
        "connections.xlsx", xlsx(one(), parts={"xl/connections.xml": "<x/>"}), "external_links"
    )
    relations = (
        f'{XML}<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" '
        f'Type="{RELATIONS}/%s" Target="http://example.org/" TargetMode="External"/></Relationships>'
    )
    at = "xl/worksheets/_rels/sheet1.xml.rels"
    yield refused(
        "outside-picture.xlsx", xlsx(one(), parts={at: relations % "image"}), "external_links"
    )
    yield fine("hyperlink.xlsx", xlsx(one(), parts={at: relations % "hyperlink"}))
    source = '<table:table-source xlink:href="file:///etc/passwd"/>'
    yield refused("linked-table.ods", ods(table=source), "external_links")
    yield refused("dde.ods", ods(one(), after="<table:dde-links/>"), "external_links")


def _bombs() -> Iterator[AwkwardFile]:
    laughing = LAUGHS + sheet_xml(one()).partition("?>\n")[2]
    yield refused("entities.xlsx", xlsx(sheet=laughing), "dtd")
    outside = '<?xml version="1.0"?><!DOCTYPE x SYSTEM "file:///etc/passwd"><x/>'
    yield refused("outside-entity.xlsx", xlsx(one(), parts={"xl/workbook.xml": outside}), "dtd")
    wide = ('<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x [<!ENTITY a "b">]>'
            f'<worksheet xmlns="{MAIN}"/>').encode("utf-16")  # fmt: skip
    yield refused(
        "entities-utf16.xlsx", xlsx(one(), parts={"xl/worksheets/sheet1.xml": wide}), "dtd"
    )
    yield refused("entities.ods", ods(parts={"content.xml": LAUGHS + "<x/>"}), "dtd")
    yield refused("zip-bomb.xlsx",
                  xlsx(one(), parts={"xl/media/a.bin": bytes(101 * 1024 * 1024)}), "too_big_unpacked")  # fmt: skip
    yield refused("many-parts.xlsx", xlsx(one(), parts={f"xl/x{n}.xml": "" for n in range(1001)}),
                  "too_many_parts")  # fmt: skip
    blown = sheet_xml(one()).replace("Claim 1.", "x" * (60 * 1024 * 1024))
    yield refused("one-huge-cell.xlsx", xlsx(sheet=blown), "too_big")
    texts = f'{XML}<sst xmlns="{MAIN}">' + "<si><t>x</t></si>" * 4_000_000 + "</sst>"
    yield refused("many-texts.xlsx", xlsx(one(), parts={"xl/sharedStrings.xml": texts}), "too_big")
    deep = sheet_xml(one()).replace(
        "<sheetData>", "<a>" * 200_000 + "</a>" * 200_000 + "<sheetData>"
    )
    yield fine("deep.xlsx", xlsx(sheet=deep))
    lying = bytearray(xlsx(one(), parts={"xl/media/a.bin": bytes(1024 * 1024)}))
    at = lying.rindex(b"xl/media/a.bin") - 46 + 24
    lying[at : at + 4] = struct.pack("<I", 10)
    yield fine("lying-size.xlsx", bytes(lying))
    sheet = xlsx(one())
    small = bytearray(sheet)
    at = small.rindex(b"xl/worksheets/sheet1.xml") - 46 + 24
    small[at : at + 4] = struct.pack("<I", 200)
    yield refused("lying-sheet.xlsx", bytes(small), "damaged")


def _locked_parts(whole: bytes) -> Iterator[AwkwardFile]:
    flagged = bytearray(whole)
    at = flagged.rindex(b"PK\x01\x02")
    flagged[at + 8] |= 1
    yield refused("locked-part.xlsx", bytes(flagged), "encrypted")
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        '<manifest:file-entry manifest:full-path="content.xml"><manifest:encryption-data/>'
        "</manifest:file-entry></manifest:manifest>"
    )
    yield refused("locked.ods", ods(one(), parts={"META-INF/manifest.xml": manifest}), "encrypted")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        archive.writestr("../../etc/passwd", "x")
        archive.writestr("xl/workbook.xml", "<x/>")
    yield refused("path.xlsx", out.getvalue(), "polyglot")
    yield refused("no-workbook.xlsx", zipped({"xl/workbook.xml": "<x/>"}), "not_a_spreadsheet")
    yield refused("no-sheets.xlsx", xlsx(one(), parts={
        "xl/workbook.xml": f'{XML}<workbook xmlns="{MAIN}"><sheets/></workbook>'}), "damaged")  # fmt: skip
    yield refused("empty.zip", zipped({}), "not_a_spreadsheet")
