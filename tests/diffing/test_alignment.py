"""Which items two sequences have in common, and how much work that may take."""

from __future__ import annotations

import random

import pytest

from workbench.diffing import alignment
from workbench.diffing.alignment import MOST_WORK, align


@pytest.mark.parametrize("words", [40, 400, 4000])
def test_no_comparison_is_larger_than_what_ends_soon(words, monkeypatch):
    asked = []

    def counted(old, new, **options):
        asked.append(len(old) * len(new))
        return diff(old, new, **options)

    diff = alignment.diff
    monkeypatch.setattr(alignment, "diff", counted)
    chance = random.Random(words)
    old, new = ([f"w{chance.randrange(words)}" for _ in range(9000)] for _ in range(2))

    runs = align(old, new)

    assert all(work <= MOST_WORK for work in asked)
    assert [item for run in runs for item in old[run.old_start : run.old_end]] == old
    assert [item for run in runs for item in new[run.new_start : run.new_end]] == new
