"""Every change to what was recorded is found, and so is what should never be recorded."""

from __future__ import annotations

import json
import shutil

import pytest

from tests.registry.workshop import TRIAGE, a_release_content, git
from workbench.domain.releases import FindingSeverity
from workbench.formats.registry_statements import new_event

VERSION = "prompts/**/versions/*.yaml"
HEAD = f"prompts/{TRIAGE}/head.yaml"
PIN = f"pins/dev/{TRIAGE}.yaml"


@pytest.fixture
def released(workshop):
    """One version, released."""
    workshop.release()
    assert workshop.verify() == []
    return workshop


@pytest.fixture
def released_twice(released):
    released.release("Triage this well:\n{{ ticket }}")
    assert released.verify() == []
    return released


def rules(workshop) -> set[str]:
    return {finding.rule for finding in workshop.verify()}


@pytest.mark.parametrize(
    ("old", "new", "due"),
    [
        ("Triage this:", "Triage that:", {"R02", "R03", "R05"}),
        ("temperature: 0.2", "temperature: 0.9", {"R02", "R03", "R05"}),
        ("note: First", 'note: "First"', {"R01", "R03"}),
        ("version: 1", "version: 7", {"R02", "R03", "R06", "R10"}),
        ("interface: 1", "interface: 2", {"R03", "R06"}),
        (f"prompt: {TRIAGE}", "prompt: support/other", {"R02", "R03"}),
        ("author: dana", "author: mallory", {"R03"}),
        ("interface_digest: sha256:", "interface_digest: sha256:0", {"R01", "R02", "R03"}),
    ],
    ids=["text", "temperature", "quoting", "number", "interface", "prompt", "author", "digest"],
)
def test_an_edited_version_is_found(released, old, new, due):
    path = released.tamper(VERSION, old, new)

    found = released.verify()

    assert {finding.rule for finding in found} == due
    assert any(released.folder / finding.file == path for finding in found)


def test_a_finding_names_the_line(released):
    path = released.tamper(VERSION, "temperature: 0.2", "temperature: 0.9")

    finding = next(f for f in released.verify() if f.rule == "R02")

    line = path.read_text().splitlines()[(finding.line or 0) - 1]
    assert line.strip().startswith("digest: sha256:")


def test_a_change_that_is_not_committed_is_found_too(released):
    path = released.one(VERSION)
    path.write_text(path.read_text().replace("author: dana", "author: mallory"))

    assert rules(released) == {"R03"}


def test_a_change_that_was_taken_back_is_forgiven(released):
    released.tamper(VERSION, "author: dana", "author: mallory")
    git(released.folder, "revert", "--no-edit", "HEAD")

    assert released.verify() == []


def test_a_version_renamed_with_its_content_is_found(released):
    path = released.one(VERSION)
    path.rename(path.with_name("0002-" + path.name[5:]))
    released.commit_all()

    assert rules(released) == {"R02", "R03"}


def test_a_deleted_version_is_found(released):
    released.one(VERSION).unlink()
    released.commit_all()

    assert rules(released) == {"R03", "R05", "R06", "R10"}


@pytest.mark.parametrize("kind", ["publish", "promote"])
def test_a_deleted_event_is_found(released, kind):
    """The promotion is the last event."""
    released.one(f"prompts/**/log/*-{kind}-*").unlink()
    released.commit_all()

    assert rules(released) == {"R03", "R10"}


def test_a_deleted_tail_of_the_log_is_found_without_history(released_twice):
    newest = sorted(released_twice.files("prompts/**/log/*"))[-2:]
    for path in newest:
        (released_twice.folder / path).unlink()
    forget_history(released_twice)

    assert rules(released_twice) == {"R10"}


@pytest.mark.parametrize(
    ("kind", "old", "new"),
    [
        ("publish", "2026-11-21", "2026-11-20"),
        ("promote", '"actor": "dana', '"actor": "mallory'),
    ],
)
def test_an_edited_event_is_found(released, kind, old, new):
    released.tamper(f"prompts/**/log/*-{kind}-*", old, new)

    assert rules(released) == {"R03", "R10"}


@pytest.mark.parametrize(
    "data",
    [{"approvals": 5}, {"approvals": [["x"]]}, {"approvals": {"x": 1}}, {"evidence": [{"a": 1}]}],
)
def test_an_event_that_rests_on_nonsense_keeps_nobody_from_verifying(released, data):
    """The turns of a prompt's life rest on nothing, so nothing says what may stand there."""
    logged, text = new_event(
        registry="acme-prompts",
        prompt=TRIAGE,
        kind="activate",
        at="2026-11-21T17:06:00Z",
        actor="mallory@acme.example",
        parents=(),
        data=data,
    )
    name = f"2026-11-21T170600Z-activate-{logged.id[7:19]}.json"
    (released.folder / "prompts" / TRIAGE / "log" / name).write_text(text)

    assert rules(released) <= {"R01", "R10"}


def test_an_edited_head_is_found(released):
    released.tamper(HEAD, "Triage this", "Triage that")

    assert released.found() == {("R05", HEAD)}


def test_a_deleted_head_is_found(released):
    (released.folder / HEAD).unlink()
    released.commit_all()

    assert released.found() == {("R05", HEAD)}


def test_a_pin_moved_by_hand_is_found(released_twice):
    first, second = (
        released_twice.folder.joinpath(path).read_text().partition("\n  digest: ")[2][:71]
        for path in released_twice.files(VERSION)
    )
    pin = (released_twice.folder / PIN).read_text()
    moved = pin.replace(f"\ndigest: {second}", f"\ndigest: {first}").replace(
        "version: 2", "version: 1"
    )
    (released_twice.folder / PIN).write_text(moved)
    released_twice.commit_all()

    assert released_twice.found() == {("R10", PIN)}


def test_an_earlier_pin_put_back_is_found(released_twice):
    git(released_twice.folder, "checkout", "-q", "HEAD~1", "--", PIN)
    released_twice.commit_all()

    [finding] = released_twice.verify()

    assert (finding.rule, finding.file) == ("R10", PIN)
    assert "newest event" in finding.message


def test_a_deleted_pin_is_found(released):
    (released.folder / PIN).unlink()
    released.commit_all()

    assert released.found() == {("R10", PIN)}


def test_a_pin_to_an_archived_prompt_is_found(released):
    released.tamper(f"prompts/{TRIAGE}/prompt.yaml", "status: active", "status: archived")

    assert released.found() == {("R06", PIN), ("R10", f"prompts/{TRIAGE}/prompt.yaml")}


@pytest.mark.parametrize(
    ("severity", "due"), [("block", FindingSeverity.ERROR), ("advisory", FindingSeverity.WARNING)]
)
def test_a_pin_to_a_withdrawn_version_is_found(released, severity, due):
    digest = released.one(VERSION).name[5:17]
    path = released.folder / "prompts" / TRIAGE / "withdrawn" / f"{digest}.json"
    path.parent.mkdir()
    statement = {"severity": severity, "reason": "It promises refunds."}
    path.write_text(json.dumps(statement, indent=1, sort_keys=True) + "\n")
    released.commit_all()

    [finding] = [f for f in released.verify() if f.file == PIN]

    assert (finding.rule, finding.severity) == ("R06", due)


def test_an_edited_approval_is_found(released):
    released.tamper("prompts/**/approvals/*", "Reads well", "Reads very well")

    assert rules(released) == {"R03", "R10"}


def test_a_deleted_approval_is_found(released):
    released.one("prompts/**/approvals/*").unlink()
    released.commit_all()

    assert rules(released) == {"R03", "R08", "R10"}


def test_an_approval_copied_to_another_prompt_is_found(released):
    released.release(path="support/other")
    approval = released.one(f"prompts/{TRIAGE}/approvals/*")
    copy = (
        released.folder
        / "prompts/support/other/approvals"
        / approval.name.replace(".dana.", ".copied.")
    )
    shutil.copy(approval, copy)
    released.commit_all()

    [finding] = released.verify()

    assert finding.rule == "R10"
    assert "approves acme-prompts/support/triage" in finding.message


def test_an_approval_that_nothing_rests_on_is_a_warning(released):
    approval = released.one("prompts/**/approvals/*")
    text = approval.read_text().replace("Reads well", "Copied")
    approval.with_name(approval.name.replace(".dana.", ".eve.")).write_text(text)
    released.commit_all()

    [finding] = released.verify()

    assert (finding.rule, finding.severity) == ("R10", FindingSeverity.WARNING)


def test_an_event_of_another_registry_is_found(released):
    logged, text = new_event(
        registry="other-prompts",
        prompt=TRIAGE,
        kind="deprecate",
        at="2026-11-21T12:00:00Z",
        actor="mallory",
        parents=(),
        data={},
    )
    name = f"2026-11-21T120000Z-deprecate-{logged.id[7:19]}.json"
    (released.folder / "prompts" / TRIAGE / "log" / name).write_text(text)
    released.commit_all()

    assert rules(released) == {"R10"}


@pytest.mark.parametrize("pattern", [VERSION, HEAD, "prompts/**/log/*publish*", PIN])
def test_carriage_returns_are_found(released, pattern):
    path = released.one(pattern)
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))

    found = {(finding.rule, finding.message) for finding in released.verify()}

    assert any(rule == "R01" and "carriage return" in message for rule, message in found)


def test_a_duplicate_number_is_found(released):
    """As after a merge of two branches that both released a version 2."""
    git(released.folder, "checkout", "-q", "-b", "theirs")
    released.release("Theirs, another:\n{{ ticket }}")
    git(released.folder, "checkout", "-q", "main")
    other = type(released)(released.folder)
    other.release("Placeholder:\n{{ ticket }}", path="other/first")
    other.commit(a_release_content("Placeholder two\n{{ ticket }}"))
    other.release("Mine, quite another:\n{{ ticket }}")
    git(released.folder, "merge", "-q", "-X", "ours", "--no-edit", "theirs")

    found = rules(released)

    assert "R04" in found


def test_a_duplicate_key_is_found_with_its_line(released):
    path = released.tamper(VERSION, "  version: 1\n", "  version: 1\n  version: 2\n")

    [finding] = [f for f in released.verify() if f.rule == "R01"]

    assert "the key 'version' twice" in finding.message
    assert path.read_text().splitlines()[(finding.line or 0) - 1] == "  version: 2"


def test_paths_that_differ_only_in_case_are_found(released):
    folder = released.folder / "pins" / "Dev" / "support"
    folder.mkdir(parents=True)
    shutil.copy(released.folder / PIN, folder / "triage.yaml")
    released.commit_all()

    assert "R16" in rules(released)


@pytest.mark.parametrize("name", ["aux.yaml", "trailing.", "a" * 190])
def test_paths_that_windows_cannot_hold_are_found(released, name):
    (released.folder / name).write_text("spec: x\n")
    released.commit_all()

    assert released.found() == {("R16", name)}


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("{{ ticket }}", "{{ tickets }}", "uses tickets, which no input declares"),
        ("{{ ticket }}", "{{ ticket }", "R12"),
        ("{{ ticket }}", "{% include 'tone/x' %} {{ ticket }}", "without naming its digest"),
    ],
)
def test_templates_that_do_not_fit_are_found(released, old, new, message):
    released.tamper(VERSION, old, new)

    found = [f for f in released.verify() if f.rule == "R12"]

    assert any(
        message in (finding.message, finding.rule) or message in finding.message
        for finding in found
    )


def test_an_input_that_nothing_uses_is_a_warning(released):
    released.tamper(VERSION, "    ticket:\n", "    company:\n      type: string\n    ticket:\n")

    [finding] = [f for f in released.verify() if f.rule == "R12"]

    assert finding.severity is FindingSeverity.WARNING
    assert "company" in finding.message


def test_a_missing_component_is_found(workshop):
    workshop.component("Be friendly.")
    workshop.release('{% include "tone/friendly" %} {{ ticket }}')
    shutil.rmtree(workshop.folder / "components")
    workshop.commit_all()

    assert {"R02", "R03"} <= rules(workshop)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("\u202eabc", "bidirectional"),
        ("a\u200bb", "invisible"),
        ("a\u200db", "invisible"),
        ("sk-ant-api03-" + "A1b2" * 10, "Anthropic"),
        ("AKIA" + "ABCDEFGH12345678", "AWS"),
        ("-----BEGIN OPENSSH PRIVATE KEY-----", "private key"),
        ("postgres://admin:hunter22@db/x", "password in an address"),
    ],
)
def test_secrets_and_hidden_characters_are_found(released, text, message):
    card = released.folder / "prompts" / TRIAGE / "prompt.yaml"
    card.write_text(card.read_text() + f'description: "{text}"\n')
    released.commit_all()

    [finding] = released.verify()

    assert (finding.rule, finding.line) == ("R14", 4)
    assert message in finding.message
    assert text not in finding.message


def test_what_an_escape_hides_is_found(released):
    card = released.folder / "prompts" / TRIAGE / "prompt.yaml"
    card.write_text(card.read_text() + 'description: "a\\u202eb"\n')
    released.commit_all()

    [finding] = released.verify()

    assert finding.rule == "R14"


@pytest.mark.parametrize(
    "text",
    ["👩‍💻 helps", "می‌خواهم", "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f"],
)
def test_joiners_that_belong_to_a_script_or_an_emoji_are_fine(released, text):
    card = released.folder / "prompts" / TRIAGE / "prompt.yaml"
    card.write_text(card.read_text() + f'description: "{text}"\n')
    released.commit_all()

    assert released.verify() == []


def test_text_that_is_not_composed_is_a_warning(released):
    card = released.folder / "prompts" / TRIAGE / "prompt.yaml"
    card.write_text(card.read_text() + 'description: "cafe\u0301"\n')
    released.commit_all()

    [finding] = released.verify()

    assert (finding.rule, finding.severity) == ("R14", FindingSeverity.WARNING)


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("prompts/support/triage/versions/latest.yaml", "spec: prompt-version/1\n"),
        ("prompts/support/triage/log/notes.txt", "hello\n"),
        ("pins/dev/support/other.yaml", "spec: prompt-pin/1\n"),
        ("prompts/support/new/versions/0001-aaaaaaaaaaaa.yaml", "&a [*a]\n"),
        ("prompts/support/new/head.yaml", "spec: prompt-head/1\ncontent: {}\n"),
        ("models.yaml", "models: !!python/object:os.system x\n"),
        ("trust/roles.yaml", "\ufeffspec: x\n"),
        ("taxonomy.yaml", "a: no\n"),
    ],
)
def test_files_that_do_not_fit_are_named(released, path, text):
    file = released.folder / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)
    released.commit_all()

    assert ("R01", path) in released.found()


def test_only_additions_against_a_base(released):
    released.release("More:\n{{ ticket }}")
    assert released.verify(base="HEAD~1") == []

    released.tamper("prompts/**/versions/0001-*", "author: dana", "author: mallory")

    assert {finding.rule for finding in released.verify(base="HEAD~1")} == {"R03"}


def forget_history(workshop) -> None:
    """As one who may rewrite the branch could."""
    git(workshop.folder, "checkout", "-q", "--orphan", "rewritten")
    workshop.commit_all()
