from __future__ import annotations

import os

import pytest

from workbench.store.placing import placed


@pytest.fixture(params=["hard links", "no hard links"])
def folder(request, tmp_path, monkeypatch):
    if request.param == "no hard links":

        def refuse(*_paths):
            raise OSError(95, "not supported")

        monkeypatch.setattr(os, "link", refuse)
    return tmp_path


def test_a_file_is_there_when_all_of_it_is(folder):
    target = folder / "new.workbench"
    with placed(target) as path:
        path.write_text("half")
        assert not target.exists()
        path.write_text("whole")

    assert target.read_text() == "whole"
    assert list(folder.iterdir()) == [target]


def test_a_file_that_came_first_stays(folder):
    target = folder / "new.workbench"

    def write_late():
        with placed(target) as path:
            path.write_text("late")
            target.write_text("first")

    with pytest.raises(FileExistsError):
        write_late()

    assert target.read_text() == "first"
    assert list(folder.iterdir()) == [target]
