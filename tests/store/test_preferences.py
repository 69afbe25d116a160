from __future__ import annotations

from dataclasses import replace

import pytest

from workbench.domain.errors import WorkspaceDamaged
from workbench.domain.preferences import Preferences, SavedFilter
from workbench.domain.prompts import Label
from workbench.store.preferences import SqlitePreferences

TONE = Label("tone", "friendly")


def test_what_was_kept_is_read(workspace):
    store = SqlitePreferences(workspace)
    kept = Preferences(
        favourites=("p2", "p1"),
        label_colours=((TONE, "added"),),
        saved_filters=(SavedFilter("mine", "refund", (TONE,)),),
        rules_off=("duplicate-sentence",),
    )

    old, new = store.change(lambda _preferences: kept)

    assert (old, new) == (Preferences(), kept)
    assert store.load() == kept


def test_a_change_sees_what_another_one_kept(workspace):
    store = SqlitePreferences(workspace)
    store.change(lambda known: replace(known, favourites=("p1",)))

    store.change(lambda known: replace(known, favourites=(*known.favourites, "p2")))

    assert store.load().favourites == ("p1", "p2")


def test_preferences_that_cannot_be_read_are_named(workspace):
    with workspace.writing() as db:
        db.execute("INSERT INTO preferences VALUES ('favourites', '3')")

    with pytest.raises(WorkspaceDamaged, match="favourites"):
        SqlitePreferences(workspace).load()
