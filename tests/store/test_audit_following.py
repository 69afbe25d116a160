"""Whatever is done to the log of a workspace behind its guards is found, and where."""

from __future__ import annotations

import pytest

from tests.builders import NOON, a_content, a_prompt
from tests.store.audited import behind_the_guards, told
from tests.store.committing import committed
from workbench.domain.digests import bytes_digest
from workbench.formats.audit import canonical_entry
from workbench.store.audit import SqliteAudit
from workbench.store.maintenance import SqliteWorkspaceFile
from workbench.store.opening import open_workspace
from workbench.store.prompts import SqlitePrompts

EDIT = "UPDATE audit_entries SET document = replace(document, 'Ada', 'Eve') WHERE number = 4"


@pytest.fixture
def path(workspace):
    audit = SqliteAudit(workspace)
    for number in range(2, 9):
        audit.record(told(number))
    workspace.close()
    return workspace.path


def breaks(path):
    workspace = open_workspace(path)
    try:
        return [(each.place, each.message) for each in SqliteAudit(workspace).breaks()]
    finally:
        workspace.close()


def test_a_log_that_nobody_touched_is_whole(path):
    assert breaks(path) == []


def test_an_edited_entry_is_found(path):
    behind_the_guards(path, EDIT)

    assert breaks(path) == [("entry 4", "was changed: what it says has another hash")]


def test_an_entry_that_was_edited_with_its_hash_is_found_by_the_next_one(path):
    text, hashed = canonical_entry(told(4, actor="Eve"), 4, "sha256:" + "0" * 64)
    behind_the_guards(
        path,
        "UPDATE audit_entries SET (document, hash, actor, previous) ="
        f" ('{text}', '{hashed}', 'Eve', 'sha256:{'0' * 64}') WHERE number = 4",
    )

    assert [place for place, _ in breaks(path)] == ["entry 4", "entry 5"]


def test_an_entry_whose_past_is_kept_and_words_and_hash_are_not_is_found_by_the_next_one(path):
    workspace = open_workspace(path)
    before = SqliteAudit(workspace).hash_of(3)
    workspace.close()
    text, hashed = canonical_entry(told(4, actor="Eve"), 4, before)
    behind_the_guards(
        path,
        f"UPDATE audit_entries SET (document, hash, actor) = ('{text}', '{hashed}', 'Eve')"
        " WHERE number = 4",
    )

    [(place, message)] = breaks(path)
    assert (place, message) == (
        "entry 5",
        "does not follow entry 4: one of them was changed or put in",
    )


def test_removed_entries_are_found(path):
    behind_the_guards(path, "DELETE FROM audit_entries WHERE number IN (3, 5, 6)")

    assert breaks(path) == [
        ("entry 3", "is missing: removed"),
        ("entry 5", "entries 5 to 6 are missing: removed"),
    ]


def test_an_end_that_was_cut_off_is_found(path):
    behind_the_guards(path, "DELETE FROM audit_entries WHERE number > 6")

    assert breaks(path) == [
        ("entry 7", "entries 7 to 8 are missing: the end of the log was cut off")
    ]


def test_entries_that_changed_places_are_found(path):
    behind_the_guards(
        path,
        "CREATE TEMP TABLE kept AS SELECT * FROM audit_entries WHERE number IN (4, 5)",
        "DELETE FROM audit_entries WHERE number IN (4, 5)",
        "UPDATE kept SET number = 9 - number",
        "INSERT INTO audit_entries SELECT * FROM kept",
    )

    assert ("entry 4", "was moved here: it is entry 5") in breaks(path)
    assert ("entry 5", "was moved here: it is entry 4") in breaks(path)


def test_an_entry_that_was_put_in_is_found(path):
    text, hashed = canonical_entry(told(5, actor="Eve"), 5, "sha256:" + "0" * 64)
    behind_the_guards(
        path,
        "UPDATE audit_entries SET number = number + 100 WHERE number >= 5",
        "UPDATE audit_entries SET number = number - 99 WHERE number >= 100",
        "INSERT INTO audit_entries SELECT 5, at, 'Eve', kind, prompt, environment,"
        f" 'sha256:{'0' * 64}', '{hashed}', '{text}' FROM audit_entries WHERE number = 4",
        "UPDATE audit_head SET number = 9",
    )

    assert {place for place, _ in breaks(path)} == {f"entry {number}" for number in range(5, 10)}


def test_an_entry_added_behind_the_head_is_found(path):
    text = "{}"
    behind_the_guards(
        path,
        "INSERT INTO audit_entries SELECT 9, at, actor, kind, prompt, environment, hash,"
        f" '{bytes_digest(text.encode())}', '{text}' FROM audit_entries WHERE number = 8",
    )

    assert breaks(path) == [
        ("entry 9", "was changed: it cannot be read"),
        ("entry 9", "is the newest one here; it should be entry 8"),
    ]


def test_another_name_in_the_columns_that_are_searched_is_found(path):
    behind_the_guards(path, "UPDATE audit_entries SET actor = 'Bo' WHERE number = 4")

    assert breaks(path) == [("entry 4", "is shown with other names or another time than it says")]


def test_a_log_without_its_head_is_found(path):
    behind_the_guards(path, "DELETE FROM audit_head")

    assert breaks(path)[0][0] == "entry 8"


def test_an_approval_that_was_put_into_the_file_is_found(workspace):
    prompts = SqlitePrompts(workspace)
    prompts.add(a_prompt(), a_content("first"))
    version = committed(prompts, a_prompt().id, a_content("first"))
    with workspace.writing() as db:
        db.execute(
            "INSERT INTO approvals (id, prompt_id, version, digest, environment, approver, note,"
            " created_at, runs) VALUES ('x', ?, 1, ?, 'prod', 'Bo', '', ?, '[]')",
            [a_prompt().id, version.digest, NOON.isoformat()],
        )

    [found] = SqliteAudit(workspace).breaks()

    assert found.place == f"approval of {a_prompt().path} v1 for prod"
    assert found.message == "the log does not tell that Bo gave it"


def test_the_check_of_a_workspace_follows_its_log(path):
    behind_the_guards(path, EDIT)
    workspace = open_workspace(path)

    faults = SqliteWorkspaceFile(workspace).faults()

    workspace.close()
    assert [fault.place for fault in faults] == ["audit log, entry 4"]
