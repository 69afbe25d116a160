from __future__ import annotations

import signal
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from tests.registry.workshop import (
    DANA,
    TRIAGE,
    Workshop,
    a_release_content,
    a_workshop,
    git,
    know_a_person,
)
from tests.services.restoring_ways import a_colleague, released
from workbench.domain.audit import AuditKind
from workbench.domain.errors import Cancelled, FileProblem, RegistryError
from workbench.domain.prompts import Label, Message, PromptKind, Role
from workbench.domain.releases import ApprovalRequest
from workbench.domain.restoring import RestorePhase, RestoreWork, notes_of
from workbench.services.events import Acted, DraftReplaced, LibraryChanged, VersionCommitted

PNG = b"\x89PNG\r\n\x1a\nimage"
CARD = """spec: prompt-card/1
prompt: support/triage
title: Triage
description: Sorts what comes in
status: deprecated
replaced_by: support/triage-next
owners:
  - alice@acme.example
  - bob@acme.example
labels:
  tone: friendly
"""


@pytest.fixture
def theirs(tmp_path, monkeypatch):
    """A registry with a component and a prompt, whose first version was never exported."""
    know_a_person(tmp_path, monkeypatch)
    for folder in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(folder, str(tmp_path / folder))
    workshop = a_workshop(tmp_path / "registry")
    workshop.component("Be friendly to {{ ticket }}.")
    workshop.commit(a_release_content("Never exported: {{ ticket }}"))
    workshop.release('{% include "tone/friendly" %}\n{{ ticket }}\n')
    workshop.release("Third: {{ ticket }}")
    return workshop


@pytest.fixture
def mine(tmp_path, theirs):
    colleague, close = a_colleague(tmp_path / "mine")
    yield colleague
    close()


def write(workshop: Workshop, path: str, text: str) -> None:
    place = workshop.folder / path
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(text.encode())
    workshop.commit_all()


def test_everything_comes_into_a_fresh_workspace_with_digests_and_numbers(theirs, mine):
    done = mine.restore(theirs.folder)

    assert (done.prompts, done.versions, done.approvals) == (2, 3, 2)
    found = [
        (path, version.number, version.digest)
        for path in ("support/triage", "tone/friendly")
        for version in mine.versions(path)
    ]
    assert found == released(theirs)
    assert mine.numbers() == [2, 3]


def test_notes_authors_times_and_parents_come_back(theirs, mine):
    mine.restore(theirs.folder)

    there = theirs.prompts.open_path(TRIAGE).prompt.id
    second, third = theirs.prompts.versions(there)[1::-1]
    assert [(v.note, v.author, v.created_at) for v in mine.versions()] == [
        (v.note, v.author, v.created_at) for v in (second, third)
    ]
    assert [(v.parent, v.made_from) for v in mine.versions()] == [("", None), (second.digest, 2)]


def test_the_draft_is_the_newest_version_and_the_next_one_gets_the_next_number(theirs, mine):
    mine.restore(theirs.folder)

    assert mine.draft_text() == "Third: {{ ticket }}"
    summaries = mine.services.prompts.library()
    assert [(s.version, s.unnamed_changes) for s in summaries] == [(3, False), (1, False)]
    committed = mine.commit(a_release_content("Fourth: {{ ticket }}"))
    assert (committed.number, committed.made_from) == (4, 3)


def test_the_card_comes_back_and_says_that_the_prompt_is_on_its_way_out(theirs, mine):
    write(theirs, "prompts/support/triage/prompt.yaml", CARD)
    mine.restore(theirs.folder)

    card = mine.services.prompts.open_path(TRIAGE).prompt
    assert (card.title, card.description) == ("Triage", "Sorts what comes in")
    assert (card.owner, card.labels) == ("alice@acme.example", (Label("tone", "friendly"),))
    assert (card.deprecated, card.replaced_by) == (True, "support/triage-next")


def test_an_archived_prompt_comes_back_archived(theirs, mine):
    write(theirs, "prompts/support/triage/prompt.yaml", CARD.replace("deprecated", "archived"))
    mine.restore(theirs.folder)

    archived = mine.services.prompts.library(archived=True)
    assert [each.prompt.path for each in archived] == [TRIAGE]


def test_who_approved_what_comes_back(theirs, mine):
    mine.restore(theirs.folder)

    [first, second] = mine.approvals()
    assert (first.approver, first.environment, first.note) == (DANA, "dev", "Reads well")
    assert [each.version for each in (first, second)] == [2, 3]
    entries = {e.digest: e.approved_by for e in mine.services.prompts.timeline(mine.id_of())}
    assert set(entries.values()) == {DANA}


def test_evidence_comes_back_with_its_figures(theirs, mine):
    version = theirs.commit(a_release_content("Judged: {{ ticket }}"))
    assert theirs.reported(version, "One.", "Two.", reviewers=(DANA, "b@acme.example"))
    [offer] = theirs.evidence.of_version(version.prompt_id, version.digest)
    theirs.approve(version, environment="prod", evidence=[offer.evidence])
    theirs.releases.export(theirs.plan(version, environment="prod"))
    mine.restore(theirs.folder)

    [approval] = [each for each in mine.approvals() if each.environment == "prod"]
    [given] = approval.evidence
    assert given.figures
    assert (given.kind, given.name, given.digest) == (
        offer.evidence.kind,
        offer.evidence.name,
        offer.evidence.digest,
    )
    assert set(given.figures) == set(offer.evidence.figures)


def test_who_approved_once_more_and_named_evidence_comes_back_with_both(theirs, mine):
    version = theirs.commit(a_release_content("Twice: {{ ticket }}"))
    theirs.reported(version, "The secret answer.", "Another one.")
    [offer] = theirs.evidence.of_version(version.prompt_id, version.digest)
    theirs.clock.go_on(minutes=1)
    theirs.approve(version, approver="alice@acme.example", evidence=[offer.evidence])
    theirs.approve(version)
    theirs.releases.export(theirs.plan(version))
    theirs.clock.go_on(minutes=1)
    [number] = {row.version for row in theirs.registry.overview(theirs.folder).prompts[0].pins}
    again = ApprovalRequest(
        TRIAGE, number, "dev", DANA, "Read it", theirs.clock(), evidence=(offer.evidence.name,)
    )
    theirs.releases.approve_in_registry(theirs.folder, again)

    mine.restore(theirs.folder)

    given = [
        (each.note, [seen.name for seen in each.evidence])
        for each in mine.approvals()
        if (each.digest, each.approver) == (version.digest, DANA)
    ]
    assert len(given) == 2
    assert given[1] == ("Read it", [offer.evidence.name])
    assert mine.plan(theirs.folder).approvals == 0
    assert mine.plan(theirs.folder).refused == ()


def test_files_that_go_along_come_back(theirs, mine):
    attached = theirs.attach("shot.png", PNG)
    content = a_release_content()
    seen = Message(Role.USER, "Look: {{ ticket }}", attachments=(attached,))
    theirs.export(theirs.commit(replace(content, messages=(seen,)), "support/look"))
    mine.restore(theirs.folder)

    assert mine.services.attachments.bytes_of(attached) == PNG


def test_exporting_what_came_back_plans_nothing(theirs, mine):
    mine.restore(theirs.folder)

    plan = mine.services.releases.plan_export(mine.id_of(), 3, theirs.folder, author="eve")
    assert not plan.commit_needed
    assert theirs.verify() == []


def test_doing_it_again_brings_nothing(theirs, mine):
    mine.restore(theirs.folder)

    again = mine.plan(theirs.folder)
    assert (again.coming, sum(each.known for each in again.arrivals)) == ((), 3)
    assert mine.restore(theirs.folder) == replace(
        mine.restore(theirs.folder), prompts=0, versions=0, approvals=0
    )


def test_the_settings_name_the_registry_and_say_which_it_was_before(theirs, mine, tmp_path):
    settings = mine.services.settings
    settings.save(replace(settings.load(), registry="/elsewhere"))

    assert mine.restore(theirs.folder).registry_before == "/elsewhere"
    assert settings.load().registry == str(theirs.folder)


def test_a_folder_without_git_is_read_and_not_taken_for_the_teams_registry(theirs, mine):
    (theirs.folder / ".git").rename(theirs.folder.parent / "git-put-aside")

    assert mine.restore(theirs.folder).versions == 3
    assert mine.services.settings.load().registry == ""


def test_what_is_missing_is_added_to_what_is_there(theirs, mine):
    mine.restore(theirs.folder)
    theirs.release("Fourth: {{ ticket }}")
    mine.heard.clear()

    assert mine.restore(theirs.folder).versions == 1
    assert mine.numbers() == [2, 3, 4]
    assert mine.draft_text() == "Fourth: {{ ticket }}"
    told = {type(event) for event in mine.heard}
    assert {VersionCommitted, DraftReplaced, LibraryChanged} <= told


def test_a_number_that_is_taken_here_goes_to_a_free_one_and_the_plan_says_so(theirs, mine):
    mine.restore(theirs.folder)
    own = mine.commit(a_release_content("Mine: {{ ticket }}"))
    theirs.release("Theirs: {{ ticket }}")

    [arrival] = mine.plan(theirs.folder).coming
    assert "version 4 of the registry is version 5 here" in notes_of(arrival)
    mine.restore(theirs.folder)
    assert mine.numbers() == [2, 3, 4, 5]
    assert mine.versions()[2].digest == own.digest
    assert mine.draft_text() == "Mine: {{ ticket }}"
    assert mine.plan(theirs.folder).coming == ()


def test_a_version_from_below_the_newest_leaves_the_newest_what_it_is(theirs, mine):
    hidden = theirs.one("prompts/support/triage/versions/0002*")
    text = hidden.read_text()
    hidden.unlink()
    theirs.commit_all()
    mine.restore(theirs.folder)
    assert mine.numbers() == [3]

    write(theirs, str(hidden.relative_to(theirs.folder)), text)
    mine.restore(theirs.folder)

    assert mine.numbers() == [2, 3]
    [summary] = [s for s in mine.services.prompts.library() if s.prompt.path == TRIAGE]
    assert (summary.version, summary.unnamed_changes) == (3, False)
    assert mine.draft_text() == "Third: {{ ticket }}"


def test_a_draft_with_changes_stays(theirs, mine):
    mine.restore(theirs.folder)
    mine.type(a_release_content("Being written: {{ ticket }}"))
    theirs.release("Fourth: {{ ticket }}")

    [arrival] = mine.plan(theirs.folder).coming
    assert "the draft stays as it is" in notes_of(arrival)
    mine.restore(theirs.folder)
    assert mine.draft_text() == "Being written: {{ ticket }}"


def test_a_prompt_that_was_only_begun_here_keeps_its_draft(theirs, mine):
    mine.type(a_release_content("Begun here: {{ ticket }}"))

    mine.restore(theirs.folder)

    assert mine.numbers() == [2, 3]
    assert mine.draft_text() == "Begun here: {{ ticket }}"


def test_titles_and_labels_here_stay(theirs, mine):
    mine.restore(theirs.folder)
    card = mine.services.prompts.open_path(TRIAGE).prompt
    mine.services.prompts.set_card(replace(card, title="My own"))
    write(theirs, "prompts/support/triage/prompt.yaml", CARD)

    mine.restore(theirs.folder)

    after = mine.services.prompts.open_path(TRIAGE).prompt
    assert (after.title, after.deprecated) == ("My own", True)


def test_a_component_is_never_made_of_a_prompt(theirs, mine):
    mine.type(a_release_content(), "tone/friendly")

    plan = mine.plan(theirs.folder)

    including = theirs.one("prompts/support/triage/versions/0002*")
    refused = {each.file: each.reason for each in plan.refused}
    assert "rename one of them" in refused["components/tone/friendly"]
    assert "left out" in refused[including.relative_to(theirs.folder).as_posix()]
    mine.services.restoring.restore(plan)
    assert mine.numbers() == [3]
    assert mine.numbers("tone/friendly") == []


def test_a_path_of_both_kinds_in_the_registry_comes_once(theirs, mine):
    theirs.release("Other: {{ ticket }}", path="tone/other")
    (theirs.folder / "prompts/tone/other").rename(theirs.folder / "prompts/tone/friendly")
    for file in theirs.folder.glob("prompts/tone/friendly/**/*"):
        if file.is_file():
            file.write_bytes(file.read_bytes().replace(b"tone/other", b"tone/friendly"))
    theirs.commit_all()

    mine.restore(theirs.folder)

    kind = mine.services.prompts.open_path("tone/friendly").prompt.kind
    assert kind is PromptKind.COMPONENT


def test_cancelled_while_it_is_read_nothing_comes(theirs, mine):
    work = RestoreWork()
    work.cancel()

    with pytest.raises(Cancelled):
        mine.services.restoring.plan(theirs.folder, work)


def test_cancelled_while_it_comes_the_rest_is_brought_later(theirs, mine):
    plan = mine.plan(theirs.folder)
    told = []

    def tell(progress):
        told.append(progress)
        work.cancel()

    work = RestoreWork(tell)
    done = mine.services.restoring.restore(plan, work)

    assert (done.stopped, done.prompts, told[0].phase) == (True, 1, RestorePhase.BRINGING)
    assert mine.services.settings.load().registry == ""
    assert mine.restore(theirs.folder).prompts == 1
    assert mine.numbers() == [2, 3]


def test_a_prompt_comes_whole_or_not_at_all(theirs, mine, monkeypatch):
    plan = mine.plan(theirs.folder)
    service = mine.services.restoring
    approvals = service._approvals
    monkeypatch.setattr(approvals, "add_all", _fail)

    with pytest.raises(RuntimeError):
        service.restore(plan)

    assert [each.prompt.path for each in mine.services.prompts.library()] == ["tone/friendly"]
    monkeypatch.undo()


def _fail(*_given, **_named):
    raise RuntimeError("the disk is gone")


def test_the_audit_log_tells_who_brought_what(theirs, mine):
    mine.restore(theirs.folder)

    [acted] = [event for event in mine.heard if isinstance(event, Acted)]
    assert acted.kind is AuditKind.RESTORE
    assert acted.words == "3 versions and 2 approvals came from the registry acme-prompts."


def test_progress_is_told(theirs, mine):
    told = []
    mine.services.restoring.plan(theirs.folder, RestoreWork(told.append))

    assert [each.phase for each in told] == [RestorePhase.READING] * 2
    assert (told[-1].done, told[-1].of) == (2, 2)


def test_what_is_no_registry_is_refused_as_a_whole(theirs, mine, tmp_path):
    with pytest.raises(RegistryError, match="holds no"):
        mine.plan(tmp_path / "mine")
    (theirs.folder / "registry.yaml").write_text("spec: [")
    with pytest.raises(FileProblem, match=r"registry\.yaml"):
        mine.plan(theirs.folder)


def test_the_registry_is_not_written_to(theirs, mine):
    before = git(theirs.folder, "rev-parse", "HEAD")

    mine.restore(theirs.folder)

    assert git(theirs.folder, "rev-parse", "HEAD") == before
    assert git(theirs.folder, "status", "--porcelain") == ""


def test_a_prompt_is_as_old_as_its_first_version(theirs, mine):
    mine.restore(theirs.folder)

    card = mine.services.prompts.open_path(TRIAGE).prompt
    assert card.created_at == mine.versions()[0].created_at
    assert card.created_at < datetime.now(UTC)


def test_a_workspace_that_came_back_has_no_faults(theirs, mine):
    mine.restore(theirs.folder)

    assert mine.services.maintenance.check() == []


KILLED = """
import os, signal, sys
from pathlib import Path
from workbench.bootstrap import open_services

services = open_services(Path(sys.argv[1]), empty=True)
restoring = services.restoring
plan = restoring.plan(Path(sys.argv[2]))
restoring._approvals.add_all = lambda *given: os.kill(os.getpid(), signal.SIGKILL)
restoring.restore(plan)
"""


def test_a_restore_that_was_killed_is_finished_by_the_next_one(theirs, tmp_path):
    workspace = tmp_path / "killed/workspace.db"
    workspace.parent.mkdir()
    ended = subprocess.run(
        [sys.executable, "-c", KILLED, str(workspace), str(theirs.folder)],
        check=False,
        timeout=120,
    )
    assert ended.returncode == -signal.SIGKILL

    again, close = a_colleague(workspace.parent)
    try:
        assert [each.prompt.path for each in again.services.prompts.library()] == ["tone/friendly"]
        assert again.restore(theirs.folder).prompts == 1
        assert again.numbers() == [2, 3]
        assert again.services.maintenance.check() == []
    finally:
        close()


def test_the_next_export_keeps_what_the_team_wrote_into_the_card(theirs, mine):
    active = CARD.replace("status: deprecated\nreplaced_by: support/triage-next", "status: active")
    write(theirs, "prompts/support/triage/prompt.yaml", active)
    mine.restore(theirs.folder)

    version = mine.commit(a_release_content("Fourth: {{ ticket }}"))
    mine.services.releases.approve(version.prompt_id, 4, note="Read", approver=DANA)
    plan = mine.services.releases.plan_export(version.prompt_id, 4, theirs.folder, author=DANA)
    mine.services.releases.export(plan)

    assert plan.number == 4
    assert (theirs.folder / "prompts/support/triage/prompt.yaml").read_text() == active
    assert theirs.verify() == []
