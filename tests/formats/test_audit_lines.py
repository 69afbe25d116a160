from __future__ import annotations

import json

import pytest

from tests.store.audited import told
from workbench.domain.digests import document_digest
from workbench.formats.audit import canonical_entry
from workbench.formats.audit_lines import (
    LinesFollowed,
    entry_line,
    event_line,
    exported_hashes,
)

EVENT = {"spec": "prompt-event/1", "type": "promote", "at": "2026-11-21T12:00:00Z"}


@pytest.fixture
def lines():
    made, before = [], ""
    for number in range(1, 7):
        text, before = canonical_entry(told(number), number, before)
        made.append(entry_line(before, text))
    return [*made, event_line("prompts/a/log/x.json", json.dumps(EVENT))]


def breaks(lines):
    followed = LinesFollowed()
    return [(each.place, each.message) for line in lines for each in followed.breaks(line)]


def test_every_line_is_json_with_the_hash_of_what_it_says(lines):
    for line in lines:
        given = json.loads(line)
        assert given["hash"] == document_digest(given.get("entry") or given["event"])
    assert breaks(lines) == []
    assert [number for number, _ in exported_hashes(lines)] == [1, 2, 3, 4, 5, 6]


def test_an_edited_line_is_found(lines):
    lines[2] = lines[2].replace("Ada", "Eve")
    lines[6] = lines[6].replace("promote", "archive")

    message = "was changed: what it says has another hash"
    assert breaks(lines) == [("line 3", message), ("line 7", message)]


def test_lines_that_were_taken_out_are_found(lines):
    assert breaks([*lines[:2], *lines[4:]]) == [("line 3", "entries 3 to 4 are missing before it")]
    assert breaks([*lines[:2], *lines[3:]]) == [("line 3", "entry 3 is missing before it")]


def test_lines_that_changed_places_are_found(lines):
    found = breaks([lines[0], lines[2], lines[1], *lines[3:]])

    assert ("line 3", "entry 2 stands after entry 3") in found


def test_an_entry_written_anew_with_its_hash_is_found_by_the_next_one(lines):
    before = json.loads(lines[1])["hash"]
    text, hashed = canonical_entry(told(3, actor="Eve"), 3, before)
    lines[2] = entry_line(hashed, text)

    assert breaks(lines) == [("line 4", "entry 4 does not follow entry 3: one of them was changed")]


@pytest.mark.parametrize("line", ["", "null", "[]", "{}", '{"hash":1,"entry":{}}', "[" * 20_000])
def test_a_line_that_is_none_is_told_and_not_fatal(line):
    [(place, message)] = breaks([line])

    assert place == "line 1"
    assert message.startswith("cannot be read")
