"""A file is written whole, or not at all."""

from __future__ import annotations

import os

import pytest

from workbench.domain.errors import FileProblem
from workbench.services.sharing import write_whole


def test_a_new_file_holds_the_text(tmp_path):
    target = tmp_path / "board.md"

    assert write_whole(target, "a\nb\ud800") == target

    assert target.read_bytes() == "a\nb\ufffd".encode()
    assert list(tmp_path.iterdir()) == [target]


def test_a_file_that_is_there_is_replaced_only_if_that_is_meant(tmp_path):
    target = tmp_path / "board.md"
    target.write_text("mine", encoding="utf-8")

    with pytest.raises(FileProblem, match="is there already"):
        write_whole(target, "new")
    assert target.read_text(encoding="utf-8") == "mine"

    write_whole(target, "new", replacing=True)
    assert target.read_text(encoding="utf-8") == "new"


@pytest.mark.skipif(os.name == "nt", reason="who may read a file is told otherwise there")
def test_who_may_read_it_is_as_for_any_file(tmp_path):
    usual, target, shut = (tmp_path / name for name in ("usual", "board.md", "shut.md"))
    usual.touch()
    shut.touch(0o600)

    write_whole(target, "new")
    write_whole(shut, "new", replacing=True)

    assert target.stat().st_mode == usual.stat().st_mode
    assert shut.stat().st_mode & 0o777 == 0o600


def test_what_cannot_be_written_leaves_nothing_behind(tmp_path):
    folder = tmp_path / "board.md"
    folder.mkdir()

    with pytest.raises(FileProblem, match="cannot be written"):
        write_whole(folder, "new", replacing=True)

    assert list(tmp_path.iterdir()) == [folder]
