from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.builders import NOON, a_content, a_prompt
from tests.store.audited import told
from tests.store.committing import committed
from workbench.domain.approvals import Approval, Evidence, EvidenceKind
from workbench.domain.audit import AuditKind, AuditQuery, AuditSource, brought_back
from workbench.domain.errors import InvalidInput
from workbench.store.approvals import SqliteApprovals
from workbench.store.audit import SqliteAudit
from workbench.store.prompts import SqlitePrompts


@pytest.fixture
def audit(workspace):
    return SqliteAudit(workspace)


def found(audit, **query):
    entries = audit.search(AuditQuery(**query), limit=100)
    return [each.number for each in entries if each.entry.kind != AuditKind.BEGIN]


def test_a_new_log_begins_by_saying_so(audit):
    [first] = audit.entries()

    assert (first.number, first.before) == (1, ())
    assert "empty workspace" in first.entry.words
    assert audit.head() == type(audit.head())(first.entry.log, 1, first.hash)
    assert len(first.entry.log) == 32


def test_each_entry_holds_the_hash_of_the_one_before_it(audit):
    for number in range(3):
        audit.record(told(number))

    entries = list(audit.entries())
    assert [each.before for each in entries[1:]] == [(each.hash,) for each in entries[:-1]]
    assert audit.head().hash == entries[-1].hash == audit.hash_of(4)
    assert list(audit.breaks()) == []


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_entries SET actor = 'Eve'",
        "DELETE FROM audit_entries WHERE number = 2",
        "INSERT OR REPLACE INTO audit_entries"
        " SELECT number, at, 'Eve', kind, prompt, environment, previous, 'x', document"
        " FROM audit_entries WHERE number = 2",
        "INSERT INTO audit_entries SELECT 9, at, actor, kind, prompt, environment, previous, 'x',"
        " document FROM audit_entries WHERE number = 2",
        "UPDATE audit_head SET number = 1",
        "DELETE FROM audit_head",
    ],
)
def test_the_file_refuses_every_change_of_the_log(workspace, audit, statement):
    audit.record(told())

    with workspace.reading() as db, pytest.raises(sqlite3.IntegrityError):
        db.execute(statement)


def test_naming_a_version_is_told_in_the_same_transaction(workspace, audit):
    prompts = SqlitePrompts(workspace)
    prompts.add(a_prompt(), a_content("first"))

    version = committed(prompts, a_prompt().id, a_content("first"), note="a first try")

    [entry] = [each.entry for each in audit.entries() if each.entry.kind == AuditKind.COMMIT]
    assert (entry.actor, entry.prompt, entry.version) == ("Ada", a_prompt().path, 1)
    assert (entry.digest, entry.words, entry.at) == (version.digest, "a first try", NOON)


def an_approval(prompt_id, version, **fields):
    evidence = (Evidence(EvidenceKind.REVIEW, "tone", "sha256:" + "e" * 64),)
    given = Approval("a1", prompt_id, version.digest, version.number, "Bo", "fine", NOON)
    return type(given)(
        **{
            **{name: getattr(given, name) for name in given.__dataclass_fields__},
            "evidence": evidence,
            **fields,
        }
    )


def test_an_approval_and_its_entry_are_there_together_or_not_at_all(workspace, audit):
    prompts, approvals = SqlitePrompts(workspace), SqliteApprovals(workspace)
    prompts.add(a_prompt(), a_content("first"))
    version = committed(prompts, a_prompt().id, a_content("first"))
    approval = an_approval(a_prompt().id, version)

    approvals.add(approval)
    with pytest.raises(InvalidInput):
        approvals.add(approval)

    [entry] = [each.entry for each in audit.entries() if each.entry.kind == AuditKind.APPROVE]
    assert (entry.actor, entry.environment, entry.words) == ("Bo", "dev", "fine")
    assert entry.evidence == ("sha256:" + "e" * 64,)


def test_an_approval_that_came_from_a_registry_is_told_as_that(workspace, audit):
    prompts, approvals = SqlitePrompts(workspace), SqliteApprovals(workspace)
    prompts.add(a_prompt(), a_content("first"))
    version = committed(prompts, a_prompt().id, a_content("first"))
    approval = an_approval(a_prompt().id, version)
    later = NOON + timedelta(days=3)

    approvals.add(approval, told=brought_back(approval, a_prompt().path, later, "acme"))

    last = list(audit.entries())[-1].entry
    assert (last.kind, last.actor, last.at) == (AuditKind.RESTORE_APPROVAL, "Bo", later)
    assert "from the registry acme" in last.words
    assert list(audit.breaks()) == []


def test_approvals_that_come_together_are_told_one_after_the_other_or_none_is_there(
    workspace, audit
):
    prompts, approvals = SqlitePrompts(workspace), SqliteApprovals(workspace)
    prompts.add(a_prompt(), a_content("first"))
    version = committed(prompts, a_prompt().id, a_content("first"))
    first = an_approval(a_prompt().id, version)
    second = replace(first, id="another", approver="Cy")
    given = [(each, brought_back(each, a_prompt().path, NOON, "acme")) for each in (first, second)]

    with pytest.raises(InvalidInput):
        approvals.add_all([*given, given[0]])
    assert approvals.approvals_of(a_prompt().id) == []

    approvals.add_all(given)
    approvals.add_all([])
    assert approvals.approvals_of(a_prompt().id) == [first, second]
    entries = [each.entry for each in audit.entries()][2:]
    assert [(each.kind, each.actor) for each in entries] == [
        (AuditKind.RESTORE_APPROVAL, "Bo"),
        (AuditKind.RESTORE_APPROVAL, "Cy"),
    ]
    assert list(audit.breaks()) == []
    [hit] = audit.search(AuditQuery(words=("cy", "acme")), limit=100)
    assert hit.entry.actor == "Cy"


def test_a_version_that_comes_from_elsewhere_is_not_told_as_named_here(workspace, audit):
    prompts = SqlitePrompts(workspace)
    prompts.add(a_prompt(), a_content("first"))
    first = committed(prompts, a_prompt().id, a_content("first"))
    prompts.add_version(
        a_prompt().id, first.digest, note="", author="Cy", at=NOON, parents=(first.digest,)
    )

    assert [each.entry.kind for each in audit.entries()] == [AuditKind.BEGIN, AuditKind.COMMIT]


def test_entries_are_found_by_all_of_their_words_and_their_beginnings(audit):
    audit.record(told(1, words="Réfund rules, clearer"))
    audit.record(told(2, words="shorter answers"))

    assert found(audit, words=("refund", "clear")) == [2]
    assert found(audit, words=("ANSWERS",)) == [3]
    assert found(audit, words=('"', 'answers"')) == [3]
    assert found(audit, words=("nothing",)) == []
    assert found(audit, words=(told(2).digest[:75],)) == [3]


def test_signs_of_scripts_without_blanks_are_found_within_a_run(audit):
    audit.record(told(1, words="退款规则更清楚"))

    assert found(audit, words=("规则",)) == [2]


def test_entries_are_filtered_by_person_prompt_kind_environment_and_time(audit):
    audit.record(told(1))
    audit.record(told(2, actor="Bo%", environment="prod", kind=AuditKind.PROMOTE))
    audit.record(told(3, prompt="billing/refund"))

    assert found(audit, person="bo%") == [3]
    assert found(audit, person="%") == [3]
    assert found(audit, prompt="billing") == [4]
    assert found(audit, kind="promote") == [3]
    assert found(audit, environment="prod") == [3]
    assert found(audit, since=NOON + timedelta(minutes=2)) == [4, 3]
    assert found(audit, until=NOON + timedelta(minutes=2)) == [2]
    assert found(audit, source=AuditSource.REGISTRY) == []


def test_pages_follow_each_other_without_a_gap_also_within_one_moment(audit):
    for _ in range(7):
        audit.record(told(1))
    pages, last = [], None
    while page := audit.search(AuditQuery(kind="commit"), before=last, limit=3):
        pages += [each.number for each in page]
        last = (page[-1].entry.at, page[-1].number)

    assert pages == [8, 7, 6, 5, 4, 3, 2]


def test_names_are_each_told_once(audit):
    audit.record(told(1, environment="prod"))
    audit.record(told(2, actor="Bo", prompt="a/b", environment="dev"))

    names = audit.names()
    assert (names.people, names.prompts) == (("Ada", "Bo"), ("a/b", "support/triage"))
    assert (names.kinds, names.environments) == (("begin", "commit"), ("dev", "prod"))


def test_an_entry_that_was_made_unreadable_is_still_listed(workspace, audit):
    audit.record(told())
    with workspace.writing() as db:
        db.execute("DROP TRIGGER audit_entries_refuse_update")
        db.execute("UPDATE audit_entries SET document = '{' WHERE number = 2")

    [entry] = audit.search(AuditQuery(kind="commit"), limit=9)

    assert (entry.entry.actor, entry.number) == ("Ada", 2)
    assert "cannot be read" in entry.entry.words
