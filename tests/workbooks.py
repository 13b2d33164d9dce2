"""Spreadsheet files written by hand, part by part, so that a test can put anything into them."""

import csv
import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

TYPES = (
    f'{XML}<Types xmlns="{PACKAGE}/content-types">'
    '<Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-'
    'officedocument.spreadsheetml.sheet.main+xml"/>'
    "</Types>"
)
ROOT_RELATIONS = (
    f'{XML}<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
    f'Type="{RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
)
STYLES = (
    f'{XML}<styleSheet xmlns="{MAIN}"><numFmts count="1"><numFmt numFmtId="164" '
    'formatCode="yyyy\\-mm\\-dd"/></numFmts><cellXfs count="4"><xf numFmtId="0"/>'
    '<xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="11"/></cellXfs></styleSheet>'
)

# Numbers of the styles above.
DATE, OWN_DATE, SCIENTIFIC = 1, 2, 3


@dataclass(frozen=True)
class Raw:
    """A cell given as XML: its attributes and what is in it."""

    attributes: str
    body: str


def number(value: str, style: int = 0) -> Raw:
    """A cell that holds a number."""
    return Raw(f's="{style}"', f"<v>{value}</v>")


def formula(text: str, value: str = "") -> Raw:
    """A cell that holds a formula and what it last came to."""
    return Raw('t="str"', f"<f>{escape(text)}</f><v>{escape(value)}</v>")


def letters(place: int) -> str:
    """What a spreadsheet calls the column at `place`, counted from 0."""
    name, place = "", place + 1
    while place:
        place, rest = divmod(place - 1, 26)
        name = chr(65 + rest) + name
    return name


def sheet_xml(rows: Sequence[Sequence[object]], after: str = "", before: str = "") -> str:
    """The XML of a sheet; `before` and `after` stand around its rows."""
    lines = []
    for number_, row in enumerate(rows, start=1):
        cells = "".join(_cell(cell, f"{letters(at)}{number_}") for at, cell in enumerate(row))
        lines.append(f'<row r="{number_}">{cells}</row>')
    return (
        f'{XML}<worksheet xmlns="{MAIN}" xmlns:r="{RELATIONS}">{before}'
        f"<sheetData>{''.join(lines)}</sheetData>{after}</worksheet>"
    )


def _cell(cell: object, place: str) -> str:
    if isinstance(cell, Raw):
        return f'<c r="{place}" {cell.attributes}>{cell.body}</c>'
    if cell in ("", None):
        return ""
    text = escape(str(cell))
    return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'


def xlsx(
    rows: Sequence[Sequence[object]] = (),
    *,
    sheet: str = "",
    name: str = "Evidence",
    properties: str = "",
    parts: Mapping[str, str | bytes] | None = None,
    more_sheets: Mapping[str, Sequence[Sequence[object]]] | None = None,
    state: str = "",
) -> bytes:
    """A workbook of `rows`; `parts` are added, or replace those that are written otherwise."""
    sheets = {name: sheet or sheet_xml(rows)}
    for other, its_rows in (more_sheets or {}).items():
        sheets[other] = sheet_xml(its_rows)
    listed = "".join(
        f"<sheet name={quoteattr(called)} sheetId=\"{at}\" r:id=\"rId{at}\""
        + (f' state="{state}"' if state and at == 1 else "") + "/>"
        for at, called in enumerate(sheets, start=1)
    )  # fmt: skip
    relations = "".join(
        f'<Relationship Id="rId{at}" Type="{RELATIONS}/worksheet" '
        f'Target="worksheets/sheet{at}.xml"/>'
        for at in range(1, len(sheets) + 1)
    )
    written: dict[str, str | bytes] = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": ROOT_RELATIONS,
        "xl/workbook.xml": f'{XML}<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}">{properties}'
        f"<sheets>{listed}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'{XML}<Relationships xmlns="{PACKAGE}/relationships">'
        f"{relations}</Relationships>",
        "xl/styles.xml": STYLES,
    }
    for at, body in enumerate(sheets.values(), start=1):
        written[f"xl/worksheets/sheet{at}.xml"] = body
    return zipped(written | dict(parts or {}))


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip container of `parts`, in their order."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in parts.items():
            archive.writestr(zipfile.ZipInfo(name), body, zipfile.ZIP_DEFLATED)
    return out.getvalue()


_ODF = "urn:oasis:names:tc:opendocument:xmlns"
ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"


def ods(
    rows: Sequence[Sequence[object]] = (),
    *,
    table: str = "",
    name: str = "Evidence",
    before: str = "",
    after: str = "",
    parts: Mapping[str, str | bytes] | None = None,
) -> bytes:
    """An OpenDocument spreadsheet; `table` replaces the XML made of `rows`."""
    body = table or "".join(
        "<table:table-row>" + "".join(map(_ods_cell, row)) + "</table:table-row>" for row in rows
    )
    content = (
        f'{XML}<office:document-content xmlns:office="{_ODF}:office:1.0" '
        f'xmlns:table="{_ODF}:table:1.0" xmlns:text="{_ODF}:text:1.0" '
        'xmlns:xlink="http://www.w3.org/1999/xlink" office:version="1.3"><office:body>'
        f"<office:spreadsheet>{before}<table:table table:name={quoteattr(name)}>{body}"
        f"</table:table>{after}</office:spreadsheet></office:body></office:document-content>"
    )
    return zipped({"mimetype": ODS_TYPE, "content.xml": content, **dict(parts or {})})


def _ods_cell(cell: object) -> str:
    if isinstance(cell, Raw):
        return f"<table:table-cell {cell.attributes}>{cell.body}</table:table-cell>"
    if cell in ("", None):
        return "<table:table-cell/>"
    lines = "".join(f"<text:p>{_ods_text(line)}</text:p>" for line in str(cell).split("\n"))
    return f'<table:table-cell office:value-type="string">{lines}</table:table-cell>'


def _ods_text(line: str) -> str:
    return escape(line).replace("  ", ' <text:s text:c="1"/>').replace("\t", "<text:tab/>")


def csv_text(rows: Sequence[Sequence[object]], separator: str = ",", end: str = "\r\n") -> str:
    """The rows as a spreadsheet program writes them, quoted where they have to be."""
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=separator, lineterminator=end).writerows(rows)
    return out.getvalue()


# A row of claims as a curator types them, for tests that change one cell of it.
HEAD = [
    "pmid", "locator", "read_from", "tissue", "ev_term_as_reported", "engineering", "given",
    "cargo", "cancer", "agents", "effect", "settings", "summary", "notes", "external_ids",
]  # fmt: skip


def row(number_: int = 1, **changes: object) -> list[object]:
    """A row of HEAD that can be submitted, different for every number."""
    cells = {
        "pmid": "32978367", "locator": "figure 4", "read_from": "abstract",
        "tissue": "bone marrow", "ev_term_as_reported": "exosome", "engineering": "native",
        "given": "isolated EVs", "cargo": "miR-193a [kind: miRNA]",
        "cancer": "glioma", "agents": "cisplatin [role: given alongside]",
        "effect": "restores sensitivity", "settings": "in vitro [measured: yes]",
        "summary": f"Claim {number_}.", "notes": "", "external_ids": "",
    } | changes  # fmt: skip
    return [cells[name] for name in HEAD]
