"""What every store of rubrics does, in memory and on disk."""

from __future__ import annotations

import pytest

from tests.builders import a_rubric
from workbench.domain.errors import InvalidInput, NotFound
from workbench.domain.rubrics import Question, QuestionKind

CHANGED = Question("label", "Which?", QuestionKind.CHOICE, choices=("a", "b"), required=False)


def test_the_newest_version_is_listed_and_earlier_ones_stay(stores):
    first, second = a_rubric(), a_rubric(CHANGED, version=2)
    other = a_rubric(id="rubric-2", name="Accuracy")
    for rubric in (first, second, other):
        stores.rubrics.keep(rubric)

    assert stores.rubrics.rubrics() == [other, second]
    assert stores.rubrics.rubric("rubric-1") == second
    assert stores.rubrics.rubric("rubric-1", 1) == first


def test_a_version_never_changes(stores):
    stores.rubrics.keep(a_rubric())

    with pytest.raises(InvalidInput, match="there already"):
        stores.rubrics.keep(a_rubric(CHANGED))

    assert stores.rubrics.rubric("rubric-1") == a_rubric()


def test_what_was_put_aside_is_not_listed_and_still_read(stores):
    stores.rubrics.keep(a_rubric())

    stores.rubrics.archive("rubric-1")
    listed, aside = stores.rubrics.rubrics(), stores.rubrics.rubrics(archived=True)
    stores.rubrics.archive("rubric-1", archived=False)

    assert (listed, aside) == ([], [a_rubric()])
    assert stores.rubrics.rubrics() == [a_rubric()]
    assert stores.rubrics.rubrics(archived=True) == []


def test_a_new_version_of_what_was_put_aside_is_listed(stores):
    stores.rubrics.keep(a_rubric())
    stores.rubrics.archive("rubric-1")

    stores.rubrics.keep(a_rubric(CHANGED, version=2))

    assert stores.rubrics.rubrics() == [a_rubric(CHANGED, version=2)]
    assert stores.rubrics.rubrics(archived=True) == []


def test_what_is_not_there_is_said(stores):
    with pytest.raises(NotFound):
        stores.rubrics.rubric("none")
