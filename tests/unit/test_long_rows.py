"""Long tables: one row an entry, every attribute in its own column."""

from releases.long_rows import LONG_TABLES, long_rows

CLAIM = {
    "cargo": [
        {"name": "miR-193a", "kind": "mirna", "codes": [{"curie": "HGNC:31500", "match": "exact"}]},
        {"name": "=PTEN", "as_reported": "a\r\nb", "inferred": True},
    ],
    "settings": [{"name": "in_vivo", "label": "in vivo", "measured": "unclear"}],
    "targets": {"unknown": "not_reported"},
}


def rows(table: str) -> list[list[str]]:
    claim = long_rows(LONG_TABLES[table], CLAIM, accession="EVD-000001", version="2")
    return list(claim)


def test_each_table_starts_with_the_keys() -> None:
    assert list(LONG_TABLES) == ["cargo", "targets", "agents", "settings"]
    assert {table.names[:2] for table in LONG_TABLES.values()} == {("accession", "version")}


def test_an_entry_is_a_row_and_an_attribute_a_column() -> None:
    names = LONG_TABLES["cargo"].names
    first, second = (dict(zip(names, row, strict=True)) for row in rows("cargo"))
    assert first == {
        "accession": "EVD-000001", "version": "2", "molecule": "miR-193a", "kind": "miRNA",
        "acts_as": "", "change": "", "as_reported": "", "inferred": "",
        "codes": "HGNC:31500 [match: exact]",
    }  # fmt: skip
    assert (second["molecule"], second["as_reported"], second["inferred"]) == (
        "=PTEN",
        "a\nb",
        "yes",
    )


def test_closed_lists_stand_as_people_read_them() -> None:
    assert rows("settings")[0][2:4] == ["in vivo", "unclear"]
    assert rows("cargo")[0][3] == "miRNA"


def test_an_unknown_has_no_row_and_neither_has_nothing() -> None:
    assert rows("targets") == rows("agents") == []
