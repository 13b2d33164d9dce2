"""Text files: encodings, separators, line ends, quotes."""

from collections.abc import Iterator

from tests.awkward_files import AwkwardFile, fine, one, refused, text_file, wrong
from tests.workbooks import HEAD, csv_text, row

GREEK = one(summary="TGF-β1 at 5 µM – “yes”.")
CHINESE = one(summary="外泌体逆转肿瘤细胞对顺铂的耐药性。", notes="间充质干细胞来源的外泌体")


def files() -> Iterator[AwkwardFile]:
    """Yield every file of this kind."""
    greek, chinese = csv_text(GREEK), csv_text(CHINESE)
    said = (2, "summary", "TGF-β1 at 5 µM – “yes”.")
    yield fine("plain.csv", text_file(one()))
    yield fine("utf8.csv", greek.encode(), said)
    yield fine("utf8-bom.csv", b"\xef\xbb\xbf" + greek.encode(), said)
    for encoding, mark in (("utf-16-le", b"\xff\xfe"), ("utf-16-be", b"\xfe\xff")):
        yield fine(f"{encoding}.csv", mark + greek.encode(encoding), said)
        yield fine(f"{encoding}-unmarked.csv", greek.encode(encoding), said)
    yield fine("utf-32.csv", b"\xff\xfe\x00\x00" + greek.encode("utf-32-le"), said)
    western = csv_text(one(summary="5 µM – “café”."))
    yield fine("cp1252.csv", western.encode("cp1252"), (2, "summary", "5 µM – “café”."),
               warns="encoding_guessed")  # fmt: skip
    yield fine("gb18030.csv", chinese.encode("gb18030"),
               (2, "summary", "外泌体逆转肿瘤细胞对顺铂的耐药性。"), warns="encoding_guessed")  # fmt: skip
    yield refused(
        "undecodable.csv", csv_text(one()).encode() + b"\x81\x8d\xff\x90\x9d,\x81", "encoding"
    )
    yield refused(
        "utf16-half-a-letter.csv", b"\xff\xfe" + greek.encode("utf-16-le") + b"x", "encoding"
    )
    yield from _separators()
    yield from _breaks()
    yield from _quotes()
    yield from _emptiness()
    yield fine("hostile\u202ename\x00../../etc/passwd.csv", text_file(one()))
    yield fine("../" * 30 + "x" * 300 + ".csv", text_file(one()))
    yield fine("no-ending", text_file(one()))
    yield fine("workbook.xlsx", text_file(one()), warns="renamed")


def _separators() -> Iterator[AwkwardFile]:
    for name, separator in (("semicolon", ";"), ("tab", "\t"), ("bar", "|")):
        rows = one(cancer="glioma; melanoma")
        yield fine(f"{name}.csv", text_file(rows, separator),
                   (2, "cancer", [{"name": "glioma"}, {"name": "melanoma"}]))  # fmt: skip
    yield fine("tab.tsv", text_file(one(), "\t"))
    yield fine("sep-line.csv", b"sep=;\r\n" + text_file(one(), ";"))
    shifted = csv_text([HEAD]) + ",".join(str(cell) for cell in row(1, summary="One, two")) + ",x"
    yield wrong("unquoted-comma.csv", shifted.encode(), (2, "Q", "too_many_cells"))
    whole = text_file([HEAD, row(1), row(2)])
    cut = whole[: whole.rindex(b"restores")]
    yield wrong("cut-off.csv", cut, (3, "", "cut_off"), ok=1)
    yield fine("no-last-line-end.csv", whole[:-2], ok=2)
    yield fine("short-row.csv", (csv_text([HEAD]) + "32978367,figure 4\r\n").encode())


def _breaks() -> Iterator[AwkwardFile]:
    for name, end in (("lf", "\n"), ("cr", "\r"), ("crlf", "\r\n")):
        yield fine(f"{name}.csv", text_file([HEAD, row(1), row(2)], ",", end), ok=2)
    mixed = csv_text([HEAD]) + csv_text([row(1)], end="\n") + csv_text([row(2)], end="\r")
    yield fine("mixed-breaks.csv", mixed.encode(), ok=2)
    yield fine("crlf-in-cell.csv", text_file(one(summary="One.\r\nTwo.\rThree.")),
               (2, "summary", "One.\nTwo.\nThree."), warns="line_ends")  # fmt: skip
    yield fine("lf-in-cell.csv", text_file(one(summary="One.\nTwo.")), (2, "summary", "One.\nTwo."))
    lines = [HEAD, row(1, summary="a\nb\nc"), row(2, effect="nonsense")]
    yield wrong("row-after-long-cell.csv", text_file(lines), (3, "effect", "not_in_list"), ok=1)
    yield wrong("blank-lines.csv", text_file([HEAD, [], row(1), [], row(2, effect="nonsense")]),
                (5, "effect", "not_in_list"), ok=1)  # fmt: skip
    yield wrong("nul.csv", text_file(one(summary="a\x00b")), (2, "summary", "control_character"))
    yield wrong("nul-in-pmid.csv", text_file(one(pmid="329\x0078367")), (2, "pmid", "identifier"))
    yield wrong("bell.csv", text_file(one(locator="figure\x07 4")),
                (2, "locator", "control_character"))  # fmt: skip


def _quotes() -> Iterator[AwkwardFile]:
    yield refused("open-quote.csv", text_file(one()) + b'"32978367,never closed', "broken_quotes")
    yield refused("text-after-quote.csv", text_file(one()) + b'"329"78367,figure', "broken_quotes")
    yield fine(
        "quotes.csv", text_file(one(summary='She said "no".')), (2, "summary", 'She said "no".')
    )
    for name, said, meant in (
        ("minus", "'-5 °C", "-5 °C"), ("plus", "'+1", "+1"), ("at", "'@home", "@home"),
        ("equals", "'=1+1", "=1+1"), ("twice", "''=1", "'=1"), ("bare", "'quoted'", "'quoted'"),
        ("bare-minus", "-5 °C", "-5 °C"), ("bare-at", "@home", "@home"),
    ):  # fmt: skip
        yield fine(f"escape-{name}.csv", text_file(one(locator=said)), (2, "locator", meant))
    yield wrong("formula.csv", text_file(one(summary="=HYPERLINK(\"http://x\")")),
                (2, "summary", "formula"))  # fmt: skip
    yield wrong("command.csv", text_file(one(notes="=cmd|' /C calc'!A0")), (2, "notes", "formula"))
    for shown in ("#N/A", "#REF!", "#NAME?", "#VALUE!", "#DIV/0!", "Err:502"):
        yield wrong(f"error-{shown.strip('#!?').replace('/', '')}.csv",
                    text_file(one(cancer=shown)), (2, "cancer", "error_cell"))  # fmt: skip


def _emptiness() -> Iterator[AwkwardFile]:
    yield refused("empty.csv", b"", "empty")
    yield refused("blank.csv", b"\r\n \r\n", "empty")
    yield refused("bom-only.csv", b"\xef\xbb\xbf", "empty")
    yield refused("header-only.csv", text_file([HEAD]), "no_rows")
    yield refused("no-header.csv", text_file([row(1), row(2)]), "no_header")
    yield refused("prose.txt", b"Dear all,\r\nplease find enclosed nothing.\r\n", "no_header")
    yield refused("page.csv", b"<!DOCTYPE html><html><body>pmid</body></html>", "not_a_spreadsheet")
    yield refused("page.xls", b"<html><table><tr><td>pmid</td></tr></table>", "not_a_spreadsheet")
    yield refused("object.csv", b"%PDF-1.7\n1 0 obj", "not_a_spreadsheet")
    yield refused("json.csv", b'{"pmid": 32978367}', "no_header")
    yield refused("picture.csv", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40, "not_a_spreadsheet")
