from __future__ import annotations

from tests.builders import a_rubric
from tests.fake_reviews import MemoryUnfinished
from workbench.domain.rubrics import Rubric
from workbench.domain.unfinished import Unfinished
from workbench.services.unfinished import UnfinishedService

RUBRIC = Unfinished.RUBRIC


def test_what_was_begun_comes_back_until_it_is_finished():
    unfinished = UnfinishedService(MemoryUnfinished())

    unfinished.keep(RUBRIC, "a", a_rubric())

    assert unfinished.begun(RUBRIC, Rubric) == {"a": a_rubric()}
    unfinished.keep(RUBRIC, "a", None)
    assert unfinished.begun(RUBRIC, Rubric) == {}


def test_what_another_release_wrote_in_another_way_is_passed_over():
    store = MemoryUnfinished()
    unfinished = UnfinishedService(store)
    store.keep(RUBRIC, "strange", {"questions": "none"})

    unfinished.keep(RUBRIC, "a", a_rubric())

    assert unfinished.begun(RUBRIC, Rubric) == {"a": a_rubric()}
