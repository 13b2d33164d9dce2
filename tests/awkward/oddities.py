"""What an adversary thought of: files that look right and are not, and costly small ones."""

import io
import re
import zipfile
from collections.abc import Iterator

from tests.awkward.programs import styled
from tests.awkward_files import AwkwardFile, fine, one, refused, text_file, wrong
from tests.workbooks import DATE, HEAD, Raw, csv_text, formula, number, ods, row, sheet_xml, xlsx

STRING = 'office:value-type="string"'


def files() -> Iterator[AwkwardFile]:
    """Yield every file of this kind."""
    yield from _encodings()
    yield from _tables()
    yield from _headers()
    yield from _papers()
    yield from _no_names()
    yield from _cells()
    yield from _workbooks()
    yield from _ods()
    yield from _costly()


def _encodings() -> Iterator[AwkwardFile]:
    yield refused("utf-7.csv", b"+/v8-" + text_file(one()), "encoding")
    yield refused("ebcdic.csv", csv_text(one()).encode("cp037"), "encoding")
    others = {
        "big5": "間充質幹細胞外泌體逆轉順鉑耐藥", "euc-kr": "중간엽 줄기세포 유래 엑소좀은 항암제 내성을 높인다",
        "euc-jp": "間葉系幹細胞のエクソソームは耐性を高める", "cp1253": "και TGF-β1",
    }  # fmt: skip
    for encoding, said in others.items():
        data = csv_text(one(summary=said)).encode(encoding)
        yield refused(f"{encoding}.csv", data, "encoding")
    pair = csv_text(one(notes="x")).encode().replace(b",x,", b",\xed\xa0\xbd\xed\xb1\x8d,")
    yield refused("cesu-8.csv", pair, "encoding")
    yield wrong("c1-control.csv", text_file(one(summary="a\x85b")),
                (2, "summary", "control_character"))  # fmt: skip
    yield wrong(
        "noncharacter.csv", text_file(one(notes="a\uffffb")), (2, "notes", "control_character")
    )
    for column, said in (("summary", "see \ufffc here"), ("cancer", "glioma\ufffc")):
        yield wrong(f"pasted-picture-{column}.csv", text_file(one(**{column: said})),
                    (2, column, "lost_character", said))  # fmt: skip


def _tables() -> Iterator[AwkwardFile]:
    for name, separator in (("tilde", "~"), ("caret", "^"), ("space", " "), ("colon", ":")):
        yield refused(f"{name}.csv", text_file(one(), separator), "no_header")
    lines = [[csv_text([cells], end="")] for cells in one()]
    yield refused("whole-line-quoted.csv", text_file(lines), "no_header")
    joined = ";".join(map(str, row(1)))
    yield wrong("rows-by-semicolon.csv", text_file([HEAD]) + joined.encode() + b"\r\n",
                (2, "pmid", "identifier"))  # fmt: skip
    ending = b"\r\n".join(line + b",,," for line in text_file(one()).splitlines())
    yield fine("separators-at-the-end.csv", ending, (2, "summary", "Claim 1."))
    said = csv_text(one()).replace("Claim 1.", '"She said \\"no\\", twice."')
    yield refused("backslash-quotes.csv", said.encode(), "broken_quotes")
    moved = ("read_from", "tissue", "engineering", "given", "settings")
    yield wrong("row-names.csv", text_file([HEAD, ["1", *row(1)]]), *((2, name, "not_in_list") for name in moved),
                (2, "cancer", "shape"), (2, "effect", "shape"))  # fmt: skip
    yield fine("index-column.csv", text_file([["", *HEAD], ["0", *row(1)]]), warns="unnamed_column")
    noted = b"# ours\r\n" + text_file(one()) + b"# end\r\n"
    yield wrong("comment-lines.csv", noted, (4, "pmid", "identifier", "# end"), ok=1)
    yield refused("symbolic-link.slk", b'ID;PWXL;N;E\r\nC;X1;Y1;K"pmid"\r\nE\r\n', "no_header")
    zeros = text_file([HEAD, *[row(n, external_ids=f"lab [id: {n}]") for n in range(1, 700)]])
    yield wrong("zeros-at-the-end.csv", zeros + bytes(900), (701, "pmid", "identifier"),
                (701, "", "cut_off"), ok=699)  # fmt: skip


def _headers() -> Iterator[AwkwardFile]:
    for name, end in (("colon", ":"), ("star", " *")):
        head = [called + end for called in HEAD]
        yield fine(f"header-{name}.csv", text_file([head, row(1)]), (2, "summary", "Claim 1."))
    lines = [called.replace("_", "\n") for called in HEAD]
    yield fine(
        "header-lines.csv", text_file([lines, row(1)]), (2, "read_from", [{"name": "abstract"}])
    )
    yield fine("header-formula.xlsx", xlsx([[formula('"pmid"', "pmid"), *HEAD[1:]], row(1)]),
               warns="header_not_text")  # fmt: skip
    yield fine(
        "header-formula.csv", text_file([["=pmid", *HEAD[1:]], row(1)]), warns="unknown_column"
    )
    dated = xlsx([[*HEAD, number("45171", DATE)], [*row(1), "x"]])
    yield fine("header-date.xlsx", dated, warns="unknown_column")


def _papers() -> Iterator[AwkwardFile]:
    for said in ("32978367;32978368", "0032978367", "32978367.0", "-32978367", "PMC7519062", "NA",
                 "３２９７８３６７", "32,978,367", "329783671234", "0"):  # fmt: skip
        yield wrong(f"pmid-{said[-6:]}-{len(said)}", text_file(one(pmid=said)),
                    (2, "pmid", "identifier", said))  # fmt: skip
    for said in ("PMID: 32978367", "https://pubmed.ncbi.nlm.nih.gov/32978367/"):
        yield fine(f"pmid-{len(said)}-written-out", text_file(one(pmid=said)))
    for said in ("10.1038/a b", "10.1038/x; 10.1038/y", "32978367"):
        yield wrong(f"doi-{len(said)}", text_file([["doi", "summary"], [said, "x"]]),
                    (2, "doi", "identifier", said))  # fmt: skip
    for column, first, second in (
        ("citation_title", "One title", "Another title"), ("citation_kind", "review", "preprint"),
    ):  # fmt: skip
        rows = [["pmid", column, "summary"], ["32978367", first, "a"], ["32978367", second, "b"]]
        yield fine(f"{column}-twice.csv", text_file(rows), ok=2, warns="paper_not_changed")


def _no_names() -> Iterator[AwkwardFile]:
    for said in ("-", "?", "#", "…", "N/A", "n.a.", "NaN", "null", "unknown", "not determined"):
        name = "-".join(str(ord(letter)) for letter in said[:3])
        yield wrong(
            f"no-name-{name}.csv", text_file(one(cancer=said)), (2, "cancer", "no_name", said)
        )
    yield wrong(
        "no-name-tissue.csv", text_file(one(tissue="N/A")), (2, "tissue", "not_in_list", "N/A")
    )
    yield wrong("no-name-amid.csv", text_file(one(cancer="glioma; ?")), (2, "cancer", "no_name"))
    for at, said in enumerate(("[clear]; bone marrow", "[ clear ]", "bone marrow;", "[unclear]")):
        yield wrong(f"clear-{at}.csv", text_file(one(tissue=said)), (2, "tissue", "grammar", said))
    yield wrong("measured-equals.csv", text_file(one(settings="in vitro [measured=yes]")),
                (2, "settings", "shape"))  # fmt: skip
    yield fine("several-by-comma.csv", text_file(one(cargo="miR-21, miR-22 [kind: miRNA]")),
               warns="unlisted_name")  # fmt: skip


def _cells() -> Iterator[AwkwardFile]:
    yield fine("text-like-a-formula.xlsx", xlsx(one(summary="=1+1")), (2, "summary", "=1+1"))
    yield fine("apostrophe-kept.xlsx", xlsx(one(summary="'=1+1")), (2, "summary", "'=1+1"))
    for name, cell, code in (
        ("huge", number("1e400"), "lost_digits"), ("before-time", number("-5", DATE), "date"),
        ("beyond-time", number("99999999", DATE), "date"), ("no-time", number("NaN", DATE), "date"),
        ("data-table", Raw("", '<f t="dataTable" ref="A1:B2"/><v>5</v>'), "formula"),
        ("rich-value", Raw('t="e" vm="1"', "<v>#VALUE!</v>"), "error_cell"),
    ):  # fmt: skip
        yield wrong(f"{name}.xlsx", xlsx(one(locator=cell)), (2, "locator", code))
    for name, body in (
        ("two-values", "<v>4</v><v>5</v>"), ("value-within", "<v>4<x>5</x>6</v>"),
        ("value-and-text", "<v>4</v><is><t>5</t></is>"),
    ):  # fmt: skip
        yield refused(f"{name}.xlsx", xlsx(one(locator=Raw("", body))), "damaged")
    commented = Raw('t="inlineStr"', "<is><t>gli<!-- x -->oma</t></is>")
    yield fine(
        "comment-in-text.xlsx", xlsx(one(cancer=commented)), (2, "cancer", [{"name": "glioma"}])
    )
    yield refused("no-shared-texts.xlsx", xlsx(one(cancer=Raw('t="s"', "<v>0</v>"))), "damaged")


def _workbooks() -> Iterator[AwkwardFile]:
    whole, second = sheet_xml(one()), sheet_xml([[], [], row(2)])
    more = re.search("<sheetData>.*</sheetData>", second)
    assert more is not None
    yield refused("two-tables.xlsx", xlsx(sheet=whole.replace("</worksheet>", more[0] + "</worksheet>")),
                  "damaged")  # fmt: skip
    wrapped = '<x:g xmlns:x="urn:x"><row r="2"'
    outer = whole.replace('<row r="2"', wrapped).replace(
        "</row></sheetData>", "</row></x:g></sheetData>"
    )
    yield refused("wrapped-row.xlsx", xlsx(sheet=outer), "damaged")
    inner = whole.replace('<c r="C2"', '<x:g xmlns:x="urn:x"><c r="C2"')
    inner = inner.replace('</c><c r="D2"', '</c></x:g><c r="D2"')
    yield refused("wrapped-cell.xlsx", xlsx(sheet=inner), "damaged")
    hidden = xlsx(one(cancer="melanoma"), state="hidden", more_sheets={"Sheet2": one()})
    yield fine(
        "hidden-evidence.xlsx", hidden, (2, "cancer", [{"name": "glioma"}]), warns="hidden_sheets"
    )
    yield fine(
        "blank-evidence.xlsx", xlsx([], more_sheets={"Sheet2": one()}), (2, "summary", "Claim 1.")
    )
    yield refused("evidence-twice.xlsx", xlsx(one(), more_sheets={"EVIDENCE": one()}), "damaged")
    sheet = "xl/worksheets/sheet1.xml"
    wide = whole.replace("UTF-8", "UTF-16").encode("utf-16")
    yield fine("utf-16-sheet.xlsx", xlsx(parts={sheet: wide}), (2, "summary", "Claim 1."))
    odd = whole.replace("UTF-8", "rot13").encode()
    yield refused("rot13-sheet.xlsx", xlsx(parts={sheet: odd}), "damaged")
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(xlsx(one()))) as old, zipfile.ZipFile(out, "w") as new:
        new.writestr("__MACOSX/._x", "x")
        for name in old.namelist():
            with new.open(name, "w", force_zip64=True) as part:
                part.write(old.read(name))
    yield fine("zip64.xlsx", out.getvalue(), (2, "summary", "Claim 1."))


def _ods() -> Iterator[AwkwardFile]:
    for name, body in (
        ("list", "<text:list><text:list-item><text:p>glioma</text:p></text:list-item></text:list>"),
        ("ruby", "<text:p><text:ruby><text:ruby-base>glioma</text:ruby-base>"
                 "<text:ruby-text>read</text:ruby-text></text:ruby></text:p>"),
        ("link", '<text:p>gli<text:a xlink:href="http://example.org/">oma</text:a></text:p>'),
    ):  # fmt: skip
        yield fine(
            f"{name}-in-cell.ods",
            ods(one(cancer=Raw(STRING, body))),
            (2, "cancer", [{"name": "glioma"}]),
        )
    deleted = "<table:tracked-changes><table:deletion><table:table-row/></table:deletion></table:tracked-changes>"
    yield fine("tracked-changes.ods", ods(one(), before=deleted), (2, "summary", "Claim 1."))


def _costly() -> Iterator[AwkwardFile]:
    """Small files that would take long: in reading, or in judging what was read."""
    rows = [["cancer"], *[["a;" * 16_000 + str(n)] for n in range(900)]]
    yield wrong("entries.xlsx", xlsx(rows), *((n, "cancer", "too_long") for n in range(2, 902)))
    many = ",".join(f"k{n}: v" for n in range(1_500))
    yield wrong("attributes.csv", text_file(one(cargo=f"a [{many}]")), (2, "cargo", "shape"))
    yield refused("codes.xlsx", xlsx(one(locator=number("5", 1)), parts={"xl/styles.xml": styled("[$" * 400_000)}),
                  "too_slow")  # fmt: skip
    for name, byte in (("commas", b","), ("quotes", b'"'), ("letters", b"x")):
        yield refused(f"{name}-only.csv", text_file(one()) + byte * (9 * 1024**2), "too_big")
