from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from tests.builders import NOON
from tests.store.audited import behind_the_guards, told
from workbench.domain.audit import (
    AuditBreak,
    AuditKind,
    AuditQuery,
    AuditSource,
    AuditWitness,
    LoggedEntry,
)
from workbench.domain.releases import ExportDone
from workbench.domain.syncing import CloneDone, PushDone
from workbench.services.audit import AuditService
from workbench.services.events import Acted, EventBus, SettingsChanged
from workbench.services.syncing import SyncService
from workbench.store.audit import SqliteAudit
from workbench.store.opening import make_workspace, open_workspace

FOLDER = Path("acme")


class EventsInMemory:
    def __init__(self):
        self.events, self.seen, self.broken = [], [], []

    def entries(self, _folder):
        return self.events

    def text(self, _folder, file):
        return f'{{"file":"{file}"}}'

    def commit_of(self, _folder, file):
        return f"commit of {file}"

    def breaks(self, _folder, _stopped=lambda: False):
        return self.broken

    def witnesses(self, _folder, _log):
        return self.seen


@pytest.fixture
def workspace(tmp_path):
    path = tmp_path / "team.workbench"
    make_workspace(path)
    workspace = open_workspace(path)
    yield workspace
    workspace.close()


@pytest.fixture
def registry():
    return EventsInMemory()


@pytest.fixture
def audit(workspace, registry):
    return AuditService(SqliteAudit(workspace), registry, lambda: NOON, lambda: "Dana")


def an_event(minute, **fields):
    entry = told(minute, kind="promote", environment="prod", **fields)
    return LoggedEntry(entry, f"sha256:{minute}", AuditSource.REGISTRY, file=f"{minute}.json")


def shown(page):
    return [each.number or each.file for each in page.entries]


def test_what_others_did_is_told_by_whom_the_settings_name_and_now(audit):
    bus = EventBus()
    bus.listen(audit.hear)

    bus.publish(SettingsChanged())
    bus.publish(Acted(AuditKind.EXPORT, prompt="a/b", version=2, commit="c0ffee"))
    bus.publish(Acted(AuditKind.CLOSE_REVIEW, "Bo"))

    found = audit.search(AuditQuery(person="dana")).entries
    assert [(each.entry.kind, each.entry.at, each.entry.commit) for each in found] == [
        ("export", NOON, "c0ffee")
    ]
    assert len(audit.search(AuditQuery(person="Bo")).entries) == 1


def test_nothing_is_told_in_a_workspace_that_is_only_read(workspace, registry):
    reading = open_workspace(workspace.path, read_only=True)
    audit = AuditService(SqliteAudit(reading), registry, lambda: NOON, str)

    audit.record(Acted(AuditKind.EXPORT))

    assert audit.head().number == 1
    reading.close()


def test_both_logs_are_in_the_order_of_time_page_after_page(audit, workspace, registry):
    store = SqliteAudit(workspace)
    for minute in (1, 3, 5, 5, 7):
        store.record(told(minute))
    registry.events = [an_event(minute) for minute in (2, 3, 5, 6)]
    query = AuditQuery(prompt="support")
    expected = [6, "6.json", 5, 4, "5.json", 3, "3.json", "2.json", 2]

    for limit in (1, 2, 3, 20):
        listed, page = [], audit.search(query, FOLDER, limit=limit)
        listed += shown(page)
        while page.more:
            page = audit.search(query, FOLDER, after=page.entries[-1], limit=limit)
            listed += shown(page)
        assert listed == expected


def test_one_log_alone_can_be_asked_for(audit, registry):
    registry.events = [an_event(2)]

    assert shown(audit.search(AuditQuery(source=AuditSource.WORKSPACE), FOLDER)) == [1]
    assert shown(audit.search(AuditQuery(source=AuditSource.REGISTRY), FOLDER)) == ["2.json"]


def test_events_are_found_as_entries_are(audit, registry):
    registry.events = [
        an_event(1, words="Réfund rules", actor="Bo"),
        an_event(2, prompt="billing/refund"),
    ]

    def found(**query):
        return shown(audit.search(AuditQuery(source=AuditSource.REGISTRY, **query), FOLDER))

    assert found(words=("refund", "rules")) == ["1.json"]
    assert found(words=("refund",)) == ["2.json", "1.json"]
    assert found(words=("?",)) == []
    assert found(person="bo") == ["1.json"]
    assert found(environment="dev") == []
    assert found(since=NOON + timedelta(minutes=2)) == ["2.json"]
    assert found(until=NOON + timedelta(minutes=2)) == ["1.json"]


def test_there_is_to_choose_from_what_both_logs_hold(audit, registry):
    registry.events = [an_event(1, actor="Bo")]
    audit.record(Acted(AuditKind.EXPORT, prompt="a/b", environment="dev"))

    names = audit.names(FOLDER)

    assert names.people == ("Bo", "Dana")
    assert names.prompts == ("a/b", "support/triage")
    assert names.kinds == ("begin", "export", "promote")
    assert names.environments == ("dev", "prod")


def test_a_commit_that_saw_an_entry_tells_that_it_was_cut_off(audit, workspace, registry):
    for _ in range(3):
        audit.record(Acted(AuditKind.EXPORT))
    head = audit.head()
    registry.seen = [AuditWitness("c0ffee" * 7, head.log, head.number, head.hash, NOON, "Bo")]
    assert list(audit.breaks(FOLDER)) == []
    workspace.close()
    behind_the_guards(
        workspace.path,
        "DELETE FROM audit_entries WHERE number > 2",
        "UPDATE audit_head SET number = 2, hash ="
        " (SELECT hash FROM audit_entries WHERE number = 2)",
    )
    again = open_workspace(workspace.path)

    cut = AuditService(SqliteAudit(again), registry, lambda: NOON, str)

    assert list(cut.breaks()) == []
    [found] = cut.breaks(FOLDER)
    again.close()
    assert found.place == "entry 4"
    assert "commit c0ffeec0ffee of 2026-11-21 by Bo has seen" in found.message


def test_what_is_broken_in_the_registry_is_told_with_the_rest(audit, registry):
    registry.broken = [AuditBreak(AuditSource.REGISTRY, "x.json", "was changed", file="x.json")]

    assert list(audit.breaks(FOLDER)) == registry.broken
    assert list(audit.breaks()) == []
    assert list(audit.breaks(FOLDER, stopped=lambda: True)) == []


def test_what_was_handed_out_tells_whether_the_log_was_changed_since(audit, registry):
    audit.record(Acted(AuditKind.EXPORT))
    registry.events = [an_event(1)]
    lines = list(audit.lines("jsonl", registry=FOLDER))
    assert len(lines) == 3
    assert list(audit.breaks_of(iter(lines))) == []

    forged = [lines[0], *list(audit.lines("jsonl"))[:1]]
    assert [each.place for each in audit.breaks_of(iter(forged))] == ["line 2"]


def test_a_file_of_another_workspace_is_not_this_ones(audit, tmp_path, registry):
    make_workspace(tmp_path / "other.workbench")
    other = open_workspace(tmp_path / "other.workbench")
    lines = AuditService(SqliteAudit(other), registry, lambda: NOON, str).lines("jsonl")

    [found] = audit.breaks_of(lines)

    other.close()
    assert (found.place, found.number) == ("entry 1", 1)


def test_tables_are_by_time_and_hold_what_was_asked_for(audit, registry):
    registry.events = [an_event(-5), an_event(5)]
    audit.record(Acted(AuditKind.EXPORT, environment="prod"))

    lines = list(audit.lines("csv", AuditQuery(environment="prod"), FOLDER))

    assert [line.split(",")[1] for line in lines] == ["log", "registry", "workspace", "registry"]
    assert len(list(audit.lines("markdown", AuditQuery(), FOLDER))) == 3 + 4


def test_an_event_names_the_commit_that_brought_it(audit):
    assert audit.commit_of(an_event(1), FOLDER) == "commit of 1.json"
    assert audit.commit_of(LoggedEntry(told(1, commit="c0ffee"), "h", number=1), FOLDER) == "c0ffee"


class RemoteInMemory:
    """What it is asked for has been done."""

    def fast_forward(self, _folder):
        return ExportDone("c0ffee", ("a", "b"))

    def push(self, _folder, branch, _work):
        return PushDone(branch, "c0ffee", "https://host.example/team", moved=branch == "new")

    def clone(self, address, folder, _work):
        return CloneDone(str(folder), address, "main", "c0ffee")


def test_what_was_given_to_a_remote_and_taken_from_it_is_told(audit, tmp_path):
    syncing = SyncService(RemoteInMemory(), tell=audit.record)

    syncing.fast_forward(tmp_path)
    syncing.push(tmp_path, branch="new")
    syncing.push(tmp_path, branch="known")
    syncing.clone("https://host.example/team", tmp_path)

    found = audit.search(AuditQuery(person="Dana")).entries
    assert [(each.entry.kind, each.entry.words) for each in reversed(found)] == [
        ("fetch", "2 files came in."),
        ("push", "new to https://host.example/team"),
        ("clone", "https://host.example/team"),
    ]
