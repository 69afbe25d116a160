"""The command line on a workspace of its own, in this process: real services, real engine."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import pytest

from tests.faulty_server.fixture import faulty_server
from workbench import console

__all__ = ["faulty_server"]


@dataclass(frozen=True)
class Said:
    status: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        return json.loads(self.out)


@pytest.fixture
def workspace(tmp_path):
    return tmp_path / "team.workbench"


@pytest.fixture
def workbench(workspace, capsys, monkeypatch, tmp_path):
    """Gives a command to the workbench, as a shell would; what came of it."""
    for folder in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(folder, str(tmp_path / folder))
    monkeypatch.setenv("WORKBENCH_DEMO_PAUSE", "0")

    def give(*words: object) -> Said:
        capsys.readouterr()
        status = console.main(["-w", str(workspace), *map(str, words)])
        printed = capsys.readouterr()
        return Said(status, printed.out, printed.err)

    return give
