"""Workbooks as programs really write them: formats, part names, several sheets, own habits."""

import io
import re
import zipfile
from collections.abc import Iterator

from tests.awkward_files import AwkwardFile, fine, one, refused, wrong
from tests.workbooks import (
    HEAD,
    MAIN,
    ODS_TYPE,
    PACKAGE,
    RELATIONS,
    XML,
    Raw,
    number,
    ods,
    row,
    sheet_xml,
    xlsx,
    zipped,
)

FLAT_ODS = (
    f'{XML}<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    f'office:mimetype="{ODS_TYPE}"/>'
)


def files() -> Iterator[AwkwardFile]:
    """Yield every file of this kind."""
    yield from _formats()
    yield from _parts()
    yield from _shared_texts()
    yield from _sheets()
    yield from _places()
    yield from _ods()
    yield from _other_formats()


def styled(code: str) -> str:
    """The styles of a workbook whose style 1 has the number format `code`."""
    quoted = code.replace("&", "&amp;").replace('"', "&quot;")
    return (
        f'{XML}<styleSheet xmlns="{MAIN}"><numFmts><numFmt numFmtId="164" formatCode="{quoted}"/>'
        '</numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs></styleSheet>'
    )


def _formats() -> Iterator[AwkwardFile]:
    seen_as_they_are = {
        "plain": ("0.00", "8.5", "8.5"), "thousands": ("#,##0", "12345", "12345"),
        "percent": ("0%", "0.5", "50%"), "percent-noise": ("0.0%", "7.0000000000000007E-2", "7%"),
        "negative": ("#,##0_);[Red]\\(#,##0\\)", "5", "5"), "exponent": ("0.00E+00", "32000", "32000"),
        "zeros-whole": ("000", "123", "123"), "general": ("General", "7", "7"), "text": ("@", "7", "7"),
        "accounting": ("_-* #,##0.00_-;\\-* #,##0.00_-", "5", "5"),
    }  # fmt: skip
    for name, (code, value, shown) in seen_as_they_are.items():
        data = xlsx(one(locator=number(value, 1)), parts={"xl/styles.xml": styled(code)})
        yield fine(f"format-{name}.xlsx", data, (2, "locator", shown))
    otherwise = {
        "unit": '0" µM"', "euro": "#,##0.00\\ [$€-407]", "dollar": '"$"#,##0', "bare": "$0",
        "zeros": "00000", "fraction": "# ?/?", "escaped": "0\\x",
    }  # fmt: skip
    for name, code in otherwise.items():
        data = xlsx(one(locator=number("5", 1)), parts={"xl/styles.xml": styled(code)})
        yield wrong(f"format-{name}.xlsx", data, (2, "locator", "not_text", "5"))
    for name, code in (("day-month", "[$-409]d\\-mmm;@"), ("hours", "[h]:mm"),
                       ("chinese", 'm"月"d"日"'), ("long", "dddd, mmmm dd, yyyy")):  # fmt: skip
        data = xlsx(one(cargo=number("45171", 1)), parts={"xl/styles.xml": styled(code)})
        yield wrong(f"format-{name}.xlsx", data, (2, "cargo", "date", "2023-09-02"))
    for place, code in (("currency", 44), ("built-in-fraction", 12)):
        styles = styled("0").replace('numFmtId="164"/></cellXfs>', f'numFmtId="{code}"/></cellXfs>')
        data = xlsx(one(locator=number("5", 1)), parts={"xl/styles.xml": styles})
        yield wrong(f"format-{place}.xlsx", data, (2, "locator", "not_text", "5"))


def _renamed(data: bytes, **names: str) -> bytes:
    """The same parts under other names; `a__b` stands for a/b."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {entry: archive.read(entry) for entry in archive.namelist()}
    for old, new in ((k.replace("__", "/") + ".xml", v) for k, v in names.items()):
        parts[new] = parts.pop(old)
    return zipped(parts)


def _parts() -> Iterator[AwkwardFile]:
    whole = xlsx(one())
    yield fine("backslashes.xlsx", _renamed(whole, xl__workbook="xl\\workbook.xml"))
    yield fine("upper-case-parts.xlsx", _renamed(whole, xl__workbook="XL/Workbook.xml"))
    book = (
        f'{XML}<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheets><sheet name="S" sheetId="1" '
        'r:id="rId1"/></sheets></workbook>'
    )
    elsewhere = {
        "[Content_Types].xml": f'{XML}<Types xmlns="{PACKAGE}/content-types"/>',
        "_rels/.rels": _relations("officeDocument", "/book.xml"), "book.xml": book,
        "_rels/book.xml.rels": _relations("worksheet", "/data/one.xml"),
        "data/one.xml": sheet_xml(one()),
    }  # fmt: skip
    yield fine("workbook-elsewhere.xlsx", zipped(elsewhere))
    yield refused("no-such-sheet.xlsx", zipped(elsewhere | {"data/one.xml": ""}), "damaged")
    binary = {
        "[Content_Types].xml": elsewhere["[Content_Types].xml"],
        "_rels/.rels": _relations("officeDocument", "xl/workbook.bin"), "xl/workbook.bin": "\x00",
    }  # fmt: skip
    yield refused("book.xlsb", zipped(binary), "old_format")
    extras = {
        "docProps/core.xml": "<x/>", "xl/comments1.xml": "<x/>", "xl/drawings/drawing1.xml": "<x/>",
        "xl/ctrlProps/ctrlProp1.xml": "<x/>", "customXml/item1.xml": "<x/>", "xl/theme/theme1.xml": "<x/>",
        "xl/printerSettings/printerSettings1.bin": b"\x00\x01", "xl/persons/person.xml": "<x/>",
    }  # fmt: skip
    yield fine("trimmings.xlsx", xlsx(one(), parts=extras))
    after = '<autoFilter ref="A1:O2"/><dataValidations count="1"><dataValidation sqref="A1"/></dataValidations>'
    yield fine("filter-and-lists.xlsx", xlsx(sheet=sheet_xml(one(), after=after)))
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(whole)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_LZMA) as new,
    ):
        for name in old.namelist():
            new.writestr(name, old.read(name))
    yield refused("lzma.xlsx", out.getvalue(), "damaged")
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(whole)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
    yield fine("stored.xlsx", out.getvalue())


def _relations(kind: str, target: str) -> str:
    return (
        f'{XML}<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{RELATIONS}/{kind}" Target="{target}"/></Relationships>'
    )


def _shared_texts() -> Iterator[AwkwardFile]:
    shared = Raw('t="s"', "<v>1</v>")
    texts = (
        f'{XML}<sst xmlns="{MAIN}" count="9" uniqueCount="3"><si/><si><r><t>gli</t></r><r><rPr><b/>'
        '</rPr><t xml:space="preserve">oma</t></r><rPh sb="0" eb="1"><t>x</t></rPh></si></sst>'
    )
    parts = {"xl/sharedStrings.xml": texts}
    yield fine(
        "shared.xlsx", xlsx(one(cancer=shared), parts=parts), (2, "cancer", [{"name": "glioma"}])
    )
    yield fine("shared-empty.xlsx", xlsx(one(notes=Raw('t="s"', "<v>0</v>")), parts=parts))
    yield fine("shared-blank.xlsx", xlsx(one(notes=Raw('t="s"', "")), parts=parts))
    for name, index in (("beyond", "2"), ("negative", "-1"), ("letters", "x"), ("square", "²")):
        cell = Raw('t="s"', f"<v>{index}</v>")
        yield refused(f"shared-{name}.xlsx", xlsx(one(cancer=cell), parts=parts), "damaged")
    laughs = '<?xml version="1.0"?><!DOCTYPE sst [<!ENTITY a "aaaaaaaaaa">]><sst><si><t>&a;</t></si></sst>'
    yield refused(
        "shared-entities.xlsx", xlsx(one(), parts={"xl/sharedStrings.xml": laughs}), "dtd"
    )
    for part in (
        "xl/styles.xml",
        "[Content_Types].xml",
        "_rels/.rels",
        "xl/_rels/workbook.xml.rels",
    ):
        name = part.replace("/", "-").strip("[]")
        yield refused(f"dtd-{name}.xlsx", xlsx(one(), parts={part: laughs}), "dtd")


def _sheets() -> Iterator[AwkwardFile]:
    summary = [["Numbers Sheet Name", "Numbers Table Name"], ["Sheet 1", "Table 1"]]
    yield fine("numbers.xlsx", xlsx(summary, name="Export Summary",
                                    more_sheets={"Sheet 1 - Table 1": one()}), warns="sheet_chosen")  # fmt: skip
    yield fine("claims-third.xlsx", xlsx([["read me"]], name="Info", more_sheets={
        "Lists": [["list", "name"], ["tissue", "bone marrow"]], "Daten": one()}), warns="sheet_chosen")  # fmt: skip
    yield fine("blank-others.xlsx", xlsx(one(), name="Sheet1", more_sheets={"Sheet2": [], "Sheet3": []}),
               (2, "summary", "Claim 1."))  # fmt: skip
    yield fine(
        "spaced-name.xlsx", xlsx([["x"], ["y"]], name="Other", more_sheets={" evidence ": one()})
    )
    yield refused(
        "very-hidden.xlsx", xlsx(one(), state="veryHidden", more_sheets={"S": [["x"]]}), "no_header"
    )
    chart = xlsx([["x"]], name="Chart1", more_sheets={"Tabelle1": one()})
    with zipfile.ZipFile(io.BytesIO(chart)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    relations = parts["xl/_rels/workbook.xml.rels"].replace(b'worksheet"', b'chartsheet"', 1)
    yield fine("chart-first.xlsx", zipped(parts | {"xl/_rels/workbook.xml.rels": relations}))
    many = {f"S{n}": [["x"]] for n in range(200)}
    yield refused("two-hundred-sheets.xlsx", xlsx([["x"]], name="S", more_sheets=many), "no_header")


def _places() -> Iterator[AwkwardFile]:
    plain = sheet_xml([HEAD, row(1), row(2)])
    yield fine("no-places.xlsx", xlsx(sheet=re.sub(r' r="[A-Z]+[0-9]+"', "", plain)), ok=2)
    yield fine("no-row-numbers.xlsx", xlsx(sheet=re.sub(r'<row r="[0-9]+"', "<row", plain)), ok=2)
    for name, old, new in (
        ("rows-back", '<row r="3"', '<row r="1"'), ("row-zero", '<row r="1"', '<row r="0"'),
        ("row-letters", '<row r="3"', '<row r="x"'), ("row-square", '<row r="3"', '<row r="³"'),
        ("cells-back", 'r="B2"', 'r="A2"'), ("cell-place", 'r="B2"', 'r="2B"'),
    ):  # fmt: skip
        yield refused(f"{name}.xlsx", xlsx(sheet=plain.replace(old, new)), "damaged")
    gap = plain.replace('<row r="3"', '<row r="9"').replace('A3"', 'A9"')
    gap = re.sub(r'r="([A-Z]+)3"', r'r="\g<1>9"', gap).replace("isolated EVs", "nonsense", 1)
    yield wrong("gap.xlsx", xlsx(sheet=gap), (2, "given", "not_in_list", "nonsense"), ok=1)
    low = plain.replace('<row r="3"', '<row r="3" ht="0" customHeight="1"')
    yield fine("no-height.xlsx", xlsx(sheet=low), ok=2, warns="hidden_rows")
    for name, cell in (
        ("underscores", number("1_000")), ("infinity", number("inf")), ("words", number("many")),
        ("kind", Raw('t="zz"', "<v>a</v>")),
    ):  # fmt: skip
        yield wrong(f"number-{name}.xlsx", xlsx(one(locator=cell)), (2, "locator", "error_cell"))


def _ods() -> Iterator[AwkwardFile]:
    def cell(kind: str, value: str, shown: str) -> Raw:
        return Raw(
            f'office:value-type="{kind}" office:value="{value}"', f"<text:p>{shown}</text:p>"
        )

    yield fine(
        "percent.ods", ods(one(locator=cell("percentage", "0.5", "50 %"))), (2, "locator", "50%")
    )
    yield fine(
        "thousands.ods", ods(one(locator=cell("float", "12345", "12.345"))), (2, "locator", "12345")
    )
    yield fine("exponent.ods", ods(one(pmid=cell("float", "32978367", "3.30E+07"))))
    yield wrong("currency.ods", ods(one(locator=cell("currency", "5", "5,00 €"))),
                (2, "locator", "not_text", "5"))  # fmt: skip
    yield wrong("unit.ods", ods(one(locator=cell("float", "5", "5 µM"))),
                (2, "locator", "not_text", "5 µM"))  # fmt: skip
    yield wrong(
        "zeros.ods", ods(one(locator=cell("float", "5", "005"))), (2, "locator", "not_text")
    )
    yield wrong("lost-digits.ods", ods(one(locator=cell("float", "1.2345678901234568E+18", "1.23E+18"))),
                (2, "locator", "lost_digits"))  # fmt: skip
    yield wrong("time.ods", ods(one(cargo=Raw('office:value-type="time" office:time-value="PT2H"', ""))),
                (2, "cargo", "date", "PT2H"))  # fmt: skip
    error = Raw('table:formula="of:=[.A9]" office:value-type="string" office:string-value=""',
                "<text:p>#REF!</text:p>")  # fmt: skip
    yield wrong("error.ods", ods(one(cancer=error)), (2, "cancer", "formula"))
    yield refused(
        "repeat-words.ods", ods(one(notes=Raw('table:number-columns-repeated="x"', ""))), "damaged"
    )
    spaces = Raw('office:value-type="string"', '<text:p>a<text:s text:c="99999999"/>b</text:p>')
    yield wrong("spaces-bomb.ods", ods(one(notes=spaces)), (2, "notes", "cell_too_long"))
    span = Raw('office:value-type="string"', "<text:p>gli<text:span>oma</text:span></text:p>")
    yield fine("spans.ods", ods(one(cancer=span)), (2, "cancer", [{"name": "glioma"}]))
    key = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        '<manifest:file-entry manifest:full-path="encrypted-package"><manifest:encryption-data/>'
        "</manifest:file-entry></manifest:manifest>"
    )
    wholly = {"mimetype": ODS_TYPE, "META-INF/manifest.xml": key, "encrypted-package": b"\x07" * 99}
    yield refused("locked-wholly.ods", zipped(wholly), "encrypted")
    yield refused("no-content.ods", zipped({"mimetype": ODS_TYPE}), "damaged")


def _other_formats() -> Iterator[AwkwardFile]:
    yield refused("flat.fods", FLAT_ODS.encode(), "not_a_spreadsheet")
    xml_2003 = f'{XML}<?mso-application progid="Excel.Sheet"?><Workbook/>'
    yield refused("excel-2003.xml", xml_2003.encode(), "not_a_spreadsheet")
    yield refused("letter.rtf", b"{\\rtf1\\ansi pmid,summary}", "not_a_spreadsheet")
    yield refused("database.sqlite", b"SQLite format 3\x00" + bytes(4096), "not_a_spreadsheet")
    yield refused(
        "symlink.ods", zipped({"mimetype": ODS_TYPE, "content.xml": "/etc/passwd"}), "damaged"
    )
