"""Cells that are not what they should be, in text files and in workbooks."""

from collections.abc import Iterator

from tests.awkward_files import AwkwardFile, fine, one, text_file, wrong
from tests.workbooks import DATE, OWN_DATE, SCIENTIFIC, Raw, formula, number, ods, xlsx

CARGO = "{} [kind: miRNA]"


def files() -> Iterator[AwkwardFile]:
    """Yield every file of this kind."""
    yield from _odd_cells()
    yield from _numbers()
    yield from _genes()
    yield from _letters()
    yield from _lists()
    yield from _grammar()
    yield from _long_texts()
    yield from _exact_texts()


def _odd_cells() -> Iterator[AwkwardFile]:
    cells = {
        "formula": (formula("A1", "glioma"), "formula"),
        "shared-formula": (Raw('t="str"', '<f t="shared" si="0"/><v>x</v>'), "formula"),
        "formula-alone": (Raw("", "<f>1+1</f>"), "formula"),
        "error": (Raw('t="e"', "<v>#N/A</v>"), "error_cell"),
        "truth": (Raw('t="b"', "<v>1</v>"), "not_text"),
        "date": (number("45171", DATE), "date"),
        "own-date": (number("45171", OWN_DATE), "date"),
        "iso-date": (Raw('t="d"', "<v>2023-09-02</v>"), "date"),
    }
    for name, (cell, code) in cells.items():
        yield wrong(f"{name}.xlsx", xlsx(one(cancer=cell)), (2, "cancer", code))
    for name, (cell, code) in cells.items():
        yield wrong(f"{name}-summary.xlsx", xlsx(one(summary=cell)), (2, "summary", code))
    in_ods = {
        "formula": (Raw('table:formula="of:=1" office:value-type="float" office:value="1"', ""), "formula"),
        "date": (Raw('office:value-type="date" office:date-value="2023-09-02"', ""), "date"),
        "truth": (Raw('office:value-type="boolean" office:boolean-value="true"', ""), "not_text"),
    }  # fmt: skip
    for name, (cell, code) in in_ods.items():
        yield wrong(f"{name}.ods", ods(one(cancer=cell)), (2, "cancer", code))
    dates_1904 = xlsx(one(cargo=number("43709", DATE)), properties='<workbookPr date1904="1"/>')
    yield wrong("dates-1904.xlsx", dates_1904, (2, "cargo", "date"))


def _numbers() -> Iterator[AwkwardFile]:
    yield fine("pmid-as-number.xlsx", xlsx(one(pmid=number("32978367"))))
    yield fine("pmid-as-float.xlsx", xlsx(one(pmid=number("32978367.0"))))
    yield fine("pmid-scientific-format.xlsx", xlsx(one(pmid=number("32978367", SCIENTIFIC))))
    yield fine("pmid-as-number.ods",
               ods(one(pmid=Raw('office:value-type="float" office:value="32978367"', ""))))  # fmt: skip
    yield wrong(
        "pmid-scientific.csv", text_file(one(pmid="3.3E+07")), (2, "pmid", "lost_digits", "3.3E+07")
    )
    yield wrong(
        "pmid-fraction.xlsx", xlsx(one(pmid=number("32978367.5"))), (2, "pmid", "identifier")
    )
    yield wrong("pmid-spaces.csv", text_file(one(pmid="32 978 367")), (2, "pmid", "identifier"))
    yield wrong(
        "pmid-arabic-digits.csv", text_file(one(pmid="٣٢٩٧٨٣٦٧")), (2, "pmid", "identifier")
    )
    yield wrong("lost-digits.xlsx", xlsx(one(summary=number("1.2345678901234568E+18"))),
                (2, "summary", "lost_digits"))  # fmt: skip
    yield wrong("many-digits.xlsx", xlsx(one(locator=number("12345678901234567"))),
                (2, "locator", "not_text"))  # fmt: skip
    yield fine("small-number.xlsx", xlsx(one(locator=number("4"))), (2, "locator", "4"))
    yield fine(
        "decimal.xlsx", xlsx(one(locator=number("8.1999999999999993"))), (2, "locator", "8.2")
    )
    yield wrong(
        "not-a-number.xlsx", xlsx(one(locator=number("NaN"))), (2, "locator", "error_cell", "NaN")
    )


def _genes() -> Iterator[AwkwardFile]:
    for said in ("2-Sep", "02-Sep-23", "1-Mar", "Sep-02", "2023-09-02", "02/09/2023", "1. Mar",
                 "2023-03-01 00:00:00"):  # fmt: skip
        file = text_file(one(cargo=CARGO.format(said)))
        yield wrong(
            f"gene-{said.replace('/', '.')}.csv", file, (2, "cargo", "date", CARGO.format(said))
        )
    yield wrong(
        "gene-serial.csv", text_file(one(cargo=CARGO.format("44806"))), (2, "cargo", "number")
    )
    yield wrong("gene-scientific.csv", text_file(one(cargo=CARGO.format("2.31E+13"))),
                (2, "cargo", "lost_digits"))  # fmt: skip
    yield wrong("gene-date.xlsx", xlsx(one(cargo=number("45171", DATE))), (2, "cargo", "date"))
    yield wrong("gene-number.xlsx", xlsx(one(cargo=number("2.31E+13"))), (2, "cargo", "number"))
    for said in ("SEPT2", "SEPTIN2", "MARCH1", "MARCHF1", "DEC1", "OCT4", "miR-21", "2310009E13Rik",
                 "TP53", "p53", "14-3-3", "4-1BB"):  # fmt: skip
        yield fine(f"gene-{said}.csv", text_file(one(cargo=CARGO.format(said))),
                   (2, "cargo", [{"name": said, "kind": "mirna"}]))  # fmt: skip


def _letters() -> Iterator[AwkwardFile]:
    yield wrong("cyrillic-a.csv", text_file(one(agents="cisplаtin [role: given alongside]")),
                (2, "agents", "look_alike"))  # fmt: skip
    yield wrong("greek-o.xlsx", xlsx(one(cancer="gliοma")), (2, "cancer", "look_alike"))
    yield wrong(
        "cyrillic-tissue.csv", text_file(one(tissue="bоne marrow")), (2, "tissue", "not_in_list")
    )
    yield wrong(
        "zero-width.csv", text_file(one(cancer="gli\u200boma")), (2, "cancer", "unseen_character")
    )
    yield wrong(
        "soft-hyphen.csv", text_file(one(cancer="gli\u00adoma")), (2, "cancer", "unseen_character")
    )
    for name, mark in (("rlo", "\u202e"), ("lro", "\u202d"), ("rli", "\u2067"), ("pdf", "\u202c")):
        yield wrong(f"{name}.csv", text_file(one(summary=f"abc{mark}def")),
                    (2, "summary", "control_character"))  # fmt: skip
    yield fine("greek-letters.csv", text_file(one(cargo="TGF-β1 [kind: protein]")),
               (2, "cargo", [{"name": "TGF-β1", "kind": "protein"}]))  # fmt: skip
    yield fine("no-break-space.csv", text_file(one(tissue="bone\u00a0marrow")),
               (2, "tissue", [{"name": "bone marrow"}]))  # fmt: skip
    yield fine("full-width.csv", text_file(one(tissue="ｂｏｎｅ ｍａｒｒｏｗ")),
               (2, "tissue", [{"name": "bone marrow"}]))  # fmt: skip
    yield fine("arabic.csv", text_file(one(summary="الحويصلات")), (2, "summary", "الحويصلات"))
    yield fine("emoji.xlsx", xlsx(one(summary="👍🏽 e\u0301")), (2, "summary", "👍🏽 e\u0301"))


def _lists() -> Iterator[AwkwardFile]:
    yield wrong("near-miss.csv", text_file(one(tissue="bone narrow")), (2, "tissue", "not_in_list"))
    yield wrong("not-in-list.csv", text_file(one(effect="kills")), (2, "effect", "not_in_list"))
    yield wrong("attribute.csv", text_file(one(settings="in vitro [measured: perhaps]")),
                (2, "settings", "not_in_list"))  # fmt: skip
    yield wrong("unknown-attribute.csv", text_file(one(settings="in vitro [colour: red]")),
                (2, "settings", "shape"))  # fmt: skip
    yield wrong(
        "two-answers.csv", text_file(one(effect="mixed; no effect")), (2, "effect", "shape")
    )
    yield fine("synonym.csv", text_file(one(tissue="BMSC")), warns="synonym")
    yield fine("case.csv", text_file(one(effect="RESTORES  Sensitivity")),
               (2, "effect", [{"name": "restores_sensitivity"}]))  # fmt: skip
    yield fine("stored-value.csv", text_file(one(effect="restores_sensitivity")))
    yield fine("unlisted.csv", text_file(one(cancer="chordoma")), warns="unlisted_name")
    yield fine("unknown-word.csv", text_file(one(cancer="not reported")),
               (2, "cancer", {"unknown": "not_reported"}))  # fmt: skip
    yield fine("escaped-unknown.csv", text_file(one(cancer="\\unclear")),
               (2, "cancer", [{"name": "unclear"}]))  # fmt: skip
    yield wrong("two-problems.csv", text_file(one(effect="kills", tissue="bone narrow", pmid="x")),
                (2, "effect", "not_in_list"), (2, "tissue", "not_in_list"), (2, "pmid", "identifier"))  # fmt: skip
    yield wrong(
        "doi.csv", text_file([["doi", "summary"], ["10.1038", "x"]]), (2, "doi", "identifier")
    )
    yield wrong("accession.csv", text_file([["accession", "summary"], ["EVD-1", "x"]]),
                (2, "accession", "accession"))  # fmt: skip
    yield wrong("no-such-claim.csv", text_file([["accession", "summary"], ["EVD-999999", "x"]]),
                (2, "accession", "unknown_accession"))  # fmt: skip
    yield wrong("version.csv", text_file([["accession", "version", "summary"], ["EVD-000001", "one", "x"]]),
                (2, "version", "version"), (2, "accession", "unknown_accession"))  # fmt: skip
    yield wrong("review-key.csv", text_file([["pmid", "source_reviews"], ["32978367", "nobody2020"]]),
                (2, "source_reviews", "unknown_paper"))  # fmt: skip


def _grammar() -> Iterator[AwkwardFile]:
    for name, said in (
        ("open-bracket", "in vitro [measured: yes"), ("close-bracket", "in vitro] x"),
        ("nested", "in vitro [a [b]]"), ("after-bracket", "in vitro [measured: yes] and more"),
        ("empty-value", "in vitro; ; in vivo"), ("no-value", "in vitro [measured:]"),
        ("twice", "in vitro [measured: yes, measured: no]"), ("backslash", "in\\x vitro"),
    ):  # fmt: skip
        yield wrong(
            f"grammar-{name}.csv", text_file(one(settings=said)), (2, "settings", "grammar")
        )
    yield fine("escapes.csv", text_file(one(cargo="A\\;B\\[1\\] [kind: protein]")),
               (2, "cargo", [{"name": "A;B[1]", "kind": "protein"}]))  # fmt: skip


def _long_texts() -> Iterator[AwkwardFile]:
    for name, make in (("csv", text_file), ("xlsx", xlsx), ("ods", ods)):
        at, over = one(summary="x" * 32_767), one(summary="x" * 32_768)
        yield fine(f"cell-limit.{name}", make(at), (2, "summary", "x" * 32_767))
        yield wrong(f"over-cell-limit.{name}", make(over), (2, "summary", "cell_too_long"))
    yield wrong("long-line.csv", text_file(one(locator="x" * 1_001)), (2, "locator", "too_long"))
    wide = "𝛼" * 32_767
    yield fine("cell-limit-wide.csv", text_file(one(notes=wide)), (2, "notes", wide))
    yield wrong("long-name.csv", text_file(one(cancer="x" * 201)), (2, "cancer", "too_long"))
    many = "; ".join(f"cancer {n}" for n in range(101))
    yield wrong("many-entries.csv", text_file(one(cancer=many)), (2, "cancer", "too_long"))


def _exact_texts() -> Iterator[AwkwardFile]:
    for number_, said in enumerate((
        "007", "1e5", "1/2", "TRUE", "null", "None", "nan", "-0", "12:30", "50%", "£5", "a\tb",
        "_x0041_", "&amp;", "<b>", "]]>", "\\n", "“”‘’", "C:\\new", "1,234.5", "+49 30", "--", "'",
    )):  # fmt: skip
        text = said if said[0] not in "=+-@" else "'" + said
        yield fine(f"exact-{number_}.csv", text_file(one(notes=text)), (2, "notes", said))
        in_xlsx = said.replace("_x0041_", "_x005F_x0041_")
        yield fine(f"exact-{number_}.xlsx", xlsx(one(notes=in_xlsx)), (2, "notes", said))
        yield fine(f"exact-{number_}.ods", ods(one(notes=said)), (2, "notes", said))
