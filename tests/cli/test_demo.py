"""The demo, walked once in a folder of a repository in which another demo was before."""

from __future__ import annotations

import json
import subprocess
from contextlib import redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from workbench import console
from workbench.cli.exit_codes import DONE


@dataclass(frozen=True)
class Demo:
    folder: Path
    status: int
    made: Any

    @property
    def transcript(self) -> str:
        return (self.folder / "transcript.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    around = tmp_path_factory.mktemp("around")
    subprocess.run(["git", "init", "-q", around], check=True)
    folder = around / "demo"
    folder.mkdir()
    (folder / "demo.workbench").write_text("the first one's", encoding="utf-8")
    said = StringIO()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(said):
        for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"):
            patch.setenv(name, str(around / name))
        patch.setenv("WORKBENCH_DEMO_PAUSE", "0")
        status = console.main(["demo", "-o", str(folder), "--json"])
    return Demo(folder, status, json.loads(said.getvalue()))


def subjects(repository):
    told = subprocess.run(
        ["git", "-C", repository, "log", "--all", "--format=%s"],
        capture_output=True,
        text=True,
        check=True,
    )
    return told.stdout


def test_it_walks_the_loop_and_leaves_its_evidence(demo):
    assert demo.status == DONE
    assert "{+" in demo.transcript
    assert "support/triage" in subjects(demo.made["registry"])
    assert "v4 on demo/brief: 100 % of 6 cases pass" in demo.transcript
    assert "v4 is better than v1 on 6 of 6 cases" in demo.transcript
    assert (demo.folder / "evaluate-light.png").stat().st_size
    assert all((demo.folder / f"window-{theme}.png").stat().st_size for theme in ("light", "dark"))


def test_a_second_demo_leaves_the_first_as_it_was(demo):
    assert demo.made["workspace"].endswith("demo-2.workbench")
    assert (demo.folder / "demo.workbench").read_text(encoding="utf-8") == "the first one's"


def test_it_leaves_a_repository_around_it_alone(demo):
    assert subjects(demo.folder.parent) == ""
