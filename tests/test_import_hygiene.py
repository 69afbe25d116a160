"""What loading a front end really loads: the static import graph cannot say it."""

from __future__ import annotations

import subprocess
import sys

import pytest


def modules_loaded_by(statement: str) -> set[str]:
    code = f"{statement}\nimport sys\nprint('\\n'.join(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    return {name.partition(".")[0] for name in done.stdout.split()}


@pytest.mark.parametrize(
    ("statement", "unwanted"),
    [
        ("import workbench.console", {"PySide6", "litellm"}),
        ("import workbench.engine.__main__", {"PySide6", "litellm"}),
        ("import workbench.bootstrap", {"yaml", "jinja2", "pydantic", "aiohttp", "sqlite_utils"}),
        ("import workbench.desktop", {"litellm", "pydantic", "sqlite_utils", "jinja2"}),
        ("import workbench.gui.shell.application", {"decimal", "workbench.domain.models"}),
    ],
)
def test_a_front_end_loads_only_what_it_needs(statement, unwanted):
    assert not modules_loaded_by(statement) & unwanted
