from __future__ import annotations

import json

import pytest

from tests.registry.workshop import know_a_person
from tests.store.audited import behind_the_guards
from workbench.cli.exit_codes import CHECK_FAILED, DONE, WRONG_USE

PROMPT = "extraction/invoice-fields"
KEY = "sk-proj-abcdefghij1234567890ABCDEFGHIJ"


@pytest.fixture
def released(workbench, tmp_path, monkeypatch):
    """A workspace whose second version is approved and exported; the registry's folder."""
    know_a_person(tmp_path, monkeypatch)
    folder = tmp_path / "registry"
    workbench("registry", "init", folder)
    workbench("registry", "approve", f"{PROMPT}@2", "--approver", "Bo", "-m", "read it all")
    done = workbench("registry", "export", f"{PROMPT}@2", "--registry", folder)
    assert done.status == DONE, done.err
    return folder


def test_what_was_done_is_listed_newest_first(workbench, released):
    said = workbench("audit", "--json", "--registry", released)

    kinds = [each["kind"] for each in said.document if each["log"] == "workspace"]
    assert kinds == ["export", "approve", "init", "import", "begin"]
    assert {each["kind"] for each in said.document if each["log"] == "registry"} == {
        "publish",
        "promote",
    }


def test_it_is_found_by_words_person_kind_and_prompt(workbench, released):
    found = workbench("audit", "read", "all", "--person", "bo", "--prompt", PROMPT, "--json")

    [entry] = found.document
    assert (entry["kind"], entry["version"], entry["environment"]) == ("approve", 2, "dev")
    assert workbench("audit", "--kind", "approve", "--since", "2999-01-01", "--json").document == []
    assert "Approved" in workbench("audit", "--env", "dev", "-n", "2").out


def test_the_commit_of_an_export_carries_the_head_so_that_a_cut_is_found(
    workbench, released, workspace
):
    whole = workbench("audit", "verify", "--registry", released)
    assert (whole.status, whole.out[:6]) == (DONE, "Whole:")
    behind_the_guards(
        workspace,
        "DELETE FROM audit_entries WHERE number > 3",
        "UPDATE audit_head SET (number, hash) ="
        " (SELECT number, hash FROM audit_entries WHERE number = 3)",
    )

    cut = workbench("audit", "verify", "--registry", released, "--json")

    assert cut.status == CHECK_FAILED
    assert [each["place"] for each in cut.document["breaks"]][-1] == "entry 4"


def test_an_edited_entry_fails_the_verification_and_the_check(workbench, released, workspace):
    behind_the_guards(
        workspace,
        "UPDATE audit_entries SET document = replace(document, 'Bo', 'Eve') WHERE number = 4",
    )

    said = workbench("audit", "verify")

    assert said.status == CHECK_FAILED
    assert said.out.startswith("workspace: entry 4: was changed: what it says has another hash\n")
    assert workbench("check").status == CHECK_FAILED


def test_an_export_is_verified_and_tells_of_what_was_changed_later(
    workbench, released, workspace, tmp_path
):
    file = tmp_path / "log.jsonl"
    assert workbench("audit", "export", "-o", file, "--registry", released).status == DONE
    assert workbench("audit", "verify", file).status == DONE

    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    file.write_text("".join(lines[:1] + lines[2:]), encoding="utf-8")

    said = workbench("audit", "verify", file)
    assert said.status == CHECK_FAILED
    assert "line 2: entry 2 is missing before it" in said.out


@pytest.mark.parametrize(("name", "start"), [("log.csv", "time,log,"), ("log.md", "# Audit log")])
def test_tables_are_written_by_the_ending_of_the_file(workbench, tmp_path, name, start):
    workbench("list")

    assert workbench("audit", "export", "-o", tmp_path / name).status == DONE

    assert (tmp_path / name).read_text(encoding="utf-8").startswith(start)


@pytest.mark.parametrize(
    "words",
    [("export",), ("export", "-o", "log.xyz"), ("-o", "log.csv"), ("verify", "a", "b")],
)
def test_what_cannot_be_done_is_wrong_use(workbench, words):
    workbench("list")

    assert workbench("audit", *words).status == WRONG_USE


def test_a_key_in_a_note_is_not_in_the_log(workbench, workspace, tmp_path):
    workbench("list")
    workbench("registry", "approve", f"{PROMPT}@2", "--approver", "Bo", "-m", f"with {KEY}")

    file = tmp_path / "log.jsonl"
    workbench("audit", "export", "-o", file)

    [approved] = workbench("audit", "--kind", "approve", "--json").document
    assert approved["words"] == "with [key]"
    assert KEY not in file.read_text(encoding="utf-8")


def test_the_events_of_a_registry_are_listed_without_a_workspace(workbench, released, workspace):
    workspace.unlink()

    said = workbench("registry", "log", PROMPT, "--registry", released, "--json")

    assert {each["kind"] for each in said.document} == {"publish", "promote"}
    assert {each["version"] for each in said.document} == {2}
    assert "Promoted" in workbench("registry", "log", "--registry", released, "--env", "dev").out
    assert not workspace.exists()


def test_every_line_of_an_export_has_its_hash(workbench, released, tmp_path):
    file = tmp_path / "log.jsonl"
    workbench("audit", "export", "-o", file, "--registry", released)

    lines = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]

    assert [line["entry"]["number"] for line in lines if "entry" in line] == [1, 2, 3, 4, 5]
    assert all(line["hash"].startswith("sha256:") for line in lines)
