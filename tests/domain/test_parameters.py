"""What a model takes: what is known to be refused is left out, what is not known is sent."""

from __future__ import annotations

from workbench.domain.parameters import LISTED, SENDABLE, Support, not_taken

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
