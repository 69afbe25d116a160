from __future__ import annotations

import subprocess

import pytest

from tests.registry.workshop import DANA, Workshop, a_release_content, git
from workbench.domain.errors import InvalidInput, RegistryDirty, RegistryError
from workbench.domain.prompts import Input
from workbench.formats import registry_files, version_file
from workbench.registry.git import Git
from workbench.registry.starting import SCHEMAS
from workbench.services.events import VersionApproved, VersionExported


def test_a_new_registry_is_a_repository_with_one_commit_and_no_findings(workshop):
    assert git(workshop.folder, "rev-list", "--count", "HEAD") == "1"
    assert git(workshop.folder, "status", "--porcelain") == ""
    assert workshop.files() == [
        ".gitattributes",
        "README.md",
        "policy.yaml",
        "registry.yaml",
        *sorted(f"schema/{name}.json" for name in SCHEMAS),
    ]
    assert workshop.verify() == []


def test_an_export_is_one_commit_of_exactly_the_planned_files(workshop):
    version = workshop.commit(a_release_content())
    workshop.approve(version)

    plan = workshop.plan(version)
    done = workshop.releases.export(plan)

    committed = git(workshop.folder, "show", "--format=", "--name-only", "HEAD").splitlines()
    assert sorted(committed) == sorted(file.path for file in plan.files) == sorted(done.files)
    assert git(workshop.folder, "rev-parse", "HEAD") == done.commit
    assert git(workshop.folder, "status", "--porcelain") == ""
    assert git(workshop.folder, "log", "-1", "--format=%s") == "Release support/triage v1 to dev"
    assert workshop.verify() == []


def test_all_files_of_an_export_are_stored_by_one_process(workshop, monkeypatch):
    version = workshop.commit(a_release_content())
    workshop.approve(version)
    asked = []
    run = Git.run
    monkeypatch.setattr(
        Git, "run", lambda git, *words, **given: asked.append(words[0]) or run(git, *words, **given)
    )

    workshop.releases.export(workshop.plan(version))

    assert asked.count("hash-object") == 1


def test_what_is_written_is_what_the_plan_showed(workshop):
    version = workshop.commit(a_release_content())
    workshop.approve(version)

    plan = workshop.plan(version)
    workshop.releases.export(plan)

    assert all((workshop.folder / f.path).read_bytes() == f.new.encode() for f in plan.files)
    assert [f.path.rpartition("/")[2][:4] for f in plan.files if f.old is None]


def test_a_plan_writes_nothing(workshop):
    version = workshop.commit(a_release_content())
    workshop.approve(version)
    before = workshop.files()

    workshop.plan(version)

    assert workshop.files() == before
    assert git(workshop.folder, "rev-list", "--count", "HEAD") == "1"


def test_exporting_the_same_digest_twice_changes_nothing(workshop):
    version = workshop.release()
    head = git(workshop.folder, "rev-parse", "HEAD")

    plan = workshop.plan(version)
    done = workshop.releases.export(plan)

    assert not plan.commit_needed
    assert (done.commit, plan.files) == ("", ())
    assert git(workshop.folder, "rev-parse", "HEAD") == head


def test_a_second_persons_approval_is_recorded_without_moving_the_pin(workshop):
    version = workshop.release()
    pin = workshop.one("pins/dev/**/*.yaml").read_text()
    workshop.approve(version, approver="bob@acme.example")

    workshop.releases.export(workshop.plan(version))

    assert len(workshop.files("prompts/**/approvals/*")) == 2
    assert len(workshop.files("prompts/**/log/*-approve-recorded-*")) == 1
    assert workshop.one("pins/dev/**/*.yaml").read_text() == pin
    assert workshop.verify() == []


def test_two_approvers_of_the_same_first_name_have_a_file_each(workshop):
    version = workshop.commit(a_release_content())
    for approver in ("alice@acme.example", "alice@other.example", "Zoë"):
        workshop.approve(version, approver=approver)

    workshop.releases.export(workshop.plan(version))

    assert len(workshop.files("prompts/**/approvals/*")) == 3
    assert workshop.verify() == []


def test_the_second_version_follows_the_first(workshop):
    first = workshop.release("Triage:\n{{ ticket }}")
    second = workshop.release("Triage it well:\n{{ ticket }}")

    [_, path] = workshop.files("prompts/**/versions/*")
    record = version_file.read((workshop.folder / path).read_bytes(), path).record
    pin, _ = registry_files.read_pin(workshop.one("pins/dev/**/*.yaml").read_bytes(), "")
    assert (record.version, record.parents, record.interface) == (2, [first.digest], 1)
    assert (pin.digest, pin.previous) == (second.digest, first.digest)
    assert workshop.verify() == []


def test_going_back_to_an_earlier_version_is_recorded_as_a_rollback(workshop):
    first = workshop.release("Triage:\n{{ ticket }}")
    workshop.release("Triage it well:\n{{ ticket }}")

    workshop.releases.export(workshop.plan(first))

    assert len(workshop.files("prompts/**/log/*-rollback-*")) == 1
    assert "Triage it well" in workshop.one("prompts/**/head.yaml").read_text()
    assert workshop.verify() == []


def test_an_older_version_exported_late_leaves_the_head_alone(workshop):
    first = workshop.commit(a_release_content("Old:\n{{ ticket }}"))
    workshop.release("New:\n{{ ticket }}")

    workshop.export(first)

    assert "New:" in workshop.one("prompts/**/head.yaml").read_text()
    assert workshop.verify() == []


def test_a_number_that_another_version_has_is_not_taken_again(workshop, tmp_path):
    workshop.release("Theirs:\n{{ ticket }}")
    other = Workshop(workshop.folder)

    other.release("Mine:\n{{ ticket }}")

    names = [name.rpartition("/")[2][:4] for name in workshop.files("prompts/**/versions/*")]
    assert names == ["0001", "0002"]
    assert workshop.verify() == []


@pytest.mark.parametrize(
    ("inputs", "interface"),
    [
        ((Input("ticket", required=True),), 1),
        ((Input("ticket", required=True), Input("company", required=False)), 1),
        ((Input("ticket", required=True), Input("company")), 2),
    ],
    ids=["the same inputs", "one more that may be left out", "one more that is needed"],
)
def test_the_interface_number_goes_up_only_when_callers_would_break(workshop, inputs, interface):
    workshop.release("Triage:\n{{ ticket }}")

    workshop.release("Triage {{ ticket }}" + " {{ company }}" * (len(inputs) - 1), inputs=inputs)

    pin, _ = registry_files.read_pin(workshop.one("pins/dev/**/*.yaml").read_bytes(), "")
    assert pin.interface == interface


def test_included_components_are_exported_with_the_prompt(workshop):
    component = workshop.component("Be friendly to {{ customer }}.")
    workshop.release(
        '{% include "tone/friendly" %}\n{{ ticket }}',
        inputs=(Input("ticket"), Input("customer")),
    )

    path = f"components/tone/friendly/versions/0001-{component.digest[7:19]}.yaml"
    assert path in workshop.files()
    assert component.digest in workshop.one("prompts/**/versions/*").read_text()
    assert workshop.verify() == []


def test_a_component_that_is_there_already_is_not_written_again(workshop):
    workshop.component("Be friendly.")
    workshop.release('{% include "tone/friendly" %} {{ ticket }}')

    workshop.release('{% include "tone/friendly" %} Now: {{ ticket }}')

    assert len(workshop.files("components/**/versions/*")) == 1
    assert workshop.verify() == []


def test_the_events_of_approval_and_export_are_told(workshop):
    version = workshop.release()

    commit = git(workshop.folder, "rev-parse", "HEAD")
    assert VersionApproved(version.prompt_id, 1) in workshop.published
    assert VersionExported(version.prompt_id, 1, commit) in workshop.published


def test_a_version_that_nobody_approved_is_not_exported(workshop):
    version = workshop.commit(a_release_content())

    with pytest.raises(InvalidInput, match="not approved for dev"):
        workshop.plan(version)


def test_an_approval_for_another_environment_does_not_count(workshop):
    version = workshop.commit(a_release_content())
    workshop.approve(version, environment="staging")

    with pytest.raises(InvalidInput, match="not approved for dev"):
        workshop.plan(version)


def test_a_prompt_without_a_model_is_not_exported(workshop):
    version = workshop.commit(a_release_content(model=type(a_release_content().model)()))
    workshop.approve(version)

    with pytest.raises(InvalidInput, match="which model") as refused:
        workshop.plan(version)
    assert "Set the prompt's model" in refused.value.hint


def test_what_verify_would_refuse_is_not_written(workshop):
    version = workshop.commit(a_release_content("{{ ticket }} \u202e"))
    workshop.approve(version)

    with pytest.raises(InvalidInput, match="U\\+202E"):
        workshop.plan(version)


def test_a_policy_that_asks_for_more_is_respected(workshop):
    version = workshop.commit(a_release_content())
    workshop.approve(version)
    workshop.tamper("policy.yaml", "dev:\n    approvals: []", "dev:\n    signed: true")

    with pytest.raises(InvalidInput, match=r"is not signed \(policy\.yaml:\d+\)"):
        workshop.plan(version)


def test_a_registry_of_a_later_format_is_not_written_to(workshop):
    version = workshop.commit(a_release_content())
    workshop.approve(version)
    workshop.tamper("registry.yaml", '"1.0"', '"2.0"')

    with pytest.raises(RegistryError, match=r"version 2\.0 of its format"):
        workshop.plan(version)


def test_a_registry_can_be_a_folder_of_a_larger_repository(tmp_path):
    root = tmp_path / "everything"
    root.mkdir()
    git(root, "init", "-q")
    (root / "app.py").write_text("print()\n")
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "App")
    (root / "app.py").write_text("print('changed')\n")
    workshop = Workshop(root / "prompts" / "registry")
    workshop.releases.init(workshop.folder, "acme-prompts")

    workshop.release()

    assert git(root, "status", "--porcelain") == "M app.py"
    assert workshop.verify() == []


def test_what_was_staged_elsewhere_stays_staged_and_uncommitted(tmp_path):
    root = tmp_path / "everything"
    workshop = Workshop(root / "registry")
    root.mkdir()
    git(root, "init", "-q")
    workshop.releases.init(workshop.folder, "acme-prompts")
    (root / "other.txt").write_text("mine\n")
    git(root, "add", "other.txt")

    workshop.release()

    assert git(root, "status", "--porcelain") == "A  other.txt"


def test_status_tells_the_pins_and_the_branch(workshop):
    version = workshop.release()

    status = workshop.releases.status(workshop.folder)

    assert (status.registry, status.branch, status.problems) == ("acme-prompts", "main", ())
    assert [(pin.environment, pin.prompt, pin.digest) for pin in status.pins] == [
        ("dev", "support/triage", version.digest)
    ]


def test_the_commit_is_by_the_person_git_knows(workshop):
    workshop.release()

    assert git(workshop.folder, "log", "-1", "--format=%ae") == DANA


def test_an_export_refuses_when_the_registry_moved_since_the_plan(workshop):
    version = workshop.commit(a_release_content())
    workshop.approve(version)
    plan = workshop.plan(version)
    git(workshop.folder, "commit", "-q", "--allow-empty", "-m", "meanwhile")

    with pytest.raises(RegistryDirty, match="moved since"):
        workshop.releases.export(plan)


def test_a_git_log_can_be_read_by_any_git(workshop):
    workshop.release()

    subprocess.run(["git", "fsck", "--strict"], cwd=workshop.folder, check=True, timeout=60)
