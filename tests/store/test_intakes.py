from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.builders import NOON, a_content, a_prompt
from tests.fakes import MemoryPrompts
from tests.store.committing import committed
from workbench.domain.errors import InvalidContent, InvalidInput, NotFound
from workbench.domain.prompts import Draft, Label, OutputSchema, PromptKind
from workbench.domain.releases import Release
from workbench.domain.restoring import Intake
from workbench.domain.searches import SearchQuery
from workbench.formats.content import digest_of
from workbench.store.opening import make_workspace, open_workspace
from workbench.store.prompts import SqlitePrompts

TRIAGE = a_prompt("support/triage", title="Triage", labels=(Label("team", "red"),))
TONE = a_prompt("tone/house", kind=PromptKind.COMPONENT)
TABLES = {
    "prompts": "path",
    "labels": "prompt_id, position",
    "drafts": "prompt_id",
    "snapshots": "digest",
    "versions": "row",
    "includes": "prompt_id, path, version",
}


def a_release(number, text, *, parents=(), **fields):
    content = a_content(text, **fields)
    at = NOON + timedelta(hours=number)
    ancestors = tuple(parent.digest for parent in parents)
    note = f"Because{number}"
    return Release(TRIAGE, number, digest_of(content), content, "Dana", at, note, ancestors)


FIRST = a_release(3, "one")
SECOND = a_release(5, "two", parents=[FIRST])


def test_a_new_prompt_comes_with_its_versions_and_the_draft_is_the_newest(stores):
    stores.prompts.take_in([Intake(TRIAGE, (FIRST, SECOND), is_new=True)])

    found = stores.prompts.open(TRIAGE.id)
    newest, oldest = stores.prompts.versions(TRIAGE.id)
    assert found.prompt == TRIAGE
    assert found.draft == Draft(TRIAGE.id, SECOND.content, 5, SECOND.created_at)
    assert (oldest.number, oldest.digest, oldest.note) == (3, FIRST.digest, "Because3")
    assert (oldest.parent, oldest.made_from) == ("", None)
    assert (newest.author, newest.created_at) == ("Dana", SECOND.created_at)
    assert (newest.parent, newest.made_from) == (FIRST.digest, 3)
    assert stores.prompts.snapshot(FIRST.digest) == FIRST.content


@pytest.mark.parametrize("follows", [False, True])
def test_the_draft_of_a_prompt_that_is_here_goes_on_only_where_it_follows(stores, follows):
    stores.prompts.add(TRIAGE, a_content("mine"))
    own = committed(stores.prompts, TRIAGE.id, a_content("mine"))
    newer = a_release(7, "three", parents=[own])

    stores.prompts.take_in([Intake(TRIAGE, (newer,), follows=follows)])

    draft = stores.prompts.open(TRIAGE.id).draft
    told = (newer.content, 7) if follows else (a_content("mine"), 1)
    assert (draft.content, draft.based_on) == told
    assert stores.prompts.newest(TRIAGE.id).parent == own.digest


def test_a_number_is_given_once(stores):
    stores.prompts.add(TRIAGE, a_content("mine"))
    own = committed(stores.prompts, TRIAGE.id, a_content("mine"))

    with pytest.raises(InvalidInput, match="version 1 already"):
        stores.prompts.take_in([Intake(TRIAGE, (a_release(1, "theirs"),))])

    assert stores.prompts.versions(TRIAGE.id) == [own]


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        (Intake(TONE, (FIRST,)), NotFound),
        (Intake(replace(TRIAGE, id="twin"), (FIRST,), is_new=True), InvalidInput),
        (Intake(TONE, (a_release(0, "zero"),), is_new=True), InvalidInput),
        (Intake(TONE, (FIRST, replace(SECOND, number=3)), is_new=True), InvalidInput),
        (
            Intake(TONE, (replace(FIRST, digest="sha256:x", content=a_content(
                "no schema", output=OutputSchema("o", "{half"))),), is_new=True),
            InvalidContent,
        ),
    ],
    ids=["unknown", "path taken", "no number", "number twice", "no digest"],
)  # fmt: skip
def test_all_come_or_none(on_disk, wrong, error):
    good = Intake(TRIAGE, (FIRST, SECOND), is_new=True)

    with pytest.raises(error):
        on_disk.prompts.take_in([good, wrong])

    assert on_disk.prompts.summaries() == []
    assert on_disk.search.search(SearchQuery(("one",))) == []
    with pytest.raises(NotFound):
        on_disk.prompts.snapshot(FIRST.digest)


def test_notes_and_texts_that_came_are_found(on_disk):
    on_disk.prompts.take_in([Intake(TRIAGE, (FIRST, SECOND), is_new=True)])

    [by_text] = on_disk.search.search(SearchQuery(("two",)))
    [by_note] = on_disk.search.search(SearchQuery(("because3",)))
    assert (by_text.version, by_note.version) == (5, 3)


def test_what_comes_at_once_is_what_would_come_one_by_one(tmp_path):
    """Row by row, with components, schemas, texts that a digest sees otherwise, and a parent
    that two versions have the content of."""
    tone = replace(a_release(2, "Be kind."), prompt=TONE)
    components = ((TONE.path, tone.digest),)
    output = OutputSchema("answer", '{"type":"object","properties":{"b":{},"a":{}}}')
    text = '{% include "tone/house" %} Answer.\r\nNow.\n\n'
    third = a_release(2, text, parents=[SECOND, FIRST], components=components, output=output)
    again = replace(FIRST, number=9, ancestors=(SECOND.digest,))
    last = a_release(11, "three", parents=[FIRST], components=components)
    batches = [
        [Intake(TONE, (tone,), is_new=True)],
        [Intake(TRIAGE, (third, FIRST), is_new=True)],
        [Intake(TRIAGE, (SECOND, again), follows=True)],
        [Intake(TRIAGE, (last, a_release(10, text)), follows=False)],
    ]
    at_once, one_by_one = tmp_path / "at-once.db", tmp_path / "one-by-one.db"
    for path in (at_once, one_by_one):
        make_workspace(path)
        with closing(open_workspace(path)) as workspace:
            prompts = SqlitePrompts(workspace)
            for batch in batches:
                take_in = SqlitePrompts.take_in if path == at_once else MemoryPrompts.take_in
                take_in(prompts, batch)

    found = _rows(at_once)
    assert found == _rows(one_by_one)
    assert len(found["versions"]) == 7
    assert {row[1] for row in found["snapshots"] if row[0] == third.digest} == {
        digest_of(replace(third.content, components=()))
    }


def _rows(path):
    with closing(sqlite3.connect(path)) as db:
        return {
            table: db.execute(f"SELECT * FROM {table} ORDER BY {order}").fetchall()
            for table, order in TABLES.items()
        }
