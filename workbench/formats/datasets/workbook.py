"""XLSX: the values of one sheet, formulas as what they came to last.

A workbook is a zip file, and its sheets say how large they are: both are looked at before
anything is unpacked to memory, because a few bytes can stand for gigabytes.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any
from xml.etree import ElementTree

from workbench.domain.errors import FileProblem
from workbench.formats.datasets.table import (
    ABSENT,
    MEBIBYTE,
    MOST_ROWS,
    Problem,
    Row,
    Table,
    Value,
    distinct_names,
)

MOST_UNPACKED = 600 * MEBIBYTE
MOST_PARTS = 5_000
MOST_CELLS = 20_000_000
PIECE = MEBIBYTE
SHEETS = "xl/worksheets/"
REFERENCE = re.compile(rb"\br\s*=\s*[\"']([A-Za-z]{0,3})([0-9]{1,7})[\"']")
ERROR_CELL = re.compile(rb"<c\b[^>]{0,200}\bt\s*=\s*[\"']e[\"'][^>]{0,200}>")
LONGEST_TAG = 512


def read_workbook(data: bytes, file: str, sheet: str = "") -> Table:
    """Of the sheet named, else of the first one with anything in it. Raises `FileProblem`."""
    broken = _look_at_sizes(data, file)
    name, grid, names = _sheet(data, file, sheet)
    first = next((place for place, row in enumerate(grid) if any(map(_filled, row))), None)
    if first is None:
        what = (
            f"has nothing in its sheet {sheet!r}" if sheet else "has no sheet with anything in it"
        )
        raise FileProblem(what, file=file)
    errors = broken.get(name, {})
    used = [place for place in range(len(grid[0])) if any(_filled(row[place]) for row in grid)]
    columns, renamed = distinct_names(tuple(_header(grid[first][place]) for place in used))
    rows: list[Row] = []
    bad: list[Problem] = []
    for number, values in enumerate(grid[first + 1 :], first + 2):
        if number in errors:
            bad.append(Problem(number, f"a formula came to an error in {errors[number]}"))
        elif any(map(_filled, values)):
            rows.append(Row(number, tuple(_value(values[place]) for place in used)))
    if len(rows) + len(bad) > MOST_ROWS:
        raise FileProblem(f"has more than {MOST_ROWS:,} rows", file=file)
    notes = (*_said(name, names), *renamed)
    return Table(columns, tuple(rows), tuple(bad), notes, typed=True, sheets=names, sheet=name)


def _sheet(data: bytes, file: str, wanted: str) -> tuple[str, list[list[Any]], tuple[str, ...]]:
    """Its name, its cells from the first row on, and the names of all sheets."""
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        names = tuple(book.sheet_names)
        if wanted and wanted not in names:
            raise FileProblem(
                f"has no sheet {wanted!r}", file=file, hint=f"There are: {', '.join(names)}."
            )
        for name in (wanted,) if wanted else names:
            grid = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
            if any(_filled(value) for row in grid for value in row):
                return name, grid, names
    except PasswordError as error:
        raise FileProblem("is locked with a password", file=file) from error
    except (CalamineError, OSError, ValueError) as error:
        raise FileProblem(f"is no workbook that can be read: {error}", file=file) from error
    return "", [], ()


def _said(name: str, names: tuple[str, ...]) -> tuple[str, ...]:
    if len(names) == 1:
        return ()
    others = ", ".join(other for other in names if other != name)
    return (f"The sheet {name!r} was read; there are also: {others}.",)


def _look_at_sizes(data: bytes, file: str) -> dict[str, dict[int, str]]:
    """Unpacks every part piece by piece, whatever the directory of the zip file says of it.

    Gives the first cell with an error of each row, by the name of the sheet: the values say
    nothing of errors. Raises `FileProblem` for what is too large, or no workbook.
    """
    broken: dict[str, dict[int, str]] = {}
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
                raise _too_large(file)
            total = 0
            for part in parts:
                scan = _Scan()
                for piece in _pieces(archive, part):
                    total += len(piece)
                    if total > MOST_UNPACKED:
                        raise _too_large(file)
                    if part.filename.startswith(SHEETS):
                        scan.take(piece)
                _refuse_sparse(scan, file)
                broken[part.filename] = scan.errors
            names = _sheet_names(archive)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, KeyError) as error:
        raise FileProblem("is no workbook", file=file, hint="Save it as .xlsx.") from error
    except (RuntimeError, EOFError, OSError, zlib.error, ElementTree.ParseError) as error:
        raise FileProblem("is locked with a password, or damaged", file=file) from error
    return {names[part]: errors for part, errors in broken.items() if part in names}


def _pieces(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[bytes]:
    with archive.open(part) as opened:
        while piece := opened.read(PIECE):
            yield piece


class _Scan:
    """How far the cells of a sheet reach, and which hold an error."""

    def __init__(self) -> None:
        self.rows = self.columns = 0
        self.errors: dict[int, str] = {}
        self._tail = b""

    def take(self, piece: bytes) -> None:
        text = self._tail + piece
        for letters, digits in REFERENCE.findall(text):
            self.rows = max(self.rows, int(digits))
            self.columns = max(self.columns, _column_number(letters))
        for tag in ERROR_CELL.findall(text):
            if found := REFERENCE.search(tag):
                cell = (found[1] + found[2]).decode("ascii").upper()
                self.errors.setdefault(int(found[2]), cell)
        self._tail = text[-LONGEST_TAG:]


def _refuse_sparse(scan: _Scan, file: str) -> None:
    if scan.rows * scan.columns > MOST_CELLS:
        raise FileProblem(
            f"has a sheet of {scan.rows:,} rows and {scan.columns:,} columns",
            file=file,
            hint="Delete the empty rows and columns behind the last value, and save it again.",
        )


def _sheet_names(archive: zipfile.ZipFile) -> dict[str, str]:
    """Names of sheets by the part of the file that holds them."""
    targets = {
        each.get("Id", ""): each.get("Target", "").removeprefix("/xl/")
        for each in ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    }
    names: dict[str, str] = {}
    for element in ElementTree.fromstring(archive.read("xl/workbook.xml")).iter():
        if element.tag.rpartition("}")[2] == "sheet":
            ids = [value for name, value in element.items() if name.endswith("}id")]
            names["xl/" + targets.get("".join(ids), "")] = element.get("name", "")
    return names


def _too_large(file: str) -> FileProblem:
    return FileProblem(f"unpacks to more than {MOST_UNPACKED // MEBIBYTE} MB", file=file)


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def _filled(value: Any) -> bool:
    return value is not None and value != ""


def _header(value: Any) -> str:
    shown = _value(value)
    return "" if shown is ABSENT else str(shown)


def _value(value: Any) -> Value:
    """Numbers without a fraction are whole, dates become ISO text, an empty cell is none."""
    if not _filled(value):
        return ABSENT
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        return int(value)
    if isinstance(value, datetime):
        midnight = value.time() == time(0)
        return value.date().isoformat() if midnight else value.isoformat(timespec="seconds")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return str(value)
    if isinstance(value, bool | int | float | str):
        return value
    return str(value)
