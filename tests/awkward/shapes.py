"""Headers, rows, merged and hidden cells, and sheets of odd sizes."""

from collections.abc import Iterator

from tests.awkward_files import AwkwardFile, fine, one, refused, text_file, wrong
from tests.workbooks import HEAD, MAIN, XML, Raw, ods, row, sheet_xml, xlsx


def files() -> Iterator[AwkwardFile]:
    """Yield every file of this kind."""
    yield from _headers()
    yield from _merged_and_hidden()
    yield from _sizes()
    yield from _sheets()
    yield from _rows()


def _headers() -> Iterator[AwkwardFile]:
    yield refused("duplicate-header.csv", text_file([[*HEAD, "summary"], [*row(1), "x"]]),
                  "duplicate_column")  # fmt: skip
    yield refused("duplicate-by-label.csv",
                  text_file([[*HEAD, "Summary in one sentence"], [*row(1), "x"]]), "duplicate_column")  # fmt: skip
    yield fine("reordered.csv", text_file([HEAD[::-1], row(1)[::-1]]), (2, "locator", "figure 4"))
    yield fine("unknown-header.csv", text_file([[*HEAD, "colour"], [*row(1), "red"]]),
               warns="unknown_column")  # fmt: skip
    yield fine("misspelt-header.csv", text_file([[h.replace("summary", "sumary") for h in HEAD], row(1)]),
               warns="unknown_column")  # fmt: skip
    yield fine("cyrillic-header.csv", text_file([[h.replace("summary", "summаry") for h in HEAD], row(1)]),
               warns="unknown_column")  # fmt: skip
    yield fine("missing-header.csv", text_file([HEAD[:4], row(1)[:4]]), warns="required")
    yield fine("labels.csv", text_file([[h.replace("tissue", "MSC tissue") for h in HEAD], row(1)]),
               (2, "tissue", [{"name": "bone marrow"}]))  # fmt: skip
    yield fine("header-case.csv", text_file([[h.upper() for h in HEAD], row(1)]))
    yield fine(
        "header-spaces.csv", text_file([[f"  {h.replace('_', ' ')} " for h in HEAD], row(1)])
    )
    yield fine(
        "read-only.csv", text_file([[*HEAD, "status", "reviewed_by"], [*row(1), "accepted", "2"]])
    )
    yield fine(
        "header-below.csv", text_file([["Our claims"], [], HEAD, row(1)]), warns="header_below"
    )
    yield fine("error-column.csv", text_file([[*HEAD, "error"], [*row(1), "was wrong"]]))
    yield fine("blank-header.csv", text_file([[*HEAD, "", ""], [*row(1), "", ""]]))
    yield wrong(
        "value-without-header.csv",
        text_file([HEAD, [*row(1), "x"]]),
        (2, "P", "too_many_cells", "x"),
    )


def _merged_and_hidden() -> Iterator[AwkwardFile]:
    rows = [HEAD, row(1), row(2), row(3)]
    at = HEAD.index("cancer")
    rows[2][at] = ""
    merged = '<mergeCells count="1"><mergeCell ref="I2:I3"/></mergeCells>'
    yield wrong("merged.xlsx", xlsx(sheet=sheet_xml(rows, after=merged)),
                (2, "cancer", "merged_cells"), (3, "cancer", "merged_cells"), ok=1)  # fmt: skip
    header = '<mergeCells><mergeCell ref="A1:B1"/></mergeCells>'
    yield refused("merged-header.xlsx", xlsx(sheet=sheet_xml(rows, after=header)), "merged_header")
    below = '<mergeCells><mergeCell ref="A90:Z99"/></mergeCells>'
    yield fine("merged-below.xlsx", xlsx(sheet=sheet_xml([HEAD, row(1)], after=below)))
    blocks = "".join(f'<mergeCell ref="A{n}:A{n + 1}"/>' for n in range(1, 900, 2))
    yield wrong("merged-many.xlsx",
                xlsx(sheet=sheet_xml(one(), after=f"<mergeCells>{blocks}</mergeCells>")),
                (2, "pmid", "merged_cells"))  # fmt: skip
    blocks = "".join(f'<mergeCell ref="A{n}:A{n + 1}"/>' for n in range(1, 20_000, 2))
    yield refused("merged-too-many.xlsx",
                  xlsx(sheet=sheet_xml(one(), after=f"<mergeCells>{blocks}</mergeCells>")), "merged_cells")  # fmt: skip
    span = Raw(
        'office:value-type="string" table:number-rows-spanned="2"', "<text:p>glioma</text:p>"
    )
    in_ods = [HEAD, row(1, cancer=span), row(2, cancer="")]
    yield wrong(
        "merged.ods", ods(in_ods), (2, "cancer", "merged_cells"), (3, "cancer", "merged_cells")
    )
    hidden = sheet_xml([HEAD, row(1), row(2)]).replace('<row r="3">', '<row r="3" hidden="1">')
    yield fine("hidden-row.xlsx", xlsx(sheet=hidden), ok=2, warns="hidden_rows")
    columns = '<cols><col min="1" max="1" hidden="1"/></cols>'
    yield fine(
        "hidden-column.xlsx", xlsx(sheet=sheet_xml(one(), before=columns)), warns="hidden_columns"
    )


def _sizes() -> Iterator[AwkwardFile]:
    stray = (
        '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row></sheetData>'
    )
    yield refused("stray-cell.xlsx", xlsx(sheet=sheet_xml(one()).replace("</sheetData>", stray)),
                  "too_many_columns")  # fmt: skip
    low = '<row r="1048576"><c r="A1048576" t="inlineStr"><is><t>x</t></is></c></row></sheetData>'
    yield wrong("stray-row.xlsx", xlsx(sheet=sheet_xml(one()).replace("</sheetData>", low)),
                (1048576, "pmid", "identifier"), ok=1)  # fmt: skip
    beyond = low.replace("1048576", "1048577")
    yield refused(
        "row-1048577.xlsx", xlsx(sheet=sheet_xml(one()).replace("</sheetData>", beyond)), "damaged"
    )
    styled = "".join(f'<row r="{n}"><c r="A{n}" s="1"/></row>' for n in range(3, 50_003))
    yield fine("blank-styled.xlsx",
               xlsx(sheet=sheet_xml(one()).replace("</sheetData>", styled + "</sheetData>")))  # fmt: skip
    blank = stray.replace("<t>x</t>", "<t> </t>")
    yield fine("blank-stray-cell.xlsx", xlsx(sheet=sheet_xml(one()).replace("</sheetData>", blank)))
    far = '<row r="1048576" s="1"><c r="XFD1048576" s="1"/></row></sheetData>'
    yield fine("styled-corner.xlsx", xlsx(sheet=sheet_xml(one()).replace("</sheetData>", far)))
    many = f"{XML}<worksheet xmlns=\"{MAIN}\"><sheetData>" + "".join(
        f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in range(1, 50_003)
    ) + "</sheetData></worksheet>"  # fmt: skip
    yield refused("too-many-rows.xlsx", xlsx(sheet=many), "too_many_rows")
    yield refused("too-many-rows.csv", b"pmid\r\n" + b"32978367\r\n" * 50_001, "too_many_rows")
    yield refused("too-many-columns.csv", text_file([[*HEAD, *map(str, range(200))], row(1)]),
                  "too_many_columns")  # fmt: skip
    wide = [[*HEAD, *[""] * 300, "x"], row(1)]
    yield refused("too-many-columns.xlsx", xlsx(wide), "too_many_columns")
    tail = '<table:table-row table:number-rows-repeated="1048574"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    yield fine("blank-tail.ods", ods(table=_ods_rows(one()) + tail))
    bomb = '<table:table-row table:number-rows-repeated="1048574"><table:table-cell office:value-type="string" table:number-columns-repeated="16384"><text:p>x</text:p></table:table-cell></table:table-row>'
    yield refused("repeated-bomb.ods", ods(table=_ods_rows(one()) + bomb), "too_many_columns")
    down = bomb.replace(' table:number-columns-repeated="16384"', "")
    yield refused("repeated-rows.ods", ods(table=_ods_rows(one()) + down), "too_many_rows")
    yield refused(
        "too-big.csv", b"pmid,notes\r\n" + b"32978367," + b"x" * (10 * 1024 * 1024), "too_big"
    )


def _ods_rows(rows: list[list[object]]) -> str:
    from tests.workbooks import _ods_cell

    return "".join(
        "<table:table-row>" + "".join(map(_ods_cell, cells)) + "</table:table-row>"
        for cells in rows
    )


def _sheets() -> Iterator[AwkwardFile]:
    other = {"Vocabulary": [["list", "name"], ["tissue", "bone marrow"]]}
    yield fine("two-sheets.xlsx", xlsx(one(), more_sheets=other))
    yield fine("evidence-second.xlsx", xlsx([["About"], ["this"]], name="About",
                                            more_sheets={"EVIDENCE": one()}))  # fmt: skip
    yield refused("hidden-sheet.xlsx", xlsx(one(), state="hidden", more_sheets={"Notes": [["x"], ["y"]]}),
                  "no_header")  # fmt: skip
    yield fine("named-otherwise.xlsx", xlsx(one(), name="Tabelle1"))
    yield refused("blank-sheet.xlsx", xlsx([]), "no_header")
    yield fine("plain.ods", ods(one()), (2, "summary", "Claim 1."))
    yield fine("spaces.ods", ods(one(notes="a  b\tc\nd")), (2, "notes", "a  b\tc\nd"))
    annotated = Raw('office:value-type="string"',
                    "<office:annotation><text:p>secret</text:p></office:annotation><text:p>glioma</text:p>")  # fmt: skip
    yield fine("annotated.ods", ods(one(cancer=annotated)), (2, "cancer", [{"name": "glioma"}]))
    rich = Raw('t="inlineStr"', "<is><r><t>gli</t></r><r><rPr><b/></rPr><t>oma</t></r></is>")
    yield fine("rich-text.xlsx", xlsx(one(cancer=rich)), (2, "cancer", [{"name": "glioma"}]))
    phonetic = Raw('t="inlineStr"', '<is><t>glioma</t><rPh sb="0" eb="1"><t>reading</t></rPh></is>')
    yield fine("phonetic.xlsx", xlsx(one(cancer=phonetic)), (2, "cancer", [{"name": "glioma"}]))
    prefixed = (
        sheet_xml(one())
        .replace("<", "<x:")
        .replace("<x:/", "</x:")
        .replace("<x:?", "<?")
        .replace("xmlns=", "xmlns:x=")
    )
    yield fine("prefixed.xlsx", xlsx(sheet=prefixed))
    strict = "http://purl.oclc.org/ooxml/spreadsheetml/main"
    yield fine("strict.xlsx", xlsx(sheet=sheet_xml(one()).replace(MAIN, strict)))


def _rows() -> Iterator[AwkwardFile]:
    yield wrong("same-row-twice.csv", text_file([HEAD, row(1), row(1)]), (3, "", "identical"), ok=1)
    ids = [HEAD, row(1, external_ids="lab [id: 7]"), row(2, external_ids="lab [id: 7]")]
    yield wrong("same-id-twice.csv", text_file(ids), (3, "external_ids", "row_twice"), ok=1)
    yield fine("twin.csv", text_file([HEAD, row(1), row(2)]), ok=2, warns="twin")
    papers = [
        ["pmid", "doi", "summary"],
        ["32978367", "10.1038/x", "a"],
        ["32978368", "10.1038/x", "b"],
    ]
    yield wrong("two-papers.csv", text_file(papers), (3, "pmid", "two_papers"), ok=1)
    yield fine("no-paper.csv", text_file([["summary"], ["Something."]]), warns="required")
    yield wrong("curator.csv", text_file([[*HEAD, "curator"], [*row(1), "somebody"]]),
                (2, "curator", "not_allowed"))  # fmt: skip
    yield wrong("clear-paper.csv", text_file(one(pmid="[clear]")), (2, "pmid", "not_clearable"))
    yield fine("clear-new.csv", text_file(one(notes="[clear]")))
