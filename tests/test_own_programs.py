"""Processes of the product load nothing from the folder that somebody stands in."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from workbench import desktop
from workbench.domain.own_programs import own_program
from workbench.engine import rendering_worker
from workbench.engine.sandbox import pool
from workbench.registry import verifying

TAKEN_IN = 77


@pytest.fixture
def cloned(tmp_path):
    """A folder from elsewhere that holds a package of our name."""
    package = tmp_path / "workbench"
    for folder in (package, package / "engine", package / "templating", package / "registry"):
        folder.mkdir()
        (folder / "__init__.py").write_text(f"raise SystemExit({TAKEN_IN})")
    return tmp_path


@pytest.mark.parametrize(
    "command",
    [
        rendering_worker.COMMAND,
        pool.COMMAND,
        verifying.COMMAND,
        (*desktop._engine(Path("nowhere.db"), read_only=True),),
        own_program("workbench", "--version"),
    ],
    ids=["templates", "code of checks", "verify", "engine", "terminal"],
)
def test_a_package_of_our_name_in_that_folder_is_not_loaded(cloned, command):
    done = subprocess.run(
        command, cwd=cloned, stdin=subprocess.DEVNULL, capture_output=True, check=False
    )

    assert done.returncode != TAKEN_IN
