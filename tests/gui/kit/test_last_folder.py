from __future__ import annotations

from pathlib import Path

from workbench.gui.kit.last_folder import LastFolder
from workbench.gui.kit.memory import Memory


def test_the_folder_chosen_last_is_where_the_next_window_begins(tmp_path):
    LastFolder(Memory(tmp_path / "state.ini"), "packs").keep(tmp_path / "sent")

    memory = Memory(tmp_path / "state.ini")

    assert LastFolder(memory, "packs").path == tmp_path / "sent"
    assert LastFolder(memory, "results").path == Path.home()


def test_without_a_memory_it_is_the_home_folder(tmp_path):
    folder = LastFolder(None, "packs")

    folder.keep(tmp_path)

    assert folder.path == Path.home()
