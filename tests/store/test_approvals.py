from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace

import pytest
from sqlite_utils import Database

from tests.builders import NOON, a_content, a_prompt
from tests.store.committing import committed
from workbench.domain.approvals import Approval, Evidence, EvidenceKind
from workbench.domain.errors import InvalidInput
from workbench.store import migrations
from workbench.store.approvals import SqliteApprovals
from workbench.store.documents import time_column
from workbench.store.opening import open_workspace


@pytest.fixture
def approval(stores):
    stores.prompts.add(a_prompt(), a_content())
    version = committed(stores.prompts, a_prompt().id, a_content("one"))
    return Approval(
        "a1", a_prompt().id, version.digest, 1, "Ada", "good", NOON, "prod", ("run-1", "run-2")
    )


def test_an_approval_is_read_as_it_was_given(stores, approval):
    stores.approvals.add(approval)
    stores.approvals.add(replace(approval, id="a2"))

    assert stores.approvals.approvals_of(a_prompt().id) == [approval, replace(approval, id="a2")]
    assert len(stores.approvals.approvals_of(a_prompt().id, digest=approval.digest)) == 2
    assert stores.approvals.approvals_of(a_prompt().id, digest="sha256:other") == []


def test_an_approval_is_given_once(stores, approval):
    stores.approvals.add(approval)

    with pytest.raises(InvalidInput):
        stores.approvals.add(replace(approval, note="better"))

    assert stores.approvals.approvals_of(a_prompt().id) == [approval]


def test_only_a_version_of_the_workspace_can_be_approved(on_disk):
    with pytest.raises(InvalidInput):
        on_disk.approvals.add(Approval("a1", "nobody", "sha256:no", 1, "Ada", "", NOON))


def test_an_approval_names_its_evidence_as_it_was(stores, approval):
    evidence = (
        Evidence(
            EvidenceKind.REVIEW,
            "Refund answers \ud83d",
            "sha256:" + "a" * 64,
            "Three people judged it.",
            "review-1",
            NOON,
            (("people", "3"), ("blind", "yes")),
        ),
        Evidence(EvidenceKind.EVALUATION, "Regression", "sha256:" + "b" * 64),
    )

    stores.approvals.add(replace(approval, evidence=evidence))

    assert stores.approvals.approvals_of(a_prompt().id)[0].evidence == evidence


def test_an_approval_of_the_first_release_reads_as_before(tmp_path):
    path = tmp_path / "old.workbench"
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        migrations.schema.apply(Database(db), stop_before="m002_owners_of_runs")
        db.execute(
            "INSERT INTO prompts VALUES ('p', 'support/triage', 'prompt', '', '', '', 0, NULL)"
        )
        db.execute("INSERT INTO snapshots VALUES ('sha256:1', 'd', '{}')")
        db.execute(
            "INSERT INTO versions (prompt_id, number, digest, note, author, created_at)"
            " VALUES ('p', 1, 'sha256:1', '', 'Ada', ?)",
            [time_column(NOON)],
        )
        db.execute(
            "INSERT INTO approvals (id, prompt_id, version, digest, environment, approver, note,"
            " created_at, runs) VALUES ('a1', 'p', 1, 'sha256:1', 'dev', 'Ada', 'good', ?, ?)",
            [time_column(NOON), '["r"]'],
        )

    with closing(open_workspace(path)) as workspace:
        [found] = SqliteApprovals(workspace).approvals_of("p")

    assert found == Approval("a1", "p", "sha256:1", 1, "Ada", "good", NOON, "dev", ("r",))
