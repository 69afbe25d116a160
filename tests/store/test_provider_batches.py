"""What is with providers is written, read again, and goes with its evaluation."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.builders import NOON, a_content, a_dataset, a_prompt, an_evaluation
from workbench.domain.errors import NotFound
from workbench.domain.provider_batches import BatchState, ProviderBatch
from workbench.store.evaluations import SqliteEvaluations
from workbench.store.prompts import SqlitePrompts
from workbench.store.provider_batches import SqliteProviderBatches

BATCH = ProviderBatch("mark", "openai/x", ((0, 1), (3, 2)), NOON, promised_usd=Decimal("0.5"))


@pytest.fixture
def evaluations(workspace):
    SqlitePrompts(workspace).add(a_prompt(), a_content())
    evaluations = SqliteEvaluations(workspace)
    evaluations.add(an_evaluation(), a_dataset())
    return evaluations


def test_a_batch_is_read_as_it_was_written(workspace, evaluations):
    batches = SqliteProviderBatches(workspace)
    batches.keep(an_evaluation().id, BATCH)

    sent = replace(BATCH, batch_id="batch_1", state=BatchState.SUBMITTED, promised_usd=None)
    batches.keep(an_evaluation().id, sent)
    batches.keep(an_evaluation().id, replace(BATCH, mark="other"))

    assert batches.of(an_evaluation().id) == [sent, replace(BATCH, mark="other")]
    assert [batch.out for batch in batches.of(an_evaluation().id)] == [True, True]
    assert not replace(BATCH, state=BatchState.FETCHED).out


def test_a_batch_of_nothing_is_not_kept(workspace, evaluations):
    with pytest.raises(NotFound):
        SqliteProviderBatches(workspace).keep("nothing", BATCH)


def test_it_goes_with_its_evaluation(workspace, evaluations):
    batches = SqliteProviderBatches(workspace)
    batches.keep(an_evaluation().id, BATCH)

    evaluations.remove(an_evaluation().id)

    assert batches.of(an_evaluation().id) == []
