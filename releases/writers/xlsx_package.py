"""XLSX: the parts of the package that tell of the others: types, relations, styles, date."""

from collections.abc import Sequence

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_CONTENT = "application/vnd.openxmlformats-officedocument.spreadsheetml"

# Places in the list of cell formats.
TEXT, BOLD = 1, 2
STYLES = (
    f'{HEAD}<styleSheet xmlns="{MAIN}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/>'
    '</font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="3"><fill>'
    '<patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '<fill><patternFill patternType="solid"><fgColor rgb="FFE8EEF2"/></patternFill></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" '
    'applyAlignment="1"><alignment vertical="top"/></xf>'
    '<xf numFmtId="49" fontId="1" fillId="2" borderId="0" xfId="0" applyNumberFormat="1" '
    'applyFont="1" applyFill="1"/></cellXfs><cellStyles count="1">'
    '<cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)


def types_of(noted: Sequence[bool]) -> str:
    """Return what kind each part is; `noted` says of each sheet whether it has notes."""
    parts = [("/xl/workbook.xml", f"{_CONTENT}.sheet.main+xml"),
             ("/xl/styles.xml", f"{_CONTENT}.styles+xml"),
             ("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"),
    ]  # fmt: skip
    for number, has_notes in enumerate(noted, start=1):
        parts.append((f"/xl/worksheets/sheet{number}.xml", f"{_CONTENT}.worksheet+xml"))
        if has_notes:
            parts.append((f"/xl/comments{number}.xml", f"{_CONTENT}.comments+xml"))
    overrides = "".join(
        f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in parts
    )
    return (
        f'{HEAD}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/><Default Extension="vml" '
        f'ContentType="application/vnd.openxmlformats-officedocument.vmlDrawing"/>{overrides}'
        "</Types>"
    )


def _relations(*parts: tuple[str, str]) -> str:
    listed = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(parts, start=1)
    )
    return f'{HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{listed}</Relationships>'


def parts_of_book(sheets: int) -> str:
    """Return where the sheets and the styles of a workbook lie."""
    listed = [
        (f"{REL}/worksheet", f"worksheets/sheet{number}.xml") for number in range(1, sheets + 1)
    ]
    return _relations(*listed, (f"{REL}/styles", "styles.xml"))


def beside_sheet(number: int) -> str:
    """Return where the notes of a sheet lie."""
    return _relations(
        (f"{REL}/vmlDrawing", f"../drawings/vmlDrawing{number}.vml"),
        (f"{REL}/comments", f"../comments{number}.xml"),
    )


ROOT = _relations(
    (f"{REL}/officeDocument", "xl/workbook.xml"),
    (f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
)
CORE = f"""{HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties"\
 xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">\
<dcterms:created xsi:type="dcterms:W3CDTF">{{at:%Y-%m-%dT%H:%M:%SZ}}</dcterms:created>\
<dcterms:modified xsi:type="dcterms:W3CDTF">{{at:%Y-%m-%dT%H:%M:%SZ}}</dcterms:modified>\
</cp:coreProperties>"""
