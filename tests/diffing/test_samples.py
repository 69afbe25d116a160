"""How several answers to the same request vary."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.diffing.likeness import likenesses
from workbench.diffing.samples import Spread, spread, summarised

LONG = "The customer was charged twice and asks for the second payment to be given back soon."
ANSWERS = st.lists(
    st.sampled_from(["yes", " yes\n", "no", LONG, f"{LONG} Please.", ""]), max_size=9
)


@given(ANSWERS)
def test_every_answer_is_in_one_group(texts):
    summary = summarised(texts)

    for groups in (summary.exact, summary.near):
        members = [member for group in groups for member in group.members]
        assert sorted(members) == list(range(len(texts)))
        assert sum(group.share(len(texts)) for group in groups) == pytest.approx(float(bool(texts)))


@given(ANSWERS)
def test_the_similarity_is_the_mean_over_all_pairs(texts):
    pairs = list(combinations([text.strip() for text in texts], 2))
    means = [1.0 if a == b else likenesses([a], [b])[0][0] for a, b in pairs]

    found = summarised(texts).similarity

    assert found == (pytest.approx(sum(means) / len(means)) if pairs else None)


def test_the_same_but_for_blanks_is_the_same_and_nearly_the_same_is_near():
    summary = summarised(["yes", LONG, " yes ", LONG.replace("soon", "quickly"), "no", "yes"])

    assert [(group.text, len(group.members)) for group in summary.exact[:2]] == [
        ("yes", 3),
        (LONG, 1),
    ]
    assert [(len(group.members), group.distinct) for group in summary.near] == [
        (3, 1),
        (2, 2),
        (1, 1),
    ]


def test_a_spread_tells_of_what_is_known():
    assert spread([3.0, None, 1.0, 2.0]) == Spread(1.0, 2.0, 3.0)
    assert spread([None]) is None


def test_too_many_distinct_answers_are_not_compared_by_pairs():
    summary = summarised([f"answer {number} of many" for number in range(100)])

    assert summary.similarity is None
    assert len(summary.near) == 100
