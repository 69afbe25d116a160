"""CSV and TSV, with the line each row begins on.

A quoted field may hold line ends. What a reader could only guess at, a quote that is never
closed, text behind a closing quote, a row with more or fewer fields, is told with its line.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator

from workbench.domain.errors import FileProblem
from workbench.formats.datasets.table import (
    LARGEST_FILE,
    MOST_ROWS,
    Problem,
    Row,
    Table,
    distinct_names,
)

DELIMITERS = (",", ";", "\t", "|")
ROWS_SNIFFED = 50
Record = tuple[int, list[str] | str]
"""The line it begins on, and its fields or why it cannot be read."""


def read_delimited(text: str, file: str, delimiter: str = "") -> Table:
    """The first row names the columns. Raises `FileProblem`."""
    # The limit of the csv module is one for the whole process; a field is as long as a file may be
    csv.field_size_limit(LARGEST_FILE)
    records = _records(text, delimiter or _sniffed(text))
    header = next(records, None)
    if header is None:
        raise FileProblem("is empty", file=file)
    line, names = header
    if isinstance(names, str):
        raise FileProblem(names, file=file, line=line)
    while len(names) > 1 and not names[-1].strip():
        names.pop()
    columns, notes = distinct_names(tuple(names))
    rows: list[Row] = []
    bad: list[Problem] = []
    for line, fields in records:
        if len(rows) + len(bad) >= MOST_ROWS:
            raise FileProblem(f"has more than {MOST_ROWS:,} rows", file=file)
        if isinstance(fields, str):
            bad.append(Problem(line, fields))
        elif len(cells := _without_empty_end(fields, len(columns))) != len(columns):
            bad.append(Problem(line, _ragged(len(cells), len(columns))))
        else:
            rows.append(Row(line, tuple(cell.replace("\r\n", "\n") for cell in cells)))
    return Table(columns, tuple(rows), tuple(bad), notes)


def _records(text: str, delimiter: str) -> Iterator[Record]:
    """Empty lines between rows are no rows."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    while True:
        line = reader.line_num + 1
        try:
            fields = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield line, _reason(str(error), reader.line_num)
            continue
        if fields:
            yield line, fields


def _reason(error: str, last: int) -> str:
    if "unexpected end" in error:
        return f"a quotation mark is never closed, up to the end of the file in line {last}"
    if "expected after" in error:
        return 'there is text after a closing quotation mark; a quotation mark inside is written ""'
    return error


def _without_empty_end(fields: list[str], columns: int) -> list[str]:
    """Spreadsheets write empty fields behind the last column."""
    if len(fields) > columns and not any(fields[columns:]):
        return fields[:columns]
    return fields


def _ragged(cells: int, columns: int) -> str:
    fields = "1 field" if cells == 1 else f"{cells} fields"
    return f"has {fields}, the first row has {columns}"


def _sniffed(text: str) -> str:
    """The delimiter with which most of the first rows have as many fields as the first one."""
    start = text[: 256 * 1024]
    best, most = DELIMITERS[0], (0, 0)
    for delimiter in DELIMITERS:
        widths = []
        for _line, fields in _records(start, delimiter):
            widths.append(len(fields) if isinstance(fields, list) else 0)
            if len(widths) == ROWS_SNIFFED:
                break
        first = widths[0] if widths else 0
        score = (Counter(widths)[first], first) if first > 1 else (0, 0)
        if score > most:
            best, most = delimiter, score
    return best
