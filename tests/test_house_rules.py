"""The rules of the house that a machine can hold."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SOURCES = sorted((ROOT / "workbench").rglob("*.py"))
FORBIDDEN_NAMES = re.compile(r"(^|_)(utils?|helpers?|common|misc|manager|base|info)(_|$)")
LONGEST_FILE = 400
LONGEST_FUNCTION = 60


def each_source(test):
    return pytest.mark.parametrize(
        "path", SOURCES, ids=lambda path: str(path.relative_to(ROOT / "workbench"))
    )(test)


@each_source
def test_a_file_is_short_enough_to_read(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_FILE


@each_source
def test_a_file_says_what_it_is_for(path):
    source = path.read_text(encoding="utf-8")

    assert not source.strip() or ast.get_docstring(ast.parse(source))


@each_source
def test_a_name_says_what_it_is_for(path):
    assert not FORBIDDEN_NAMES.search(path.stem)


@each_source
def test_functions_are_short(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    functions = (n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef))

    long = [f.name for f in functions if (f.end_lineno or 0) - f.lineno + 1 > LONGEST_FUNCTION]

    assert long == []


def test_the_main_window_stays_thin():
    path = ROOT / "workbench/gui/shell/main_window.py"

    assert len(path.read_text(encoding="utf-8").splitlines()) <= 250


def test_no_file_names_a_package_index():
    locks = ROOT.glob("packaging/locks/*.txt")

    assert all("://" not in lock.read_text(encoding="utf-8") for lock in locks)


def test_the_lock_files_cover_every_system():
    lock = (ROOT / "packaging/locks/dev.txt").read_text(encoding="utf-8")

    assert all(word in lock for word in ("sys_platform == 'linux'", "sys_platform == 'win32'"))
    assert "--hash=sha256:" in lock


def test_no_test_fails_because_the_machine_is_busy():
    clock = re.compile(r"assert .*(monotonic|perf_counter|process_time)\(\) - \w+ <")
    tests = (path for path in (ROOT / "tests").rglob("*.py") if path != Path(__file__))

    assert [path for path in tests if clock.search(path.read_text(encoding="utf-8"))] == []


def test_records_are_read_by_their_types_where_threads_wait_for_each_other():
    by_type = re.compile(r"msgspec\.(convert\(|json\.Decoder\(|json\.decode\([^)]*type=)")
    others = (path for path in SOURCES if path.name != "typed.py")

    assert [path for path in others if by_type.search(path.read_text(encoding="utf-8"))] == []
