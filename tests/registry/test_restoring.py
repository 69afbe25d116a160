"""What a registry may say, and what is taken of it."""

from __future__ import annotations

import json

import pytest

from tests.registry.keys import ALICE, DANA, KeyRing, ask_for_signatures
from tests.registry.workshop import TRIAGE, Workshop
from workbench.domain.releases import ApprovalRequest
from workbench.domain.restoring import FoundRegistry, RestoreWork
from workbench.registry import restoring
from workbench.registry.restoring import GitRegistryReader
from workbench.registry.tree_files import TreeFiles

FOLDER = "prompts/support/triage"


def read(workshop: Workshop) -> FoundRegistry:
    found = GitRegistryReader().read(workshop.folder, RestoreWork())
    assert found is not None
    return found


def refused(workshop: Workshop) -> dict[str, str]:
    return {each.file: each.reason for each in read(workshop).refused}


def numbers(found: FoundRegistry, path: str = TRIAGE) -> list[int]:
    [prompt] = [each for each in found.prompts if each.prompt.path == path]
    return [each.release.number for each in prompt.versions]


@pytest.fixture
def two(workshop):
    workshop.release()
    workshop.release("Second: {{ ticket }}")
    return workshop


def test_a_version_whose_content_was_changed_is_left_out_by_name(two):
    file = two.tamper(f"{FOLDER}/versions/0001*", "Triage this", "Triage that")

    name = file.relative_to(two.folder).as_posix()
    assert numbers(read(two)) == [2]
    assert refused(two)[name].startswith("the content's digest is sha256:")


def test_an_approval_of_what_is_left_out_is_left_out(two):
    two.tamper(f"{FOLDER}/versions/0001*", "Triage this", "Triage that")

    [prompt] = read(two).prompts
    assert len(prompt.approvals) == 1
    assert "approves a version that is not here, or is left out" in refused(two).values()


def test_the_number_of_what_is_left_out_stays_taken(two):
    two.tamper(f"{FOLDER}/versions/0002*", "Second", "Other")

    [prompt] = read(two).prompts
    assert prompt.numbers == {1, 2}


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("version: 1\n", "version: 7\n", "is not named after its number"),
        ("prompt: support/triage", "prompt: other/one", "is a version of other/one"),
        ("note: First", "note: ''", "missing, or not what it should be"),
        ("spec: prompt-version/1", "spec: prompt-version/9", "prompt-version/9"),
    ],
)
def test_a_version_file_that_is_not_what_it_says_is_left_out(workshop, old, new, reason):
    workshop.release()
    workshop.tamper(f"{FOLDER}/versions/0001*", old, new)

    assert reason in " ".join(refused(workshop).values())
    assert read(workshop).prompts == ()


def test_a_time_before_there_were_any_is_left_out(workshop):
    workshop.release()
    file = workshop.one(f"{FOLDER}/versions/0001*")
    lines = file.read_text().splitlines(keepends=True)
    early = '  created: "0001-01-01T00:00:00+14:00"\n'
    file.write_text("".join(early if "created:" in line else line for line in lines))

    assert "was made at a time that cannot be kept" in refused(workshop).values()


def test_a_second_file_of_the_same_content_is_left_out(workshop):
    workshop.release()
    file = workshop.one(f"{FOLDER}/versions/0001*")
    other = file.with_name(file.name.replace("0001", "0009"))
    other.write_text(file.read_text().replace("version: 1\n", "version: 9\n"))

    assert numbers(read(workshop)) == [1]
    assert "has the content of version 1 once more" in refused(workshop).values()


def test_links_and_foreign_files_are_named_and_not_followed(workshop, tmp_path):
    workshop.release()
    secret = tmp_path / "secret.yaml"
    secret.write_text("spec: prompt-card/1\n")
    (workshop.folder / FOLDER / "prompt.yaml").unlink()
    (workshop.folder / FOLDER / "prompt.yaml").symlink_to(secret)
    (workshop.folder / "prompts/Hostile NAME").mkdir()
    (workshop.folder / "prompts/Hostile NAME/prompt.yaml").write_text("x")

    reasons = refused(workshop)
    assert "is a link" in reasons[f"{FOLDER}/prompt.yaml"]
    assert "no file of a prompt" in reasons["prompts/Hostile NAME/prompt.yaml"]


def test_a_card_for_lists_is_short(workshop):
    workshop.release()
    card = workshop.folder / FOLDER / "prompt.yaml"
    card.write_text(f"spec: prompt-card/1\nprompt: {TRIAGE}\ntitle: {'T' * 500}\n")

    assert read(workshop).prompts[0].prompt.title == ""
    assert "more than 400 letters" in refused(workshop)[f"{FOLDER}/prompt.yaml"]


def test_labels_that_no_prompt_can_have_stay_out(workshop):
    workshop.release()
    card = workshop.folder / FOLDER / "prompt.yaml"
    card.write_text(
        f'spec: prompt-card/1\nprompt: {TRIAGE}\nlabels:\n  tone: "a\\u202eb"\n  purpose: sort\n'
    )

    [prompt] = read(workshop).prompts
    assert [label.value for label in prompt.prompt.labels] == ["sort"]
    assert "they stay out" in refused(workshop)[f"{FOLDER}/prompt.yaml"]


def test_a_version_made_from_a_higher_number_comes_after_it(two):
    """As where two people had one number, and one of them was renumbered."""
    first = two.one(f"{FOLDER}/versions/0001*")
    renumbered = first.with_name(first.name.replace("0001", "0005"))
    first.rename(renumbered)
    renumbered.write_text(renumbered.read_text().replace("version: 1\n", "version: 5\n"))

    assert numbers(read(two)) == [5, 2]


def test_versions_that_name_each_other_as_parents_end(two):
    for file, parent in zip(
        sorted(two.folder.glob(f"{FOLDER}/versions/*")),
        sorted(two.folder.glob(f"{FOLDER}/versions/*"))[::-1],
        strict=True,
    ):
        digest = next(
            line.split()[-1] for line in parent.read_text().splitlines() if "  digest:" in line
        )
        text = file.read_text().rstrip("\n").split("  parents:")[0].rstrip("\n")
        file.write_text(f"{text}\n  parents:\n    - {digest}\n")

    assert sorted(numbers(read(two))) == [1, 2]


def change_approval(workshop: Workshop, name: str = "*.json", **predicate: object) -> str:
    file = workshop.one(f"{FOLDER}/approvals/{name}")
    document = json.loads(file.read_text())
    document["predicate"] |= predicate
    file.write_text(json.dumps(document, indent=1, sort_keys=True) + "\n")
    return file.relative_to(workshop.folder).as_posix()


@pytest.mark.parametrize(
    ("predicate", "reason"),
    [
        ({"decision": "rejected"}, "is no approval"),
        ({"environment": "prod"}, "is named for dev and approves for prod"),
        ({"approver": " "}, "does not say who approves"),
        ({"at": "yesterday"}, "does not say when it was given"),
    ],
)
def test_an_approval_that_is_not_what_it_says_is_left_out(workshop, predicate, reason):
    workshop.release()
    name = change_approval(workshop, **predicate)

    assert refused(workshop) == {name: reason}
    assert read(workshop).prompts[0].approvals == ()


def test_an_approval_copied_from_another_prompt_is_left_out(workshop):
    workshop.release()
    workshop.release(path="support/other")
    file = workshop.one(f"{FOLDER}/approvals/*.json")
    copy = workshop.folder / "prompts/support/other/approvals" / file.name.replace("dana", "eve")
    copy.write_bytes(file.read_bytes())

    assert "is an approval of acme-prompts/support/triage" in refused(workshop).values()


def test_an_approval_whose_evidence_is_missing_comes_without_it(workshop):
    workshop.release()
    name = change_approval(workshop, evidence=["sha256:" + "0" * 64])

    assert "it comes without" in refused(workshop)[name]
    [approval] = read(workshop).prompts[0].approvals
    assert approval.evidence == ()


def test_a_good_signature_is_known_and_a_bad_one_leaves_the_approval_out(workshop, tmp_path):
    keys = KeyRing(tmp_path / "keys")
    ask_for_signatures(workshop, keys)
    keys.use(ALICE)
    workshop.release()
    at = workshop.clock.go_on(minutes=1)
    request = ApprovalRequest(TRIAGE, None, "prod", ALICE, "Read", at)
    workshop.releases.approve_in_registry(workshop.folder, request)

    approvals = {each.approver: each.signed for each in read(workshop).prompts[0].approvals}
    assert approvals == {DANA: False, ALICE: True}
    change_approval(workshop, "*.prod.*.json", comment="Something else")
    assert "is not signed by a key" in " ".join(refused(workshop).values())
    assert [each.approver for each in read(workshop).prompts[0].approvals] == [DANA]


def test_conflict_markers_leave_out_that_file_only(two):
    file = two.one(f"{FOLDER}/versions/0002*")
    file.write_text(f"<<<<<<< ours\n{file.read_text()}=======\n>>>>>>> theirs\n")

    assert numbers(read(two)) == [1]
    assert any("conflict markers" in reason for reason in refused(two).values())


def test_pins_are_counted_by_environment(two):
    assert read(two).pins == (("dev", 1), ("staging", 0), ("prod", 0))


def test_only_what_comes_is_read_and_let_go_with_its_prompt(workshop, monkeypatch):
    workshop.release("First: {{ ticket }}")
    read, trees = [], []
    reading = TreeFiles._read
    monkeypatch.setattr(
        TreeFiles, "_read", lambda files, path: read.append(path) or reading(files, path)
    )
    walk = restoring.read_tree
    monkeypatch.setattr(
        restoring, "read_tree", lambda place: trees.append(walk(place)) or trees[-1]
    )

    GitRegistryReader().read(workshop.folder, RestoreWork())

    inside = [path for path in read if path.startswith("prompts/")]
    assert inside
    assert not [path for path in read if "/log/" in path or path.endswith("head.yaml")]
    assert len(inside) == len(set(inside))
    assert not any(trees[0].files._known[path] for path in inside)
