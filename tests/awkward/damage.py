"""Texts that were damaged on their way: wrong encodings, lost letters, pasted marks."""

from collections.abc import Iterator

from tests.awkward_files import AwkwardFile, fine, one, refused, text_file, wrong
from tests.workbooks import HEAD, csv_text, number, row, xlsx

GREEK = "TGF-β1 at 5 µM"


def files() -> Iterator[AwkwardFile]:
    """Yield every file of this kind."""
    yield from _encodings()
    yield from _letters()
    yield from _digits()
    yield from _names()
    yield from _headers()


def _encodings() -> Iterator[AwkwardFile]:
    greek = csv_text(one(summary=GREEK)).encode()
    yield refused("two-encodings.csv", greek.replace(" µM".encode(), b" \xb5M"), "encoding")
    yield refused("cut-in-a-letter.csv", csv_text(one(notes="end β")).encode()[:-4], "encoding")
    russian = csv_text(one(summary="Экзосомы мезенхимальных стволовых клеток и опухоль"))
    yield refused("cp1251.csv", russian.encode("cp1251"), "encoding")
    yield refused("koi8-r.csv", russian.encode("koi8-r"), "encoding")
    yield refused(
        "shift-jis.csv", csv_text(one(summary="間葉系幹細胞のエクソソーム")).encode("shift_jis"), "encoding"
    )  # fmt: skip
    mac = csv_text(one(summary="5 µM – “café”"), end="\r")
    yield fine("mac-roman.csv", mac.encode("mac-roman"), (2, "summary", "5 µM – “café”"),
               warns="encoding_guessed")  # fmt: skip
    yield fine("latin-1.csv", csv_text(one(summary="5 µM, naïve")).encode("latin-1"),
               (2, "summary", "5 µM, naïve"), warns="encoding_guessed")  # fmt: skip
    gbk = csv_text([HEAD, *(row(n, summary=f"外泌体，第{n}行。") for n in range(1, 30))])
    yield fine("gbk-commas.csv", gbk.encode("gbk"), (2, "summary", "外泌体，第1行。"), ok=29,
               warns="encoding_guessed")  # fmt: skip
    unicode_text = csv_text(one(summary=GREEK), "\t")
    yield fine(
        "unicode-text.txt", b"\xff\xfe" + unicode_text.encode("utf-16-le"), (2, "summary", GREEK)
    )
    yield fine("two-boms.csv", b"\xef\xbb\xbf\xef\xbb\xbf" + greek, (2, "summary", GREEK))
    yield fine("old-end-mark.csv", greek + b"\x1a", (2, "summary", GREEK))
    yield refused("gzipped.csv", b"\x1f\x8b\x08\x00" + bytes(range(1, 32)) * 9, "not_a_spreadsheet")


def _letters() -> Iterator[AwkwardFile]:
    misread = GREEK.encode().decode("cp1252")
    yield wrong("misread.csv", text_file(one(summary=misread)),
                (2, "summary", "wrong_encoding", misread))  # fmt: skip
    yield wrong("misread-dash.xlsx", xlsx(one(notes="5â€“10 days")),
                (2, "notes", "wrong_encoding", "5â€“10 days"))  # fmt: skip
    yield wrong("misread-name.csv", text_file(one(cargo="TGF-Î²1 [kind: protein]")),
                (2, "cargo", "wrong_encoding", "TGF-Î²1 [kind: protein]"))  # fmt: skip
    yield wrong("misread-title.csv", text_file([["citation_title", "summary"], ["CafÃ© study", "x"]]),
                (2, "citation_title", "wrong_encoding", "CafÃ© study"))  # fmt: skip
    yield wrong("lost-letter.csv", text_file(one(summary="TGF-\ufffd1 rises.")),
                (2, "summary", "lost_character", "TGF-\ufffd1 rises."))  # fmt: skip
    yield wrong(
        "symbol-font.xlsx", xlsx(one(summary="5 \uf06dM")), (2, "summary", "unseen_character")
    )
    for text in ("Ångström, naïve, São", "Â la carte", "ÎLE"):
        yield fine(f"accents-{len(text)}.csv", text_file(one(notes=text)), (2, "notes", text))
    yield wrong(
        "surrogate.xlsx", xlsx(one(summary="a_xD800_b")), (2, "summary", "control_character")
    )
    yield wrong(
        "written-nul.xlsx", xlsx(one(summary="a_x0000_b")), (2, "summary", "control_character")
    )
    yield fine("written-cr.xlsx", xlsx(one(summary="One._x000D_\nTwo.")),
               (2, "summary", "One.\nTwo."), warns="line_ends")  # fmt: skip
    yield wrong("zero-width-doi.csv", text_file([["doi", "summary"], ["10.1038/s41419\u200b-020", "x"]]),
                (2, "doi", "look_alike"))  # fmt: skip
    yield wrong("cyrillic-doi.csv", text_file([["doi", "summary"], ["10.1038/s41419-02о", "x"]]),
                (2, "doi", "look_alike"))  # fmt: skip
    yield wrong("cyrillic-accession.csv", text_file([["accession", "summary"], ["ЕVD-000001", "x"]]),
                (2, "accession", "look_alike"))  # fmt: skip
    yield fine("zero-width-in-text.csv", text_file(one(notes="a\u200bb 👩\u200d🔬")),
               (2, "notes", "a\u200bb 👩\u200d🔬"))  # fmt: skip


def _digits() -> Iterator[AwkwardFile]:
    for name, cells, column in (
        ("id", {"external_ids": "lab [id: 1.23457E+15]"}, "external_ids"),
        ("text", {"notes": "1.23457E+15"}, "notes"), ("comma", {"locator": "2,31E+07"}, "locator"),
        ("reported", {"cancer": "glioma [as reported: 4E+05]"}, "cancer"),
        ("gene", {"cargo": "2.31E+07 [kind: mRNA]"}, "cargo"),
        ("riken", {"cargo": "2,31E+13 [kind: mRNA]"}, "cargo"),
    ):  # fmt: skip
        yield wrong(f"lost-digits-{name}.csv", text_file(one(**cells)),
                    (2, column, "lost_digits", next(iter(cells.values()))))  # fmt: skip
    yield wrong("reported-date.csv", text_file(one(cancer="glioma [as reported: 2-Sep]")),
                (2, "cancer", "date"))  # fmt: skip
    yield wrong("pmid-digits-lost.xlsx", xlsx(one(pmid=number("3.2978367E+9"))),
                (2, "pmid", "identifier"))  # fmt: skip
    yield fine("riken-whole.csv", text_file(one(cargo="2310009E13Rik [kind: mRNA]")))
    yield fine("binary-noise.xlsx", xlsx(one(locator=number("0.30000000000000004"))),
               (2, "locator", "0.3"))  # fmt: skip
    for shown in ("#NV", "#BEZUG!", "#VALEUR!", "#¡VALOR!", "#ERROR!", "########", "#SPILL!"):
        yield wrong(f"error-{ord(shown[1])}-{len(shown)}.csv", text_file(one(notes=shown)),
                    (2, "notes", "error_cell", shown))  # fmt: skip
    yield wrong(
        "error-in-list.csv", text_file(one(cancer="glioma; #REF!")), (2, "cancer", "error_cell")
    )
    yield fine("hash.csv", text_file(one(notes="#7 of lab")), (2, "notes", "#7 of lab"))


def _names() -> Iterator[AwkwardFile]:
    cargo = "{} [kind: protein]"
    for said in ("2. Sep", "2-Sept", "1-Mrz", "1-mars", "9月2日", "2023年9月2日", "Sep-02", "Mar 2001",
                 "March 1", "9/2", "1.3.2001", "2023/09/02", "2-SET"):  # fmt: skip
        name = f"date-{'-'.join(str(ord(x)) for x in said[:4])}-{len(said)}.csv"
        yield wrong(name, text_file(one(cargo=cargo.format(said))),
                    (2, "cargo", "date", cargo.format(said)))  # fmt: skip
    for said in ("Oct-4", "APR-246", "AGO-2", "SET 7", "GEN1", "JUN", "MAY-1", "5-FU", "22Rv1",
                 "1,25-D3", "CD44v6", "10-HDA"):  # fmt: skip
        yield fine(f"name-{said.replace(' ', '_')}.csv", text_file(one(cargo=cargo.format(said))),
                   (2, "cargo", [{"name": said, "kind": "protein"}]))  # fmt: skip
    yield wrong("soft-dash.csv", text_file(one(cargo="miR‑21 [kind: miRNA]")),
                (2, "cargo", "look_alike", "miR‑21 [kind: miRNA]"))  # fmt: skip
    yield wrong("minus.csv", text_file(one(cancer="CD44− glioma")), (2, "cancer", "look_alike"))
    yield wrong("greek-iota.csv", text_file(one(cancer="glιoma")), (2, "cancer", "look_alike"))
    yield wrong("cyrillic-k.csv", text_file(one(agents="кisplatin [role: carried]")),
                (2, "agents", "look_alike"))  # fmt: skip
    yield wrong(
        "wide-separator.csv", text_file(one(cancer="glioma；melanoma")), (2, "cancer", "grammar")
    )
    yield wrong("wide-bracket.csv", text_file(one(cancer="glioma［x］")), (2, "cancer", "grammar"))
    yield fine("kappa.csv", text_file(one(cargo="NFκB [kind: protein]")),
               (2, "cargo", [{"name": "NFκB", "kind": "protein"}]))  # fmt: skip
    yield fine(
        "cell-line-number.csv", text_file(one(settings="in vitro [measured: yes, models: 5637]"))
    )
    yield wrong("apostrophe-date.csv", text_file(one(cargo="'2-Sep")), (2, "cargo", "date"))


def _headers() -> Iterator[AwkwardFile]:
    yield fine("header-zero-width.csv", text_file([["\u200b" + h for h in HEAD], row(1)]),
               (2, "summary", "Claim 1."))  # fmt: skip
    yield fine(
        "header-full-width.csv", text_file([[h.replace("pmid", "ＰＭＩＤ") for h in HEAD], row(1)])
    )
    nameless = text_file([["", *HEAD], ["x", *row(1)]])
    yield fine("unnamed-column.csv", nameless, warns="unnamed_column")
    yield fine("blank-cells-beyond.csv", text_file([HEAD, [*row(1), " ", "\u00a0"]]))
    above = "Our claims;;\r\nmade by us, in Leipzig, 2023;;\r\n"
    yield fine("semicolons-below-title.csv", (above + csv_text(one(), ";")).encode(),
               warns="header_below")  # fmt: skip
    yield fine("spaces-only-rows.csv", text_file([HEAD, ["  "] * 5, row(1)]))
    total = ["Total: 1", *[""] * (len(HEAD) - 1)]
    yield wrong("totals-row.csv", text_file([HEAD, row(1), total]),
                (3, "pmid", "identifier", "Total: 1"), ok=1)  # fmt: skip
    yield refused("header-in-row-30.csv", text_file([*[["x"]] * 29, HEAD, row(1)]), "no_header")
    yield refused("sideways.csv", text_file([[h, c] for h, c in zip(HEAD, row(1), strict=True)]),
                  "sideways")  # fmt: skip
