"""A workspace of an earlier release finds words of scripts without blanks once it is opened."""

from __future__ import annotations

import sqlite3
from contextlib import closing

from sqlite_utils import Database

from tests.builders import NOON
from workbench.domain.searches import read_query
from workbench.store import migrations
from workbench.store.opening import open_workspace
from workbench.store.search import SqliteSearch

DOCUMENT = (
    '{"schema":"prompt-content/1","template":{"engine":"jinja2"},'
    '"messages":[{"role":"user","text":"请说明退款政策"}]}'
)
ANSWER = '{"text":"退款政策如下","failure":null}'
STATEMENTS = (
    "INSERT INTO prompts VALUES ('p', 'a/b', 'prompt', '', '', '', 0, NULL)",
    "INSERT INTO drafts VALUES ('p', 1, NULL, NULL, '{document}')",
    "INSERT INTO snapshots VALUES ('sha256:1', 'sha256:1', '{document}')",
    "INSERT INTO versions (row, prompt_id, number, digest, note, author, created_at)"
    " VALUES (1, 'p', 1, 'sha256:1', '返金ポリシー', '', '2026-11-21T12:00:00+00:00')",
    "INSERT INTO search_versions (rowid, note, text) VALUES (1, '返金ポリシー', '请说明退款政策')",
    "INSERT INTO runs (row, id, batch_id, prompt_id, digest, model, sample, outcome, over,"
    " created_at, request, answer) VALUES (1, 'r', 'b', 'p', 'sha256:1', 'demo/brief', 1,"
    " 'finished', 1, '2026-11-21T12:00:00+00:00', '{{}}', '{answer}')",
    "INSERT INTO search_outputs (rowid, text) VALUES (1, '退款政策如下')",
)


def test_what_was_indexed_as_one_word_is_indexed_again_by_its_signs(tmp_path):
    path = tmp_path / "old.workbench"
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        migrations.schema.apply(
            Database(connection), stop_before="m003_attachments_and_preferences"
        )
        for statement in STATEMENTS:
            connection.execute(statement.format(document=DOCUMENT, answer=ANSWER))

    workspace = open_workspace(path)
    search = SqliteSearch(workspace, lambda: NOON)
    found = [len(search.search(read_query(word, NOON))) for word in ("政策", "ポリシー", "款退")]
    with workspace.writing() as db:
        for table in ("search_versions", "search_outputs"):
            db.execute(f"INSERT INTO {table} ({table}) VALUES ('integrity-check')")
    workspace.close()

    assert found == [2, 1, 0]
