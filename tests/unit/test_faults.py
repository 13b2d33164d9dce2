"""What is wrong with a cell is said alike, however often and however quickly it is asked."""

import pytest

from evidence.columns import BY_NAME
from exchange.judging import cells
from exchange.judging.cells import CellReader

CLOSED = {"tissue": ["bone marrow", "adipose tissue"], "species": ["human", "mouse"]}
TYPED = (
    "bone marow", "bone marrow", "Bone  Marrow", "unclear", "Not reported", "N/A", "nan", "unknown",
    "w1", "5", "2020-01-01", "a; b", "a [x: y]", "\\w1", "'w1", "[clear]", " w1 ", "é", "x" * 61,
    "said", "TRUE", "1.5", "x_y", "tumour_educated", "Tumour-educated",
)  # fmt: skip


@pytest.mark.parametrize("name", ["tissue", "donor_state", "effect", "cargo", "summary"])
def test_the_quick_look_says_what_the_close_one_says(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen = {(cells.list_of(BY_NAME[name]), "said"): "bone marrow"}
    close = CellReader(CLOSED, chosen, escapes=True)
    monkeypatch.setattr(cells, "MOST_KEPT", 0)
    quick = CellReader(CLOSED, chosen, escapes=True)
    for cell in TYPED:
        told, again = close.read(name, cell), quick.read(name, cell)
        if not told.errors:
            assert again == told
        assert [(e.code, e.message, e.value) for e in again.errors] == [
            (e.code, e.message, e.value) for e in told.errors
        ]
        assert all(error.hint for error in again.errors)
        assert quick.read(name, cell) == again
