from __future__ import annotations

import argparse
import json
from types import SimpleNamespace

import pytest

from tests.registry.workshop import (
    TRIAGE,
    Workshop,
    a_release_content,
    a_workshop,
    git,
    know_a_person,
)
from workbench.bootstrap.syncing import open_syncing
from workbench.cli.exit_codes import CHECK_FAILED, DONE, ENVIRONMENT_FAILED, exit_code_of
from workbench.cli.registry import add_commands
from workbench.domain.errors import InvalidInput, RegistryError


@pytest.fixture
def workshop(tmp_path, monkeypatch):
    know_a_person(tmp_path, monkeypatch)
    return a_workshop(tmp_path / "registry")


@pytest.fixture
def terminal(workshop, capsys):
    """Gives a command; its status and what it printed."""
    services = SimpleNamespace(
        prompts=workshop.prompts,
        releases=workshop.releases,
        evidence=workshop.evidence,
        syncing=open_syncing(),
        settings=SimpleNamespace(
            author=lambda: "dana@acme.example",
            load=lambda: SimpleNamespace(registry=str(workshop.folder)),
        ),
    )
    parser = argparse.ArgumentParser()
    add_commands(parser.add_subparsers())

    def give(*words: str) -> tuple[int, str]:
        args = parser.parse_args(["registry", *map(str, words)])
        given = workshop.registry if args.needs == "registry" else services
        status = args.command(given, args)
        return status, capsys.readouterr().out

    return give


@pytest.fixture
def approved(workshop):
    version = workshop.commit(a_release_content())
    workshop.approve(version)
    return version


def test_a_registry_is_begun_under_its_folders_name(terminal, tmp_path):
    status, out = terminal("init", tmp_path / "acme-prompts", "--json")

    commit = git(tmp_path / "acme-prompts", "rev-parse", "HEAD")
    assert (status, json.loads(out)["registry"], json.loads(out)["commit"]) == (
        DONE,
        "acme-prompts",
        commit,
    )


def test_an_approval_names_the_evidence_that_was_looked_at(terminal, workshop):
    report = workshop.reported(workshop.commit(a_release_content()), "One.")

    status, out = terminal("approve", TRIAGE, "--evidence", "Refund answers", "--json")
    _, told = terminal("approve", TRIAGE, "--evidence", report.digest[:19])
    exported = terminal("export", f"{TRIAGE}@1", "--registry", workshop.folder)

    [named] = json.loads(out)["evidence"]
    assert status == exported[0] == DONE
    assert (named["kind"], named["digest"]) == ("review report", report.digest)
    assert named["figures"]["people"] == "2"
    assert f"on the review report Refund answers  {report.digest[:19]}" in told
    assert "/evidence/" in exported[1]
    assert terminal("verify", "--registry", workshop.folder)[0] == DONE


def test_evidence_that_there_is_not_is_refused(terminal, workshop):
    workshop.commit(a_release_content())

    with pytest.raises(InvalidInput, match="no evidence called 'Refunds'"):
        terminal("approve", TRIAGE, "--evidence", "Refunds")
    assert workshop.approvals.evidence_digests() == set()


def test_approve_export_and_verify(terminal, workshop):
    version = workshop.commit(a_release_content())

    approved = terminal("approve", f"{TRIAGE}@1", "-m", "Reads well", "--json")
    exported = terminal("export", f"{TRIAGE}@1", "--registry", workshop.folder, "--json")
    verified = terminal("verify", "--registry", workshop.folder, "--json")

    assert approved[0] == exported[0] == verified[0] == DONE
    assert json.loads(approved[1])["approver"] == "dana@acme.example"
    assert json.loads(exported[1])["digest"] == version.digest
    assert json.loads(exported[1])["commit"] == git(workshop.folder, "rev-parse", "HEAD")
    assert json.loads(verified[1]) == {"findings": []}


def test_the_newest_version_is_meant_where_none_is_named(terminal, workshop, approved):
    status, out = terminal("export", TRIAGE, "--registry", workshop.folder)

    assert status == DONE
    assert f"new      prompts/{TRIAGE}/versions/0001-{approved.digest[7:19]}.yaml" in out
    assert "Release support/triage v1 to dev" in out


def test_a_dry_run_shows_the_files_and_writes_nothing(terminal, workshop, approved):
    status, out = terminal("export", TRIAGE, "--registry", workshop.folder, "--dry-run")

    assert (status, "Nothing was written." in out) == (DONE, True)
    assert git(workshop.folder, "rev-list", "--count", "HEAD") == "1"


def test_exporting_again_says_that_there_is_nothing_to_do(terminal, workshop, approved):
    terminal("export", TRIAGE, "--registry", workshop.folder)

    status, out = terminal("export", TRIAGE, "--registry", workshop.folder)

    assert status == DONE
    assert out == "support/triage v1 is in the registry already, and dev is pinned to it\n"


def test_findings_are_lines_with_rule_file_and_line_and_a_status(terminal, workshop, approved):
    workshop.releases.export(workshop.plan(approved))
    workshop.tamper(f"pins/dev/{TRIAGE}.yaml", "version: 1", "version: 2")

    status, out = terminal("verify", "--registry", workshop.folder)

    assert status == CHECK_FAILED
    assert out == f"R06 error pins/dev/{TRIAGE}.yaml:4: says 2; the version's is 1\n"


def test_warnings_alone_do_not_fail(terminal, workshop, approved):
    workshop.releases.export(workshop.plan(approved))
    card = workshop.folder / f"prompts/{TRIAGE}/prompt.yaml"
    card.write_text(card.read_text() + 'description: "cafe\u0301"\n')

    status, out = terminal("verify", "--registry", workshop.folder)

    assert (status, out[:11]) == (DONE, "R14 warning")


def test_what_cannot_be_verified_is_the_environments_failure(terminal, tmp_path):
    with pytest.raises(RegistryError) as refused:
        terminal("verify", "--registry", tmp_path)

    assert exit_code_of(refused.value) == ENVIRONMENT_FAILED


def test_a_draft_that_was_never_named_cannot_be_approved(terminal, workshop):
    workshop.prompts.create("support/new")

    with pytest.raises(InvalidInput, match="is not a version"):
        terminal("approve", "support/new")


def test_status_names_what_stands_in_the_way(terminal, workshop):
    (workshop.folder / "new.txt").write_text("x\n")

    status, out = terminal("status", "--registry", workshop.folder, "--json")

    assert status == ENVIRONMENT_FAILED
    assert json.loads(out)["changed"] == ["new.txt"]
    assert json.loads(out)["problems"] == ["uncommitted changes in new.txt"]


def test_status_of_a_clean_registry(terminal, workshop: Workshop, approved):
    workshop.releases.export(workshop.plan(approved))

    status, out = terminal("status", "--registry", workshop.folder)

    assert status == DONE
    assert "acme-prompts in" in out
    assert f"{TRIAGE}  v1 dana@acme.example 2026-11-21  -        -" in out


def test_environments_are_what_the_registry_calls_them(terminal, workshop):
    workshop.tamper("registry.yaml", "- staging\n", "- live-eu\n")
    workshop.commit(a_release_content())

    approved = terminal("approve", TRIAGE, "--env", "live-eu")
    exported = terminal("export", TRIAGE, "--env", "live-eu", "--registry", workshop.folder)

    assert approved[0] == exported[0] == DONE
    assert terminal("verify", "--registry", workshop.folder)[0] == DONE
    with pytest.raises(InvalidInput, match="no environment 'staging'"):
        terminal("approve", TRIAGE, "--env", "staging")


def test_a_registry_is_made_with_environments_and_a_level_of_ones_own(terminal, tmp_path):
    folder = tmp_path / "own"
    options = ("--env", "test", "--env", "live", "--level", "signed", "--owner", "@acme/leads")

    assert terminal("init", folder, *options)[0] == DONE
    assert "level: signed" in (folder / "policy.yaml").read_text()
    assert "@acme/leads" in (folder / ".github/CODEOWNERS").read_text()
    assert terminal("verify", "--registry", folder)[0] == DONE


def test_a_new_registry_says_what_to_do_next(workbench, tmp_path):
    signed = workbench("registry", "init", tmp_path / "signed", "--level", "signed").out
    plain = workbench("registry", "init", tmp_path / "plain").out

    asked = ("trust/roles.yaml", "trust/allowed_signers", "user.signingkey")
    assert all(each in signed and each not in plain for each in asked)
    for told in (signed, plain):
        assert "remote add origin ADDRESS" in told
        assert "workbench registry push" in told
