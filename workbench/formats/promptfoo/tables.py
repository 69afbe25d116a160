"""Tests in files: rows of CSV with promptfoo's special columns, and documents."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from typing import Any

from workbench.domain.errors import FileProblem
from workbench.formats.located import Place, Rows, Table
from workbench.formats.promptfoo.documents import scalar
from workbench.formats.promptfoo.files import ending_of
from workbench.formats.promptfoo.kinds import assertion_of
from workbench.formats.promptfoo.ledger import shown
from workbench.formats.promptfoo.surroundings import Surroundings

ELSEWHERE = re.compile(r"https?://|huggingface://|package:|az://|s3://|gs://")
EXPECTED = re.compile(r"__expected(\d*)")
CONFIGURED = re.compile(r"__config:__expected(\d*):threshold")
SEPARATOR = re.compile(r"(?<!\\),")
LONGEST_FIELD = 4 * 1024 * 1024


def read_tests(value: Any, place: Place, around: Surroundings) -> list[Table]:
    """All tests, wherever they stand, in their order."""
    return list(_tests(value, place, around))


def _tests(value: Any, place: Place, around: Surroundings) -> Iterator[Table]:
    if isinstance(value, Rows):
        for index, item in enumerate(value):
            yield from _tests(item, value.at(index), around)
    elif isinstance(value, Table):
        if isinstance(value.get("path"), str) and "vars" not in value and "assert" not in value:
            yield from _tests(value["path"], value.at("path"), around)
        else:
            yield value
    elif isinstance(value, str):
        yield from _in_files(value, place, around)
    elif value is not None:
        around.ledger.leave(place, f"tests: {shown(value)}", "a test is an object")


def _in_files(value: str, place: Place, around: Surroundings) -> Iterator[Table]:
    if ELSEWHERE.match(value):
        around.ledger.leave(place, shown(value), "nothing is fetched from elsewhere")
        return
    for name in around.named(value, place):
        if ending_of(name) in ("csv", "tsv"):
            text = around.text(name, place)
            if text is not None:
                yield from _rows(text, name, around)
            continue
        document = around.document(name, place)
        if isinstance(document, list):
            yield from (item for item in document if isinstance(item, Table))
        elif isinstance(document, Table):
            yield document
        elif document is not None:
            around.ledger.leave(place, name, "there are no tests in it")


def _rows(text: str, name: str, around: Surroundings) -> Iterator[Table]:
    delimiter = "\t" if ending_of(name) == "tsv" else _delimiter(text)
    csv.field_size_limit(LONGEST_FIELD)
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        for row in reader:
            at = Place(name, reader.line_num)
            if None in row:
                around.ledger.leave(at, shown(row[None]), "more fields than the first line has")
            yield _test_of(
                {(key or "").strip(): value for key, value in row.items() if key is not None},
                at,
                around,
            )
    except csv.Error as error:
        raise FileProblem(str(error), file=name, line=reader.line_num) from error


def _delimiter(text: str) -> str:
    """A comma, unless the first line has only semicolons."""
    first = text.partition("\n")[0]
    return ";" if ";" in first and "," not in first else ","


def _test_of(row: Mapping[str, str | None], place: Place, around: Surroundings) -> Table:
    test, variables, metadata, options = (Table(place) for _ in range(4))
    assertions = Rows(place)
    thresholds: dict[int, Any] = {}
    for key, value in row.items():
        text = value or ""
        if EXPECTED.fullmatch(key):
            if text.strip():
                assertion = Table(place)
                assertion.update(assertion_of(text.strip()))
                assertions.append(assertion)
        elif found := CONFIGURED.fullmatch(key):
            if text.strip():
                thresholds[int(found[1] or 1) - 1] = scalar(text.strip())
        elif not _special(key, text, test, options, metadata):
            if key.startswith("__"):
                around.ledger.leave(place, key, "no column that promptfoo knows")
            else:
                variables[key] = text
    metric = row.get("__metric")
    for index, assertion in enumerate(assertions):
        if metric:
            assertion["metric"] = metric
        if index in thresholds:
            assertion["threshold"] = thresholds[index]
    test["vars"], test["assert"] = variables, assertions
    test["options"], test["metadata"] = options, metadata
    return test


def _special(key: str, text: str, test: Table, options: Table, metadata: Table) -> bool:
    """Whether the column is one of promptfoo's own, which is then taken."""
    if key in ("__description", "__providerOutput"):
        if text:
            test[key.removeprefix("__")] = text
    elif key == "__threshold":
        if text.strip():
            test["threshold"] = scalar(text.strip())
    elif key in ("__prefix", "__suffix"):
        if text:
            options[key.removeprefix("__")] = text
    elif key.startswith("__metadata:"):
        name = key.removeprefix("__metadata:")
        if name.endswith("[]"):
            parts = Rows(metadata.place)
            parts.extend(part.strip().replace("\\,", ",") for part in SEPARATOR.split(text))
            metadata[name.removesuffix("[]")] = parts
        elif text.strip():
            metadata[name] = text
    else:
        return key == "__metric"
    return True
