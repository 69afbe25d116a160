from __future__ import annotations

import os

import pytest

from workbench.domain.errors import FileProblem
from workbench.services import confined_folder
from workbench.services.confined_folder import ConfinedFolder


@pytest.fixture
def folder(tmp_path):
    inside = tmp_path / "inside"
    (inside / "deep" / "deeper").mkdir(parents=True)
    for name in ("a.txt", "b.md", "deep/c.txt", "deep/deeper/d.txt"):
        (inside / name).write_text(name, encoding="utf-8")
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    return inside


def test_files_inside_are_read(folder):
    assert ConfinedFolder(folder).read("deep/../deep/c.txt") == b"deep/c.txt"


@pytest.mark.parametrize(
    "name",
    ["../secret.txt", "deep/../../secret.txt", "/etc/passwd", "~/x", "C:/x", "\\x", "", "\0"],
)
def test_what_leads_out_is_refused(folder, name):
    with pytest.raises(FileProblem):
        ConfinedFolder(folder).read(name)


def test_a_link_that_leads_out_is_refused(folder, tmp_path):
    (folder / "link.txt").symlink_to(tmp_path / "secret.txt")
    (folder / "folder").symlink_to(tmp_path)
    (folder / "round").symlink_to(folder / "round")

    for name in ("link.txt", "folder/secret.txt", "round"):
        with pytest.raises(FileProblem):
            ConfinedFolder(folder).read(name)


def test_only_plain_files_are_read(folder):
    os.mkfifo(folder / "pipe")

    for name in ("pipe", "deep", "nothing"):
        with pytest.raises(FileProblem):
            ConfinedFolder(folder).read(name)


def test_a_file_that_is_too_large_is_refused(folder, monkeypatch):
    monkeypatch.setattr(confined_folder, "LARGEST_FILE", 3)

    with pytest.raises(FileProblem, match="larger"):
        ConfinedFolder(folder).read("a.txt")


@pytest.mark.parametrize(
    ("pattern", "names"),
    [
        ("*.txt", ["a.txt"]),
        ("**/*.txt", ["a.txt", "deep/c.txt", "deep/deeper/d.txt"]),
        ("deep/*", ["deep/c.txt"]),
        ("[ab].{txt,md}", ["a.txt", "b.md"]),
        ("[!a].*", ["b.md"]),
        ("?.md", ["b.md"]),
        ("../*", []),
    ],
)
def test_a_glob_names_files_of_the_folder(folder, pattern, names):
    assert ConfinedFolder(folder).matching(pattern) == names


def test_a_folder_with_too_much_in_it_is_not_looked_through(folder, monkeypatch):
    monkeypatch.setattr(confined_folder, "MOST_ENTRIES", 2)

    with pytest.raises(FileProblem, match="too many"):
        ConfinedFolder(folder).matching("**/*")
