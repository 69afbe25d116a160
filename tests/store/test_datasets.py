from __future__ import annotations

import pytest

from tests.builders import a_content, a_prompt
from workbench.domain.datasets import Case, Dataset
from workbench.domain.errors import InvalidInput
from workbench.domain.json_values import freeze


def test_datasets_of_the_prompt_come_before_those_for_any(stores):
    stores.prompts.add(a_prompt(), a_content())
    stores.prompts.add(a_prompt("other/one"), a_content())
    for dataset in (
        Dataset("1", "any"),
        Dataset("2", "zebra", a_prompt().id),
        Dataset("3", "ant", a_prompt().id),
        Dataset("4", "another's", a_prompt("other/one").id),
    ):
        stores.datasets.save(dataset)

    assert [d.id for d in stores.datasets.datasets_for(a_prompt().id)] == ["3", "2", "1"]


def test_saving_a_dataset_replaces_its_cases_and_keeps_their_order(stores):
    stores.prompts.add(a_prompt(), a_content())
    old = Dataset("1", "cases", a_prompt().id, (Case("a"), Case("b")))
    values = (("z", freeze({"k": [1, "\ud83d"]})), ("a", None))
    new = Dataset("1", "tickets", a_prompt().id, (Case("b"), Case("c", "C", values, "x", ("l",))))
    stores.datasets.save(old)

    stores.datasets.save(new)

    assert stores.datasets.datasets_for(a_prompt().id) == [new]


def test_a_dataset_for_a_prompt_that_is_not_here_is_refused(on_disk):
    with pytest.raises(InvalidInput):
        on_disk.datasets.save(Dataset("1", "cases", "nobody"))
