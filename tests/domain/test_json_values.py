from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from workbench.domain.json_values import JsonObject, freeze, thaw

scalars = (
    some.none() | some.booleans() | some.integers() | some.floats(allow_nan=False) | some.text()
)
json_values = some.recursive(
    scalars, lambda inner: some.lists(inner) | some.dictionaries(some.text(), inner)
)


@given(json_values)
def test_a_frozen_value_thaws_to_what_it_was(value):
    assert thaw(freeze(value)) == value
    hash(freeze(value))


def test_the_order_of_keys_is_kept():
    frozen = freeze({"b": 1, "a": 2})

    assert isinstance(frozen, JsonObject)
    assert list(frozen) == [("b", 1), ("a", 2)]


def test_what_json_has_no_word_for_is_refused():
    with pytest.raises(TypeError, match="not a JSON value: set"):
        freeze({"a": {1}})
