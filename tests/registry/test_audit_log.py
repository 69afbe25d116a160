"""The events of a registry as an audit log, with real git."""

from __future__ import annotations

import json

import pytest

from tests.registry.environments import a_team
from tests.registry.workshop import DANA, TRIAGE, a_release_content, git
from workbench.domain.audit import AuditSource
from workbench.domain.digests import document_digest
from workbench.domain.environments import CanaryStep, Change
from workbench.domain.errors import FileProblem
from workbench.registry.audit_log import GitRegistryLog


@pytest.fixture
def log():
    return GitRegistryLog()


@pytest.fixture
def released(workshop):
    version = workshop.commit(a_release_content())
    workshop.approve(version)
    return workshop.releases.export(workshop.plan(version))


def events_in(workshop):
    return sorted(workshop.folder.glob("prompts/**/log/*.json"))


def breaks(log, workshop):
    return {(each.file, each.message) for each in log.breaks(workshop.folder)}


def relative(workshop, path):
    return path.relative_to(workshop.folder).as_posix()


def test_each_event_is_an_entry_with_its_version_and_what_it_rests_on(log, workshop, released):
    entries = log.entries(workshop.folder)

    [promoted] = [each for each in entries if each.entry.kind == "promote"]
    entry = promoted.entry
    assert promoted.source is AuditSource.REGISTRY
    assert (entry.prompt, entry.version, entry.environment) == (TRIAGE, 1, "dev")
    assert entry.actor == DANA
    assert entry.digest.startswith("sha256:")
    assert len(entry.evidence) == 1
    assert log.commit_of(workshop.folder, promoted.file) == released.commit
    event = json.loads(log.text(workshop.folder, promoted.file))
    assert document_digest(event).startswith(promoted.hash)
    assert set(promoted.before) == set(event["parents"])


def test_a_canary_is_told_with_its_version_and_share_and_not_as_a_promotion(log, workshop):
    team = a_team(workshop)
    team.do(Change.PIN, "dev", version="1")
    for step in (CanaryStep.STOP, CanaryStep.FINISH):
        team.do(Change.CANARY, "dev", version="2", weight=10, note="Try it")
        team.do(Change.CANARY, "dev", step=step)

    told = [
        (each.entry.kind, each.entry.version, each.entry.words)
        for each in log.entries(workshop.folder)
    ]

    begun = ("canary", 2, "10 % of callers: Try it")
    assert told[-4:] == [begun, ("canary", 2, "stopped"), begun, ("promote", 2, "")]


def test_only_files_of_the_log_are_handed_out(log, workshop, released):
    for file in ("registry.yaml", "../secret", f"prompts/{TRIAGE}/prompt.yaml"):
        with pytest.raises(FileProblem):
            log.text(workshop.folder, file)


def test_it_is_read_again_when_something_else_is_checked_out(log, workshop, released):
    before = log.entries(workshop.folder)
    assert log.entries(workshop.folder) is before

    git(workshop.folder, "checkout", "-q", "HEAD~1")

    assert log.entries(workshop.folder) == []


def test_a_log_that_nobody_touched_is_whole(log, workshop, released):
    assert breaks(log, workshop) == set()


def test_an_event_that_was_edited_is_found_before_and_after_it_is_committed(
    log, workshop, released
):
    [event] = [path for path in events_in(workshop) if "promote" in path.name]
    event.write_text(event.read_text().replace(DANA, "eve@acme.example"))
    file = relative(workshop, event)

    told = dict(breaks(log, workshop))
    assert {file} < set(told)
    assert (file, "was changed and not committed") in breaks(log, workshop)

    git(workshop.folder, "commit", "-qam", "nothing to see")
    commit = git(workshop.folder, "rev-parse", "HEAD")
    [message] = [
        message for place, message in breaks(log, workshop) if message.startswith("commit")
    ]
    assert message.startswith(f"commit {commit[:12]} changed it, Dana, ")


def test_a_tail_that_was_cut_off_is_found_by_the_pin_and_by_git(log, workshop, released):
    [event] = [path for path in events_in(workshop) if "promote" in path.name]
    file = relative(workshop, event)
    git(workshop.folder, "rm", "-q", file)
    git(workshop.folder, "commit", "-qm", "tidy")

    found = breaks(log, workshop)

    assert any(place == f"pins/dev/{TRIAGE}.yaml" and "is missing" in m for place, m in found)
    assert any(place == file and "removed it" in m for place, m in found)


def test_an_event_that_cannot_be_read_is_still_listed(log, workshop, released):
    [event] = [path for path in events_in(workshop) if "promote" in path.name]
    event.write_text("{")

    [entry] = [each for each in log.entries(workshop.folder) if each.entry.kind == "promote"]

    assert "cannot be read" in entry.entry.words
    assert entry.entry.prompt == TRIAGE


def test_commits_that_carry_the_head_of_a_log_are_found(log, workshop):
    name, hashed = "1b50dcf69415" + "0" * 20, "sha256:" + "a" * 64
    for words in ("one", f"two\n\nAudit: 1b50dcf69415/5 {hashed}", "Audit: nonsense"):
        git(workshop.folder, "commit", "-q", "--allow-empty", "-m", words)

    [witness] = log.witnesses(workshop.folder, name)

    assert (witness.number, witness.hash, witness.author) == (5, hashed, "Dana")
    assert log.witnesses(workshop.folder, "2" * 32) == []


def test_a_repository_without_a_commit_has_seen_nothing(log, tmp_path):
    git(tmp_path, "init", "-q")

    assert log.witnesses(tmp_path, "1" * 32) == []
    assert log.breaks(tmp_path) == []
