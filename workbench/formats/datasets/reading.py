"""A file with cases, whatever its format: a table to be mapped, or cases that are ready."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import PurePath
from typing import cast

from workbench.domain.errors import FileProblem
from workbench.formats import located
from workbench.formats.datasets.decoding import decoded
from workbench.formats.datasets.delimited import read_delimited
from workbench.formats.datasets.json_lists import (
    Element,
    Listed,
    listed,
    read_json_lines,
    read_json_list,
)
from workbench.formats.datasets.promptfoo_tests import is_test, read_promptfoo_tests
from workbench.formats.datasets.table import (
    ABSENT,
    LARGEST_DOCUMENT,
    LARGEST_FILE,
    MEBIBYTE,
    FileRead,
    Imported,
    Problem,
    Row,
    Table,
)
from workbench.formats.datasets.workbook import read_workbook
from workbench.formats.located import Dialect, Rows
from workbench.formats.usable_json import Unusable, kept_value

DELIMITED = {".csv": "", ".tsv": "\t", ".tab": "\t", ".txt": ""}
LINES = frozenset({".jsonl", ".ndjson"})
YAML = frozenset({".yaml", ".yml"})
WORKBOOKS = frozenset({".xlsx", ".xlsm"})
DIALECT = Dialect(most_values=2_000_000, whole=False)
SUFFIXES = (*DELIMITED, *sorted(LINES), ".json", *sorted(YAML), *sorted(WORKBOOKS))


def read_cases_file(data: bytes, file: str, sheet: str = "") -> FileRead:
    """By the ending of its name. Raises `FileProblem`."""
    suffix = PurePath(file).suffix.lower()
    refuse_large(len(data), file)
    if suffix in WORKBOOKS:
        return read_workbook(data, file, sheet)
    if suffix not in SUFFIXES:
        raise FileProblem(
            "is of a kind that is not known",
            file=file,
            hint="Known are CSV, TSV, JSONL, JSON, YAML and XLSX, by the ending of the name.",
        )
    text, notes = decoded(data, file)
    if suffix in DELIMITED:
        return _with_notes(read_delimited(text, file, DELIMITED[suffix]), notes)
    if suffix in LINES:
        return _with_notes(_from_elements(read_json_lines(text, file), file), notes)
    if suffix in YAML:
        return _with_notes(_from_elements(_yaml_list(text, file), file), notes)
    return _with_notes(_from_elements(read_json_list(text, file), file), notes)


def refuse_large(size: int, file: str) -> None:
    """Looked at before a file is read. Raises `FileProblem`."""
    yaml = PurePath(file).suffix.lower() in YAML
    most = LARGEST_DOCUMENT if yaml else LARGEST_FILE
    if size > most:
        hint = "Write it as JSONL or CSV." if yaml else "Split it, or take a part of it."
        raise FileProblem(f"is larger than {most // MEBIBYTE} MB", file=file, hint=hint)


def _yaml_list(text: str, file: str) -> Iterable[Element]:
    document = located.read_yaml(text, file, DIALECT)
    if document is None:
        raise FileProblem("is empty", file=file)
    rows = cast("Rows", listed(document, file))
    return [Listed(rows.at(index).line or 0, value) for index, value in enumerate(rows)]


def _from_elements(elements: Iterable[Element], file: str) -> FileRead:
    """Cases if one of them is a test of promptfoo, else a table with a column for each name."""
    found: list[Listed] = []
    bad: list[Problem] = []
    for each in elements:
        if isinstance(each, Listed):
            found.append(each)
        else:
            bad.append(each)
    if any(is_test(each.value) for each in found):
        imported = read_promptfoo_tests(
            [each.value for each in found], lambda index: found[index].line
        )
        problems = sorted((*bad, *imported.problems), key=lambda problem: problem.line)
        return Imported(imported.cases, tuple(problems))
    return _table(found, bad, file)


def _table(found: list[Listed], bad: list[Problem], file: str) -> Table:
    columns: dict[str, None] = {}
    kept: list[tuple[int, Mapping[str, object]]] = []
    for line, value in found:
        try:
            kept_value(value)
        except Unusable as error:
            bad.append(Problem(line, str(error)))
            continue
        if isinstance(value, Mapping):
            columns |= dict.fromkeys(value)
            kept.append((line, value))
        else:
            bad.append(Problem(line, "is no object with a name for each value"))
    if not columns and not bad:
        raise FileProblem("holds no rows", file=file)
    rows = tuple(
        Row(line, tuple(kept_value(value[n]) if n in value else ABSENT for n in columns))
        for line, value in kept
    )
    bad.sort(key=lambda problem: problem.line)
    return Table(tuple(columns), rows, tuple(bad), typed=True)


def _with_notes(read: FileRead, notes: tuple[str, ...]) -> FileRead:
    return replace(read, notes=(*notes, *read.notes))
