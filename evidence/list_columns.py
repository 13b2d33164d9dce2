"""What the list of claims can show, and what it can be ordered by. Plain names; no questions."""

from typing import NamedTuple

from evidence.columns import BY_NAME


class ListColumn(NamedTuple):
    """A column of the list. `order` is the name of the order its head sorts by, "" for none."""

    name: str
    label: str
    order: str = ""
    is_number: bool = False


def _answer(name: str, *, sorts: bool = True) -> ListColumn:
    return ListColumn(name, BY_NAME[name].label, name if sorts else "")


# The accession, with the status below it, always comes first, and the sentence always follows.
ITEM = ListColumn("item", "Item", "item")
LIST_COLUMNS: tuple[ListColumn, ...] = (
    _answer("effect"),
    _answer("agents"),
    _answer("cargo"),
    _answer("targets", sorts=False),
    _answer("cancer"),
    _answer("tissue"),
    _answer("engineering", sorts=False),
    _answer("given", sorts=False),
    _answer("mechanism_classes"),
    _answer("settings", sorts=False),
    ListColumn("level", "Level"),
    ListColumn("directness", "Directness", "directness", is_number=True),
    _answer("read_from"),
    ListColumn("submitted", "Submitted", "submitted"),
    ListColumn("paper", "Paper", "year"),
)
COLUMNS_BY_NAME = {column.name: column for column in LIST_COLUMNS}
USUAL_COLUMNS = ("effect", "agents", "cargo", "cancer", "settings", "read_from", "paper")
ORDERS = {
    "item": "accession",
    "submitted": "day of submission",
    "year": "year of the paper",
    **{c.order: c.label.lower() for c in LIST_COLUMNS if c.order not in ("", "submitted", "year")},
}


class Order(NamedTuple):
    """By what the list is ordered, and which way round."""

    name: str = "item"
    descending: bool = False

    @property
    def word(self) -> str:
        """How an address says it: “year”, “-year”."""
        return f"-{self.name}" if self.descending else self.name


class Layout(NamedTuple):
    """How somebody wants the list: which columns, in which order."""

    columns: tuple[str, ...] = USUAL_COLUMNS
    order: Order = Order()

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """What an address says of it; nothing where it is as usual."""
        shown = [("column", name) for name in self.columns]
        named = shown if self.columns != USUAL_COLUMNS else []
        return (*named, *([("sort", self.order.word)] if self.order != Order() else []))


def order_of(word: str) -> Order | None:
    """Return the order that an address calls `word`, or None where there is none of that name."""
    name = word.removeprefix("-")
    return Order(name, word.startswith("-")) if name in ORDERS else None


def layout_of(columns: tuple[str, ...], word: str) -> Layout:
    """Return the layout with the known ones of `columns`, in the order of the list."""
    shown = tuple(c.name for c in LIST_COLUMNS if c.name in columns)
    return Layout(shown or USUAL_COLUMNS, order_of(word) or Order())
