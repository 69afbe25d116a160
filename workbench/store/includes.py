"""Which prompts include which components: rows kept beside the drafts and newest versions.

So that "where is it used" reads a few rows instead of every document. Version 0 stands for the
draft. A draft names what it includes itself; a version holds fast all that is below, too.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from typing import Any

from workbench.domain.history import Use
from workbench.domain.prompts import Engine, PromptContent, PromptKind
from workbench.store.documents import read_document
from workbench.templating.mentions import components_named

DRAFT = 0
OF_DRAFT = "SELECT path FROM includes WHERE prompt_id = ? AND version = 0 ORDER BY path"
INSERT = "INSERT OR IGNORE INTO includes VALUES (?, ?, ?, ?)"
OLD_DRAFTS = """
    SELECT prompt_id, document FROM drafts
     WHERE instr(CAST(document AS TEXT), 'include') OR instr(CAST(document AS TEXT), 'import')
        OR instr(CAST(document AS TEXT), 'extends')
"""
OLD_VERSIONS = """
    SELECT v.prompt_id, v.number, s.document FROM versions v JOIN snapshots s ON s.digest = v.digest
     WHERE v.number = (SELECT max(number) FROM versions WHERE prompt_id = v.prompt_id)
       AND instr(CAST(s.document AS TEXT), '"components"')
"""
USERS = """
    SELECT i.version, i.direct, i.prompt_id, p.path, p.kind
      FROM includes i JOIN prompts p ON p.id = i.prompt_id
     WHERE i.path = ? AND p.archived = 0 ORDER BY p.path
"""
INCLUDED = """
    SELECT DISTINCT i.path FROM includes i JOIN prompts p ON p.id = i.prompt_id
     WHERE i.version = 0 AND p.archived = 0
"""


def keep_draft(db: sqlite3.Connection, prompt_id: str, content: PromptContent) -> None:
    plain = content.engine is Engine.NONE
    paths = [] if plain else sorted(_named(message.text for message in content.messages))
    if paths != [row["path"] for row in db.execute(OF_DRAFT, [prompt_id])]:
        db.execute("DELETE FROM includes WHERE prompt_id = ? AND version = 0", [prompt_id])
        db.executemany(INSERT, [(path, prompt_id, DRAFT, 1) for path in paths])


def keep_version(
    db: sqlite3.Connection, prompt_id: str, number: int, content: PromptContent
) -> None:
    """The newest version takes the place of the one before."""
    direct = _named(message.text for message in content.messages)
    rows = [(path, prompt_id, number, int(path in direct)) for path, _ in content.components]
    db.execute("DELETE FROM includes WHERE prompt_id = ? AND version > 0", [prompt_id])
    db.executemany(INSERT, rows)


def uses(db: sqlite3.Connection, path: str) -> list[Use]:
    """Who includes the component, by path, archived ones aside.

    Drafts are followed from component to component.
    """
    found: dict[str, Use] = {}
    wave: list[tuple[str, tuple[str, ...]]] = [(path, ())]
    while wave:
        below: list[tuple[str, tuple[str, ...]]] = []
        for component, through in wave:
            for row in db.execute(USERS, [component]).fetchall():
                if row["version"] != DRAFT:
                    if component == path:
                        _add_version(found, row)
                    continue
                new = row["path"] != path and _add_draft(found, row, through)
                if new and row["kind"] == PromptKind.COMPONENT:
                    below.append((row["path"], (row["path"], *through)))
        wave = below
    return sorted(found.values(), key=lambda use: use.path)


def included(db: sqlite3.Connection) -> frozenset[str]:
    """Paths that the draft of some prompt names, archived ones aside."""
    return frozenset(row["path"] for row in db.execute(INCLUDED))


def fill(db: Any) -> None:
    """For a workspace from before there were rows of what is included. Reads JSON only."""
    for prompt_id, document in db.execute(OLD_DRAFTS):
        content = read_document(document)
        if content.get("template", {}).get("engine") != Engine.NONE:
            for path in _named(_texts(content)):
                db.execute(INSERT, [path, prompt_id, DRAFT, 1])
    for prompt_id, number, document in db.execute(OLD_VERSIONS):
        content = read_document(document)
        direct = _named(_texts(content))
        for path in content.get("components", {}):
            db.execute(INSERT, [path, prompt_id, number, int(path in direct)])


def _add_draft(found: dict[str, Use], row: sqlite3.Row, through: tuple[str, ...]) -> bool:
    """Whether it is new: the shortest way comes first, and circles end."""
    known = found.get(row["prompt_id"])
    if known and known.in_draft:
        return False
    version, direct = (known.version, known.version_direct) if known else (0, True)
    found[row["prompt_id"]] = Use(row["prompt_id"], row["path"], True, version, through, direct)
    return True


def _add_version(found: dict[str, Use], row: sqlite3.Row) -> None:
    known = found.get(row["prompt_id"])
    drafted, through = (known.in_draft, known.through) if known else (False, ())
    found[row["prompt_id"]] = Use(
        row["prompt_id"], row["path"], drafted, row["version"], through, bool(row["direct"])
    )


def _named(texts: Iterable[str]) -> set[str]:
    return {path for text in texts for path in components_named(text)}


def _texts(document: dict[str, Any]) -> Iterator[str]:
    return (message.get("text") or "" for message in document.get("messages", ()))
