"""What every store of unfinished work does, in memory and on disk."""

from __future__ import annotations

from workbench.domain.unfinished import Unfinished

HALF = {"name": "half \ud83d a pair", "questions": []}


def test_what_was_begun_is_read_as_it_was_written(stores):
    stores.unfinished.keep(Unfinished.RUBRIC, "a", HALF)

    assert stores.unfinished.documents(Unfinished.RUBRIC) == {"a": HALF}


def test_what_was_written_later_takes_the_place(stores):
    stores.unfinished.keep(Unfinished.RUBRIC, "a", HALF)

    stores.unfinished.keep(Unfinished.RUBRIC, "a", {"name": "whole"})

    assert stores.unfinished.documents(Unfinished.RUBRIC) == {"a": {"name": "whole"}}


def test_what_is_finished_goes_and_other_work_stays(stores):
    for kind, name in (("rubric", "a"), ("rubric", "b"), ("review", "a")):
        stores.unfinished.keep(Unfinished(kind), name, HALF)

    stores.unfinished.drop(Unfinished.RUBRIC, "a")
    stores.unfinished.drop(Unfinished.RUBRIC, "a")

    assert stores.unfinished.documents(Unfinished.RUBRIC) == {"b": HALF}
    assert stores.unfinished.documents(Unfinished.REVIEW) == {"a": HALF}
