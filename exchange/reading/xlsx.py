"""XLSX: the parts of a workbook, and which of its sheets is read."""

from array import array
from collections.abc import Iterator
from posixpath import basename, dirname, join, normpath
from typing import Any

from . import limits
from .choosing import choose, hidden_sheets
from .containers import Container, damaged, macros, old_format, outside
from .formats import formats_of
from .shapes import Reading, Unreadable
from .streaming import children, local, tree
from .xlsx_rows import RowReader, said

_TYPES = "[Content_Types].xml"
# What a part is for that can run, whatever it is called.
_RUNS = ("/vbaProject", "/xlMacrosheet", "/xlIntlMacrosheet", "/control")


def is_workbook(container: Container) -> bool:
    """Tell whether the container holds an XLSX workbook; raise Unreadable for an XLSB."""
    if _TYPES not in container:
        return False
    path = _main_part(container)
    if path.endswith(".bin"):
        raise old_format()
    return path in container and container.root_of(path).endswith("}workbook")


def read_xlsx(container: Container, wanted: str, known: frozenset[str], reading: Reading) -> str:
    """Read the sheet called `wanted`, or the one that looks like it, and return its name."""
    for override in _tree(container, _TYPES):
        if "macroEnabled" in override.get("ContentType", ""):
            raise macros()
    for name in container.names:
        if name.endswith(".rels"):
            _refuse_outside(container, name)
    book = _Book(container, _main_part(container))
    place, notes = choose(book.sheets, wanted, known, book.read, looks_further=True)
    if book.hidden:
        notes.append(hidden_sheets(book.hidden))
    for note in notes:
        reading.note(note)
    book.read(place, reading)
    return book.sheets[place]


def _tree(container: Container, name: str) -> Any:
    with container.part(name) as stream:
        return tree(stream)


def _main_part(container: Container) -> str:
    if "_rels/.rels" in container:
        for relation in _tree(container, "_rels/.rels"):
            if relation.get("Type", "").endswith("/officeDocument"):
                return str(relation.get("Target", "")).lstrip("/")
    return "xl/workbook.xml"


def _refuse_outside(container: Container, name: str) -> None:
    """Refuse what is fetched from elsewhere, and macros under another name; a link that somebody
    may follow is only text."""
    for relation in _tree(container, name):
        if relation.get("Type", "").endswith(_RUNS):
            raise macros()
        is_link = relation.get("Type", "").endswith("/hyperlink")
        if relation.get("TargetMode") == "External" and not is_link:
            raise outside()


class _Book:
    """A workbook: its visible sheets, shared texts and formats."""

    def __init__(self, container: Container, path: str) -> None:
        self.container = container
        self.folder = dirname(path)
        relations = join(self.folder, "_rels", basename(path) + ".rels")
        if relations not in container:
            raise damaged()
        self.parts = {r.get("Id", ""): r for r in _tree(container, relations)}
        workbook = _tree(container, path)
        self.hidden: list[str] = []
        seen = list(self._visible(workbook))
        names = [name.strip().casefold() for name, _ in seen]
        if not seen or len(set(names)) < len(names):
            raise damaged()
        self.sheets = [name for name, _ in seen]
        self.paths = [path for _, path in seen]
        properties = next((e for e in workbook.iter() if local(e) == "workbookPr"), None)
        self.is_1904 = properties is not None and properties.get("date1904", "0") in limits.YES
        self.texts = self._texts()
        styles = self._of_type("styles")
        self.formats = formats_of(_tree(container, styles), local) if styles else {}

    def _visible(self, workbook: Any) -> Iterator[tuple[str, str]]:
        for element in workbook.iter():
            if local(element) == "sheet" and element.get("state", "visible") != "visible":
                self.hidden.append(element.get("name", ""))
            elif local(element) == "sheet":
                keys = (v for k, v in element.attrib.items() if k.endswith("relationships}id"))
                relation = self.parts.get(next(keys, ""))
                if relation is None:
                    raise damaged()
                if relation.get("Type", "").endswith("/worksheet"):
                    yield element.get("name", ""), self._path(relation)

    def _path(self, relation: Any) -> str:
        target = str(relation.get("Target", ""))
        path = target[1:] if target.startswith("/") else normpath(join(self.folder, target))
        if path not in self.container:
            raise damaged()
        return path

    def _of_type(self, kind: str) -> str:
        found = (r for r in self.parts.values() if r.get("Type", "").endswith("/" + kind))
        relation = next(found, None)
        if relation is not None:
            return self._path(relation)
        usual = join(self.folder, f"{kind}.xml")
        return usual if usual in self.container else ""

    def _texts(self) -> "Texts":
        texts = Texts()
        if path := self._of_type("sharedStrings"):
            with self.container.part(path) as stream:
                for element in children(stream, lambda root: root):
                    texts.add(said(element))
        return texts

    def read(self, place: int, reading: Reading) -> None:
        """Read the sheet at `place`."""
        reader = RowReader(self.texts, self.formats, self.is_1904, reading)
        rest: list[Any] = []
        with self.container.part(self.paths[place]) as stream:
            for row in children(stream, _sheet_data, rest):
                reader.take(row)
        reader.finish(rest)


def _sheet_data(root: Any) -> Any:
    return next((child for child in root if local(child) == "sheetData"), None)


class Texts:
    """The shared texts as bytes in one piece: a list of them would take three times as much."""

    def __init__(self) -> None:
        self.body = bytearray()
        self.ends = array("L")

    def add(self, text: str) -> None:
        """Append a text."""
        self.body += text.encode("utf-8", "surrogatepass")
        self.ends.append(len(self.body))
        if len(self.ends) > limits.TEXTS:
            raise Unreadable(
                "too_big",
                f"The workbook holds more than {limits.TEXTS:,} texts. Split it into smaller "
                "files, or copy the cells into a new one. Nothing was saved.",
            )

    def get(self, number: int) -> str:
        """Return a text by its number in the file."""
        if not 0 <= number < len(self.ends):
            raise damaged()
        start = self.ends[number - 1] if number else 0
        return self.body[start : self.ends[number]].decode("utf-8", "surrogatepass")
