"""Changing cells of a workbook the way people do: in a spreadsheet program, which writes it anew.

openpyxl is always there. LibreOffice is asked by `make office`: a macro of its own Basic opens
the file, types into cells and saves.
"""

import contextlib
import os
import signal
import subprocess
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from openpyxl import load_workbook

Cells = Mapping[str, str]

_MACRO = """Sub Edit(source As String, changes As String, target As String, kind As String)
  On Error GoTo Leave
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden"
  hidden(0).Value = True
  document = StarDesktop.loadComponentFromURL(ConvertToURL(source), "_blank", 0, hidden())
  sheet = document.Sheets.getByName("Evidence")
  files = createUnoService("com.sun.star.ucb.SimpleFileAccess")
  reader = createUnoService("com.sun.star.io.TextInputStream")
  reader.setInputStream(files.openFileRead(ConvertToURL(changes)))
  reader.setEncoding("UTF-8")
  Do While Not reader.isEOF()
    parts = Split(reader.readLine(), Chr(9))
    If UBound(parts) = 1 Then sheet.getCellRangeByName(parts(0)).setString(parts(1))
  Loop
  reader.closeInput()
  Dim saved(0) As New com.sun.star.beans.PropertyValue
  saved(0).Name = "FilterName"
  saved(0).Value = kind
  document.storeToURL(ConvertToURL(target), saved())
  document.close(True)
Leave:
  StarDesktop.terminate()
End Sub
"""
_FILTERS = {".xlsx": "Calc MS Excel 2007 XML", ".ods": "calc8"}


def in_openpyxl(source: Path, target: Path, cells: Cells) -> None:
    """Type `cells` (address → text) into the sheet Evidence with openpyxl and save."""
    book = load_workbook(source)
    for place, text in cells.items():
        book["Evidence"][place] = text
        book["Evidence"][place].data_type = "s"  # as people type into cells of text, also `=1+1`
    book.save(target)


def in_libreoffice(source: Path, target: Path, cells: Cells) -> None:
    """Type `cells` into the sheet Evidence with LibreOffice and save as XLSX or ODS."""
    with tempfile.TemporaryDirectory(prefix="libreoffice-") as home:
        profile = f"-env:UserInstallation=file://{home}"
        soffice = ["soffice", "--headless", "--norestore", profile]
        # The first start makes the profile; its empty module is then ours.
        _run([*soffice, "--terminate_after_init"])
        (Path(home) / "user/basic/Standard/Module1.xba").write_text(
            '<?xml version="1.0" encoding="UTF-8"?>\n<script:module '
            'xmlns:script="http://openoffice.org/2000/script" script:name="Module1" '
            f'script:language="StarBasic">{escape(_MACRO)}</script:module>'
        )
        changes = Path(home) / "changes.tsv"
        changes.write_text("".join(f"{place}\t{text}\n" for place, text in cells.items()), "utf-8")
        told = '", "'.join(map(str, (source, changes, target, _FILTERS[target.suffix])))
        macro = f'macro:///Standard.Module1.Edit("{told}")'
        _run([*soffice, macro])
    assert target.is_file(), "LibreOffice did not save the file"


def _run(command: list[str]) -> None:
    """Run `command` to its end, or end it and all it started after three minutes."""
    with subprocess.Popen(command, start_new_session=True, stdin=subprocess.DEVNULL) as running:
        try:
            assert running.wait(timeout=180) == 0, command
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(running.pid, signal.SIGKILL)


Program = Callable[[Path, Path, Cells], None]
# Program and what it saves.
EDITORS = [
    pytest.param(in_openpyxl, "xlsx"),
    pytest.param(in_libreoffice, "xlsx", marks=pytest.mark.office),
    pytest.param(in_libreoffice, "ods", marks=pytest.mark.office),
]
