from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest
from sqlite_utils import Database

from tests.builders import NOON, a_content
from tests.store.audited import told
from tests.store.test_migrations import STEPS
from workbench.domain.audit import AuditKind
from workbench.formats.content import content_document, digest_of
from workbench.store import migrations
from workbench.store.audit import SqliteAudit
from workbench.store.audit_writing import LONGEST_WORDS
from workbench.store.documents import document_column
from workbench.store.maintenance import SqliteWorkspaceFile
from workbench.store.opening import make_workspace, open_workspace

KEY = "sk-proj-abcdefghij1234567890ABCDEFGHIJ"
SHAPELESS = "correct horse battery"


def bytes_of(path):
    return b"".join(each.read_bytes() for each in path.parent.glob(f"{path.name}*"))


def test_a_key_never_gets_into_the_log(workspace):
    workspace.known_secrets = lambda: frozenset({SHAPELESS})
    audit = SqliteAudit(workspace)

    audit.record(told(1, words=f"tried with {KEY} and {SHAPELESS}", actor=f"Ada {KEY}"))
    audit.record(told(2, words="-----BEGIN RSA PRIVATE KEY-----\nMIIEpAIBAAKC\n-----END"))

    *_, first, second = audit.entries()
    assert first.entry.words == "tried with [key] and [key]"
    assert first.entry.actor == "Ada [key]"
    assert "MIIEpAIBAAKC" not in second.entry.words
    workspace.close()
    kept = bytes_of(workspace.path)
    for secret in (KEY, SHAPELESS, "MIIEpAIBAAKC", "abcdefghij1234567890"):
        assert secret.encode() not in kept


def test_any_text_can_be_told(workspace):
    audit = SqliteAudit(workspace)

    audit.record(told(1, words="half \ud83d, nothing \x00, all 🎈\r\nend", actor="\udc00"))

    *_, entry = audit.entries()
    assert entry.entry.words == "half \ufffd, nothing \x00, all 🎈\r\nend"
    assert list(audit.breaks()) == []


def test_a_long_note_is_told_as_far_as_it_is_read(workspace):
    audit = SqliteAudit(workspace)

    audit.record(told(1, words="word " * 10_000))

    *_, entry = audit.entries()
    assert len(entry.entry.words) == LONGEST_WORDS


def with_an_approval(path):
    """A workspace of the release before the log, with one approval."""
    content = a_content("first")
    digest = digest_of(content)
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        log = next(step for step in STEPS if step.startswith("m006"))
        migrations.schema.apply(Database(db), stop_before=log)
        db.execute(
            "INSERT INTO prompts (id, path, kind, title, description, owner, archived)"
            " VALUES ('p', 'support/triage', 'prompt', '', '', '', 0)"
        )
        db.execute(
            "INSERT INTO snapshots VALUES (?, ?, ?)",
            [digest, digest, document_column(content_document(content))],
        )
        db.execute("INSERT INTO drafts VALUES ('p', 1, NULL, ?, '{}')", [digest])
        db.execute(
            "INSERT INTO versions (prompt_id, number, digest, note, author, created_at)"
            " VALUES ('p', 1, ?, '', 'Ada', ?)",
            [digest, NOON.isoformat(timespec="microseconds")],
        )
        db.execute(
            "INSERT INTO approvals (id, prompt_id, version, digest, environment, approver, note,"
            " created_at, runs, evidence) VALUES ('a', 'p', 1, ?, 'prod', 'Bo', ?, ?, '[]', ?)",
            [digest, f"fine, {KEY}", NOON.isoformat(), '[{"digest": "sha256:eee"}]'],
        )


def test_the_log_of_an_earlier_workspace_begins_with_what_is_known_of_its_approvals(tmp_path):
    path = tmp_path / "old.workbench"
    with_an_approval(path)

    workspace = open_workspace(path)

    first, approval = (each.entry for each in SqliteAudit(workspace).entries())
    assert first.kind == AuditKind.BEGIN
    assert "earlier release had made: 1 prompts, 1 versions, 1 approvals" in first.words
    assert (approval.actor, approval.prompt, approval.environment) == (
        "Bo",
        "support/triage",
        "prod",
    )
    assert (approval.at, approval.evidence) == (NOON, ("sha256:eee",))
    assert (
        approval.words == "Given before this log began; entered as what is known of it. fine, [key]"
    )
    assert list(SqliteAudit(workspace).breaks()) == []
    workspace.close()


TELLER = """
import sys
from itertools import count
from pathlib import Path
from tests.store.audited import told
from workbench.store.audit import SqliteAudit
from workbench.store.opening import open_workspace

audit = SqliteAudit(open_workspace(Path(sys.argv[1])))
for number in count(1):
    audit.record(told(number, actor=sys.argv[2]))
    print(audit.head().number, flush=True)
"""


def teller(path, name):
    command = [sys.executable, "-c", TELLER, str(path), name]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


@pytest.mark.parametrize("patience", [1, 17, 60])
def test_killed_in_the_middle_of_writing_the_chain_is_whole(tmp_path, patience):
    """Two that write at once, both killed: nothing they announced is lost."""
    path = tmp_path / "team.workbench"
    make_workspace(path)
    with teller(path, "Ada") as one, teller(path, "Bo") as other:
        heard = [int(each.stdout.readline()) for _ in range(patience) for each in (one, other)]
        one.kill()
        other.kill()

    workspace = open_workspace(path)
    audit = SqliteAudit(workspace)
    assert list(audit.breaks()) == []
    assert SqliteWorkspaceFile(workspace).faults() == []
    assert audit.head().number >= max(heard)
    numbers = [each.number for each in audit.entries()]
    assert numbers == list(range(1, len(numbers) + 1))
    workspace.close()
