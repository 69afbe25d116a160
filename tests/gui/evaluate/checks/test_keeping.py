"""What a dataset is given of the checks of an evaluation."""

from __future__ import annotations

import pytest

from workbench.domain.checks import SET, Check
from workbench.gui.evaluate.checks.keeping import unpinned


def judged(judge_prompt, value="x"):
    return Check("llm-rubric", value=value, judge_prompt=judge_prompt)


@pytest.mark.parametrize(
    ("recorded", "before", "kept"),
    [
        ("judges/llm-rubric@1", "", ""),
        ("judges/mine@2", "judges/mine", "judges/mine"),
        ("judges/mine@2", "judges/mine@2", "judges/mine@2"),
        ("judges/other@1", "judges/mine", "judges/other@1"),
    ],
)
def test_a_dataset_that_named_no_version_of_a_judge_names_none_later(recorded, before, kept):
    own = judged(before, "before")

    assert unpinned(judged(recorded), (own,)).judge_prompt == kept
    assert unpinned(Check(SET, checks=(judged(recorded),)), (Check(SET, checks=(own,)),)) == Check(
        SET, checks=(judged(kept),)
    )
