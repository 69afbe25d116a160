"""Indexes scripts without blanks again: earlier steps took a run of their signs for one word."""

from __future__ import annotations

from typing import Any

from workbench.formats.content import read_content
from workbench.store.documents import read_document
from workbench.store.search import LONGEST_INDEXED, RUN_TOGETHER, index_output, index_version
from workbench.store.search_sql import UNSEARCHABLE

FORGET_VERSION = (
    "INSERT INTO search_versions (search_versions, rowid, note, text) VALUES ('delete', ?, ?, ?)"
)
FORGET_OUTPUT = "INSERT INTO search_outputs (search_outputs, rowid, text) VALUES ('delete', ?, ?)"
VERSIONS = """
    SELECT v.row, v.note, s.document FROM versions v JOIN snapshots s ON s.digest = v.digest
"""


def respell(db: Any) -> None:
    """`db` executes statements; rows are read by position, one at a time: there may be millions."""
    for row, note, document in db.execute(VERSIONS):
        if _run_together(note) or _run_together(document):
            text = read_content(read_document(document), "version").text
            old = (UNSEARCHABLE.sub(" ", note), UNSEARCHABLE.sub(" ", text))
            db.execute(FORGET_VERSION, [row, *old])
            index_version(db, row, note, text)
    for row, answer in db.execute("SELECT row, answer FROM runs WHERE over = 1"):
        if _run_together(answer):
            text = read_document(answer)["text"]
            db.execute(FORGET_OUTPUT, [row, UNSEARCHABLE.sub(" ", text[:LONGEST_INDEXED])])
            index_output(db, row, text)


def _run_together(column: str | bytes) -> bool:
    if isinstance(column, bytes):
        column = column.decode("utf-8", "surrogatepass")
    return not column.isascii() and RUN_TOGETHER.search(column) is not None
