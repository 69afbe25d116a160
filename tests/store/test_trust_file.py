from __future__ import annotations

import os

import pytest

from workbench.domain.errors import FileProblem
from workbench.store.trust_file import TrustFile


@pytest.fixture
def trust(tmp_path):
    return TrustFile(tmp_path / "data" / "trusted.json")


@pytest.fixture
def workspace(tmp_path):
    path = tmp_path / "team.workbench"
    path.write_bytes(b"one")
    return path


def test_no_workspace_is_trusted_until_a_person_says_so(trust, workspace, tmp_path):
    before = trust.is_trusted(workspace)
    trust.set_trusted(workspace, True)

    assert before is False
    assert trust.is_trusted(workspace)
    assert trust.is_trusted(tmp_path / "." / "team.workbench")
    assert not trust.is_trusted(tmp_path / "other.workbench")


def test_trust_can_be_taken_back(trust, workspace):
    trust.set_trusted(workspace, True)
    trust.set_trusted(workspace, False)

    assert not trust.is_trusted(workspace)


def test_another_file_in_its_place_is_not_trusted(trust, workspace, tmp_path):
    trust.set_trusted(workspace, True)
    other = tmp_path / "downloaded"
    other.write_bytes(b"two")
    os.replace(other, workspace)

    assert not trust.is_trusted(workspace)


def test_a_workspace_that_is_written_stays_trusted(trust, workspace):
    trust.set_trusted(workspace, True)
    with workspace.open("ab") as file:
        file.write(b"more")

    assert trust.is_trusted(workspace)


def test_a_file_that_is_not_there_is_not_trusted(trust, tmp_path):
    trust.set_trusted(tmp_path / "gone", True)
    (tmp_path / "gone").write_bytes(b"")

    assert not trust.is_trusted(tmp_path / "gone")


@pytest.mark.parametrize("text", ["", "{", "[]", "null", "\xff"])
def test_a_damaged_list_trusts_nobody_and_can_be_written_anew(trust, workspace, tmp_path, text):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "trusted.json").write_text(text, encoding="latin-1")

    assert not trust.is_trusted(workspace)
    trust.set_trusted(workspace, True)
    assert trust.is_trusted(workspace)


def test_a_list_that_cannot_be_written_is_said(tmp_path, workspace):
    (tmp_path / "data").write_text("in the way", encoding="utf-8")

    with pytest.raises(FileProblem):
        TrustFile(tmp_path / "data" / "trusted.json").set_trusted(workspace, True)
