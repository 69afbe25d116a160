"""What every store of human labels does, in memory and on disk."""

from __future__ import annotations

import pytest

from tests.builders import (
    NOON,
    a_column,
    a_content,
    a_dataset,
    a_job,
    a_prompt,
    a_run,
    an_evaluation,
)
from tests.store.committing import kept
from workbench.domain.errors import InvalidInput
from workbench.domain.evaluations import Cell
from workbench.domain.human_labels import HumanLabel, Thumb
from workbench.domain.runs import Outcome


@pytest.fixture
def labels(stores):
    stores.prompts.add(a_prompt(), a_content())
    digest = kept(stores.prompts, a_content())
    for name in ("run-1", "run-2"):
        stores.runs.record(a_run(name, job=a_job(name, digest=digest)))
    return stores.human_labels


def test_what_people_said_is_read_as_they_said_it(labels):
    given = [
        HumanLabel("run-1", "ada", Thumb.DOWN, "half \ud83d a pair", NOON),
        HumanLabel("run-1", "bo", Thumb.UP, "", NOON),
        HumanLabel("run-2", "ada", Thumb.NONE, "see the second line", NOON),
    ]
    for label in given:
        labels.save(label)

    assert labels.labels_of(["run-1", "run-2", "run-3"]) == given
    assert labels.labels_of(["run-2"]) == given[2:]
    assert labels.labels_of([]) == []


def test_the_newest_word_of_a_person_counts_and_an_empty_one_takes_it_back(labels):
    labels.save(HumanLabel("run-1", "ada", Thumb.UP))
    labels.save(HumanLabel("run-1", "ada", Thumb.DOWN))
    changed = labels.labels_of(["run-1"])

    labels.save(HumanLabel("run-1", "ada"))

    assert [label.thumb for label in changed] == [Thumb.DOWN]
    assert labels.labels_of(["run-1"]) == []


def test_many_are_read_at_once(labels):
    labels.save(HumanLabel("run-2", "ada", Thumb.UP))

    assert len(labels.labels_of([f"run-{number}" for number in range(2000)])) == 1


def test_an_output_that_is_not_there_cannot_be_judged(on_disk):
    with pytest.raises(InvalidInput):
        on_disk.human_labels.save(HumanLabel("gone", "ada", Thumb.UP))


def test_labels_of_an_evaluation_come_with_the_number_of_the_cell(stores, labels):
    dataset = a_dataset()
    evaluation = an_evaluation(dataset, columns=(a_column(prompt_id=a_prompt().id),))
    stores.evaluations.add(evaluation, dataset)
    cells = [Cell(0, "run-2", Outcome.FINISHED), Cell(1, "run-1", Outcome.FINISHED)]
    stores.evaluations.record_cells(evaluation.id, cells)
    for run_id in ("run-1", "run-2"):
        labels.save(HumanLabel(run_id, "ada", Thumb.UP))

    found = [(number, label.run_id) for number, label in labels.labels_in(evaluation.id)]

    assert found == [(0, "run-2"), (1, "run-1")]
