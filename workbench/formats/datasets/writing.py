"""Datasets as files: CSV for spreadsheets, JSONL and YAML in promptfoo's shape of tests."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import yaml

from workbench.domain.datasets import Case
from workbench.formats.datasets.column_types import written
from workbench.formats.datasets.expected_words import words_of
from workbench.formats.datasets.mapping import EXPLICIT, ColumnUse, Role, guessed
from workbench.formats.datasets.promptfoo_tests import promptfoo_test
from workbench.formats.datasets.table import Table
from workbench.formats.located import scalar
from workbench.formats.spreadsheets import harmless

FORMATS = {".csv": "CSV", ".jsonl": "JSONL", ".yaml": "YAML"}


@dataclass(frozen=True, slots=True)
class Written:
    text: str
    notes: tuple[str, ...] = ()
    """What the format cannot hold, or holds in another way."""


def write_cases(cases: Sequence[Case], suffix: str) -> Written:
    """`suffix` is one of `FORMATS`."""
    if suffix == ".csv":
        return _csv(cases)
    tests = [promptfoo_test(case) for case in cases]
    generated = sum(not case.accepted for case in cases)
    notes = (f"{generated} generated cases nobody accepted yet stand among them.",)
    text = _json_lines(tests) if suffix == ".jsonl" else _yaml(tests)
    return Written(text, notes if generated else ())


def _json_lines(tests: Sequence[dict[str, Any]]) -> str:
    """Half characters, which no file holds, are written as escapes."""
    lines = [json.dumps(test, ensure_ascii=False) for test in tests]
    exact = (
        line if _encodable(line) else json.dumps(test)
        for line, test in zip(lines, tests, strict=True)
    )
    return "".join(line + "\n" for line in exact)


def _encodable(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _yaml(tests: Sequence[dict[str, Any]]) -> str:
    """Half characters become question marks: YAML has no way to write them."""
    return yaml.dump(list(tests), Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=100)


class _Dumper(yaml.SafeDumper):
    """Texts with several lines as blocks, and no anchors for what is the same."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _text_node(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    if not _encodable(text):
        text = text.encode("utf-8", "replace").decode("utf-8")
    style = "|" if "\n" in text else None if scalar(text) == text else "'"
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _text_node)


def _csv(cases: Sequence[Case]) -> Written:
    variables = list(dict.fromkeys(name for case in cases for name, _value in case.values))
    most_checks = max((len(case.checks) for case in cases), default=0)
    own = ["name", "expected", "labels", "split", "notes", "on", "threshold"]
    checks = [f"__expected{number}" for number in range(1, most_checks + 1)]
    header = ["name", *map(_variable_header, variables), *own[1:], *checks]
    filled = io.StringIO()
    writer = csv.writer(filled, lineterminator="\r\n")
    writer.writerow([harmless(name) for name in header])
    escaped = lost = 0
    for case in cases:
        row = _row(case, variables, most_checks)
        shown = [harmless(text) for text in row]
        escaped += sum(text != given for text, given in zip(shown, row, strict=True))
        lost += sum(words_of(check) is None for check in case.checks) + bool(case.transform)
        writer.writerow(shown)
    return Written("\ufeff" + filled.getvalue(), tuple(_notes(escaped, lost)))


def _row(case: Case, variables: Sequence[str], checks: int) -> list[str]:
    values = dict(case.values)
    texts = [written(values[name]) if name in values else "" for name in variables]
    words = [words_of(check) or "" for check in case.checks]
    return [
        case.name,
        *texts,
        case.expected,
        _labels(case.labels),
        case.split.value,
        case.notes,
        "yes" if case.enabled else "no",
        "" if case.threshold is None else f"{case.threshold:g}",
        *words,
        *[""] * (checks - len(words)),
    ]


def _labels(labels: Sequence[str]) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="").writerow(labels)
    return line.getvalue() if labels else ""


def _variable_header(name: str) -> str:
    """The name alone, if it is read as a variable's again."""
    [use] = guessed(Table((name,), ()))
    same = use == ColumnUse(Role.VARIABLE, name) and harmless(name) == name
    return name if same else EXPLICIT + name


def _notes(escaped: int, lost: int) -> list[str]:
    notes = []
    if escaped:
        notes.append(
            f"{escaped} texts begin like a formula: an apostrophe stands in front of them, so "
            "that a spreadsheet does not run them."
        )
    if lost:
        notes.append(f"{lost} checks or transforms cannot stand in CSV: write YAML to keep them.")
    return notes
