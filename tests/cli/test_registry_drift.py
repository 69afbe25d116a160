"""Drift, by the command as CI gives it: a real registry in git and real trees of source."""

from __future__ import annotations

import json
import os

import pytest

from tests.registry.workshop import TRIAGE, a_workshop, git, know_a_person
from workbench import console

TEXT = (
    "You triage refund requests for {{ ticket }}. Ask for the order number before you decide, "
    "and never promise a refund that the policy does not allow."
)


@pytest.fixture
def workshop(tmp_path, monkeypatch):
    know_a_person(tmp_path, monkeypatch)
    return a_workshop(tmp_path / "registry")


@pytest.fixture
def source(tmp_path):
    folder = tmp_path / "app"
    folder.mkdir()
    return folder


@pytest.fixture
def drift(workbench, workshop):
    """Gives the command; its status. No workspace is named unless a test does."""

    def give(*words: object):
        named = ("registry", "drift", "--registry", workshop.folder, *words)
        return console.main([str(word) for word in named])

    return give


@pytest.fixture
def told(drift, capsys):
    def give(*words):
        capsys.readouterr()
        status = drift(*words, "--json")
        printed = capsys.readouterr()
        return status, json.loads(printed.out) if printed.out else printed.err

    return give


def kinds(document):
    return [(each["area"], each["kind"]) for each in document["findings"]]


def in_code(document):
    return [
        (each["kind"], each["file"], each["line"])
        for each in document["findings"]
        if each["area"] == "D4"
    ]


def test_a_registry_that_agrees_has_no_drift(told, workshop):
    workshop.release(TEXT)

    status, document = told("--env", "dev")

    assert (status, document["drift"], document["commit"]) == (
        0, False, git(workshop.folder, "rev-parse", "HEAD"),
    )  # fmt: skip
    assert kinds(document) == [("D5", "unpinnable")]


def test_a_prompt_pasted_into_code_and_then_edited_is_shown(told, workshop, source):
    workshop.release(TEXT)
    (source / "same.py").write_text(
        'import x\nPROMPT = f"' + TEXT.replace("{{ ticket }}", "{ticket}") + '"\n'
    )
    (source / "edited.ts").write_text(
        "// ours\nconst p = `"
        + TEXT.replace("{{ ticket }}", "${t}").replace("order", "phone")
        + "`;\n"
    )

    status, document = told("--src", source)

    assert status == 1
    assert in_code(document) == [
        ("edited copy", "edited.ts", 2),
        ("identical copy", "same.py", 2),
    ]
    [edited] = [each for each in document["findings"] if each["kind"] == "edited copy"]
    assert edited["copy"]["changes"] == [{"old": "order", "new": "phone"}]
    assert 0.9 < edited["copy"]["share"] < 1


def test_a_copy_of_an_older_version_names_the_newer_one(told, workshop, source):
    workshop.release(TEXT)
    workshop.release("Sort the tickets that come in by what their writers want: {{ ticket }}")
    (source / "old.md").write_text(f"# Prompt\n\nWe use:\n\n```\n{TEXT}\n```\n")

    status, document = told("--src", source)

    assert status == 1
    assert in_code(document) == [("outdated copy", "old.md", 6)]
    assert "a copy of support/triage v1; v2 is in use now" in str(document)


def test_what_is_ignored_vendored_linked_or_huge_is_left_out_and_said(told, workshop, source):
    workshop.release(TEXT)
    git(source, "init", "-q")
    (source / ".gitignore").write_text("ignored.py\n")
    (source / "ignored.py").write_text(f"P = {TEXT!r}\n")
    (source / "node_modules/lib").mkdir(parents=True)
    (source / "node_modules/lib/index.js").write_text(f"p = {TEXT!r}\n")
    (source / "huge.json").write_bytes(b"[" * 3_000_000)
    (source / "binary.py").write_bytes(b"\0\1\2")
    (source / "broken.py").write_text("def (:\n")
    os.symlink(source, source / "loop")
    os.symlink(source / "ignored.py", source / "link.py")

    status, document = told("--src", source)

    assert (status, in_code(document)) == (0, [])
    reasons = {each["file"]: each["reason"] for each in document["skipped"]}
    assert reasons == {
        "binary.py": "binary",
        "broken.py": "not readable as Python",
        "huge.json": "larger than 2 MB",
        "link.py": "a link, or no file",
        "node_modules/": "somebody else's code, or made from yours",
    }


def test_outside_a_repository_links_are_not_followed_either(told, workshop, source):
    workshop.release(TEXT)
    (source / "deep").mkdir()
    (source / "deep/notes.yaml").write_text(f"prompt: |-\n  {TEXT}\n")
    os.symlink(source, source / "deep/loop")

    status, document = told("--src", source)

    assert (status, in_code(document)) == (0, [("identical copy", "deep/notes.yaml", 1)])


def test_the_registry_itself_is_no_copy(told, workshop):
    workshop.release(TEXT)

    status, document = told("--src", workshop.folder)

    assert (status, in_code(document)) == (0, [])
    assert "a file of a registry" in {each["reason"] for each in document["skipped"]}


def test_what_runs_is_held_against_the_pins(told, workshop, tmp_path):
    first = workshop.release(TEXT)
    second = workshop.release(TEXT + " Be kind.")
    log = tmp_path / "calls.jsonl"
    entries = [
        {"prompt": TRIAGE, "version": 2, "digest": second.digest},
        {"metadata": {"prompt": TRIAGE, "version": 1, "digest": first.digest}},
        {"prompt": TRIAGE, "version": 9, "digest": "sha256:" + "f" * 64},
        {"other": 1},
    ]
    log.write_text("\n".join(map(json.dumps, entries)) + "\nno json\n")

    status, document = told("--env", "dev", "--running", log)

    assert status == 1
    assert [
        (each["kind"], each["line"]) for each in document["findings"] if each["area"] == "D3"
    ] == [("wrong version", 2), ("foreign", 3)]


def test_what_was_pinned_before_may_run_for_a_time(told, workshop, tmp_path):
    first = workshop.release(TEXT)
    workshop.release(TEXT + " Be kind.")
    log = tmp_path / "calls.jsonl"
    log.write_text(json.dumps({"prompt": TRIAGE, "version": 1, "digest": first.digest}))

    status, document = told("--env", "dev", "--running", log, "--grace", "1000000")

    assert (status, ("D3", "lagging") in kinds(document)) == (0, True)


def test_a_bundle_is_held_against_the_pins(told, workshop, tmp_path):
    workshop.release(TEXT)
    bundle = tmp_path / "dev.json"
    bundle.write_text(workshop.registry.bundle(workshop.folder, "dev").text)
    workshop.release(TEXT + " Be kind.")
    workshop.release("Tell what this is about, in one word: {{ ticket }}", path="support/topic")

    status, document = told("--bundle", bundle)

    found = [
        (each["kind"], each["prompt"]) for each in document["findings"] if each["area"] == "D3"
    ]
    assert status == 1
    assert found == [("wrong version", TRIAGE), ("missing", "support/topic")]


def test_a_version_edited_by_hand_is_drift(told, workshop):
    workshop.release(TEXT)
    workshop.tamper("prompts/**/versions/*.yaml", "order number", "phone number")

    status, document = told()

    assert (status, ("D1", "changed") in kinds(document)) == (1, True)


def test_what_a_workspace_approved_and_never_exported_is_said(told, workbench, workshop, workspace):
    workshop.release(TEXT)
    workbench("list")
    workbench("registry", "approve", "support/triage", "--approver", "dana")

    status, document = told("-w", workspace)

    assert status == 0
    assert ("D2", "not exported") in kinds(document)


@pytest.mark.parametrize(
    "words",
    [
        ("--registry", "/nowhere"),
        ("--env", "moon"),
        ("--bundle", "/no/bundle.json"),
        ("--running", "/no/log.jsonl", "--env", "dev"),
        ("--running", "/no/log.jsonl"),
        ("--src", "/no/folder"),
        ("-w", "/no/workspace"),
    ],
)
def test_what_cannot_be_looked_at_has_a_status_of_its_own(drift, workshop, capsys, words):
    workshop.release(TEXT)

    assert drift(*words) == 2
    assert capsys.readouterr().err


def test_findings_are_lines_with_what_changed(drift, workshop, source, capsys):
    workshop.release(TEXT)
    (source / "a.py").write_text(f"P = {TEXT.replace('order', 'phone')!r}\n")

    drift("--src", source)

    assert (
        "D4 error edited copy: a.py:1: support/triage: an edited copy of support/triage v1, "
        in capsys.readouterr().out
    )


def test_what_the_source_asks_for_is_held_against_the_pins(told, workshop, source):
    workshop.release(TEXT)
    (source / "app.py").write_text(
        'r = Registry("dev.json")\n'
        'r.get("support/triage", interface=1)\n'
        'r.get("support/gone", interface=1)\n'
        'r.get("support/triage", interface=2)\n'
        'Registry("x", env="prod").get("support/triage", interface=1)\n'
    )
    (source / "app.mjs").write_text('new Registry("x").get("support/missing", { interface: 1 });\n')

    status, document = told("--src", source)

    assert status == 1
    assert in_code(document) == [
        ("unknown prompt", "app.mjs", 1),
        ("unknown prompt", "app.py", 3),
        ("another interface", "app.py", 4),
        ("prompt without a pin", "app.py", 5),
    ]
    assert "dev has v1 with 1" in str(document)


def test_cells_of_notebooks_are_looked_through(told, workshop, source):
    workshop.release(TEXT)
    cells = [
        {"cell_type": "markdown", "source": ["Ours:\n", "\n", "```\n", TEXT, "\n```"]},
        {"cell_type": "code", "source": ["def (:"]},
        {"cell_type": "code", "source": ["%pip install x\n", "P = (\n", f"    {TEXT!r})"]},
        {"cell_type": "code", "source": ['Registry("x").get("support/gone", interface=1)']},
    ]
    (source / "try.ipynb").write_text(json.dumps({"cells": cells, "metadata": {}}))

    status, document = told("--src", source)

    found = [
        (each["kind"], each["cell"], each["line"])
        for each in document["findings"]
        if each["area"] == "D4"
    ]
    assert status == 1
    assert found == [("identical copy", 1, 4), ("identical copy", 3, 3), ("unknown prompt", 4, 1)]
    assert {"file": "try.ipynb[2]", "reason": "not readable as Python"} in document["skipped"]
