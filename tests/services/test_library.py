from __future__ import annotations

import pytest

from tests.builders import a_content
from workbench.domain.prompts import Label
from workbench.services.events import LibraryChanged
from workbench.services.library import AT_ONCE, LibraryService

WARM = Label("tone", "warm")


@pytest.fixture
def library(bench):
    return LibraryService(bench.store, bench.events)


@pytest.fixture
def ids(bench):
    made = [bench.prompts.create(f"team/p-{n}", content=a_content()) for n in range(AT_ONCE + 1)]
    bench.heard.clear()
    return [opened.prompt.id for opened in made]


def test_many_are_labelled_with_one_event_and_labelled_back(bench, library, ids):
    told = []

    before = library.relabel(ids, [WARM], [], lambda *done: told.append(done) or True)

    assert all(bench.store.prompt(each).labels == (WARM,) for each in ids)
    assert bench.heard == [LibraryChanged(tuple(ids))]
    assert told == [(AT_ONCE, len(ids)), (len(ids), len(ids))]

    library.put_back(before)

    assert not any(bench.store.prompt(each).labels for each in ids)


def test_what_is_done_when_it_is_stopped_stays_done(bench, library, ids):
    before = library.relabel(ids, [WARM], [], lambda *_done: False)

    assert len(before) == AT_ONCE
    assert bench.store.prompt(ids[-1]).labels == ()


def test_where_nothing_changes_nobody_is_told(bench, library, ids):
    library.relabel(ids[:2], [WARM])
    bench.heard.clear()

    assert library.relabel(ids[:2], [WARM]) == []
    assert bench.heard == []


def test_putting_back_keeps_a_path_that_was_changed_since(bench, library, ids):
    before = library.set_archived(ids[:1], True)
    bench.prompts.move(ids[0], "team/elsewhere")

    library.put_back(before)

    card = bench.store.prompt(ids[0])
    assert (card.path, card.archived) == ("team/elsewhere", False)
