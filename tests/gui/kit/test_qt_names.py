"""What is named of Qt is made before another thread names it."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path

from PySide6.QtCore import QObject
from shiboken6 import isValid

import workbench.gui
from workbench.gui.kit.qt_names import make_names, used

WATCHED = """
import sys, threading
from workbench.desktop import main
from workbench.gui.kit.qt_names import used

class Watch:
    def find_spec(self, name, path=None, target=None):
        if name == "workbench.gui.shell.open_workspace":
            parts = {part: vars(sys.modules.get("PySide6." + part, sys)) for part, _ in used()}
            there = all(word in parts[part] for part, word in used())
            here = threading.current_thread() is threading.main_thread()
            print("loaded on the window's thread" if here else "loaded in another thread")
            print("all names were made" if there else "names were still to be made")

sys.meta_path.insert(0, Watch())
sys.exit(main([sys.argv[1], "--screenshot", sys.argv[2]]))
"""


def test_the_list_is_of_what_the_window_imports():
    named = set()
    for path in Path(workbench.gui.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("PySide6."):
                part = node.module.removeprefix("PySide6.")
                named |= {(part, alias.name) for alias in node.names}

    listed = set(used())

    assert (named - listed, listed - named) == (set(), set()), "put them right in kit/qt_names.py"


def test_the_places_are_loaded_in_the_background_once_all_is_named(tmp_path):
    told = subprocess.run(
        [sys.executable, "-c", WATCHED, str(tmp_path / "work.db"), str(tmp_path / "window.png")],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert told.returncode == 0, told.stderr
    assert told.stdout.splitlines() == ["loaded in another thread", "all names were made"]


def test_each_name_is_made_then_it_is_said(qtbot, qapp):
    names, said = used(), []

    make_names(names, qapp, lambda: said.append("made"))
    qtbot.waitUntil(lambda: bool(said))

    assert said == ["made"]
    assert next(names, None) is None


def test_nothing_is_said_once_the_owner_is_gone(qtbot):
    owner, said = QObject(), []
    names = iter([*used()] * 2000)

    make_names(names, owner, lambda: said.append("made"))
    owner.deleteLater()
    qtbot.waitUntil(lambda: not isValid(owner))
    left = sum(1 for _ in names)

    assert left > 0
    assert said == []
