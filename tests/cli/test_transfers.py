from __future__ import annotations

from workbench.cli.exit_codes import DONE, WRONG_USE


def test_an_exported_version_comes_back_with_its_digest(workbench, tmp_path):
    file = tmp_path / "friendly.yaml"
    workbench("export", "tone/friendly@1", "-o", file)

    elsewhere = tmp_path / "elsewhere.workbench"
    imported = workbench("import", file, "--json", "-w", elsewhere, "--empty")
    here = workbench("show", "tone/friendly@1", "--json").document
    there = workbench("show", "tone/friendly@1", "--json", "-w", elsewhere).document

    assert imported.document[0]["versions"] == [1]
    assert here["digest"] == there["digest"]


def test_a_draft_cannot_be_exported(workbench):
    said = workbench("export", "tone/friendly")

    assert said.status == WRONG_USE
    assert "tone/friendly@1" in said.err


def test_a_file_that_is_there_is_not_written_over(workbench, tmp_path):
    file = tmp_path / "mine.yaml"
    file.write_text("mine", encoding="utf-8")

    said = workbench("export", "tone/friendly@1", "-o", file)

    assert said.status == WRONG_USE
    assert file.read_text(encoding="utf-8") == "mine"


def test_a_file_of_another_kind_is_refused_by_name(workbench, tmp_path):
    file = tmp_path / "notes.yaml"
    file.write_text("just: notes\n", encoding="utf-8")

    said = workbench("import", file)

    assert said.status == WRONG_USE
    assert "notes.yaml" in said.err


def test_importing_twice_changes_nothing(workbench, tmp_path):
    file = tmp_path / "friendly.yaml"
    assert workbench("export", "tone/friendly@2", "-o", file).status == DONE

    again = workbench("import", file, "--json").document

    assert (again[0]["versions"], again[0]["known"]) == ([], 1)
