"""What a model takes: what is known to be refused is left out, what is not known is sent."""

from __future__ import annotations

import pytest

from workbench.domain.parameters import LISTED, SENDABLE, Support, longest_answer, not_taken

KNOWN = Support(params=("temperature",), tools=False, schema=True)


def test_what_a_model_does_not_take_is_named():
    left_out = not_taken(KNOWN, ["temperature", "seed"], tools=True, schema=True)

    assert left_out == ("seed", "tools")


def test_what_is_not_asked_for_is_not_named():
    assert not_taken(Support(tools=False, schema=False), []) == ()


def test_what_is_not_known_is_sent():
    asked = ["seed", "top_k"]

    assert not_taken(Support(), asked, tools=True, schema=True) == ()
    assert not_taken(None, asked, tools=True, schema=True) == ()


def test_what_only_one_provider_understands_is_sent():
    assert not_taken(KNOWN, ["top_k", "extra_body"]) == ()


def test_all_that_is_known_of_can_be_sent():
    assert LISTED <= SENDABLE


@pytest.mark.parametrize(
    ("params", "longest"),
    [
        ({}, None),
        ({"max_tokens": 10}, 10),
        ({"max_tokens": 10, "max_completion_tokens": 4}, 4),
        ({"max_tokens": None, "temperature": 1}, None),
        ({"max_tokens": True}, None),
        ({"max_tokens": -3}, 0),
    ],
)
def test_an_answer_is_as_long_as_its_tightest_limit(params, longest):
    assert longest_answer(params) == longest
