from __future__ import annotations

import pytest

from tests.builders import a_column, an_evaluation
from workbench.domain.review_titles import blind_title


def titled(name, dataset="Everyday tickets"):
    columns = (a_column(version=3, model="openai/gpt-4o"), a_column(version=None, model="demo/x"))
    return blind_title(an_evaluation(name=name, dataset_name=dataset, columns=columns))


@pytest.mark.parametrize("name", ["Before the fair", "Tickets of v30", "Tone 3", "Drafted by hand"])
def test_a_review_is_called_after_its_evaluation(name):
    assert titled(name) == name


@pytest.mark.parametrize(
    "name",
    [
        "Everyday tickets · v3",
        "Everyday tickets · v3 and draft",
        "Version 3 again",
        "The new Draft",
        "GPT or not",
        "openai",
    ],
)
def test_a_name_that_tells_a_version_or_a_model_is_not_shown_to_reviewers(name):
    assert titled(name) == "Everyday tickets"


def test_a_dataset_without_a_name_tells_nothing_either():
    assert titled("v3", dataset="") == "Review"
