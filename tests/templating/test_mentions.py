from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.templating.mentions import components_named


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ('{% include "tone/warm" %}', ("tone/warm",)),
        ("{%- include 'tone/warm' -%} {% include 'b' %}", ("tone/warm", "b")),
        ('{% from "macros" import hello %}{% extends "top" %}', ("macros", "top")),
        ('{% include ["a", "b"] %}', ("a", "b")),
        ('{# {% include "a" %} #} {% include "b" %}', ("b",)),
        ('{% raw %}{% include "a" %}{% endraw %}', ()),
        ('{% included "a" %}', ()),
        ('say {% include "a"', ("a",)),
        ('include "a"', ()),
    ],
)
def test_what_is_included_is_found_and_what_is_hidden_is_not(text, named):
    assert components_named(text) == named


@given(st.text(alphabet="{}%#\"' includeraw-a/", max_size=200))
def test_any_text_can_be_looked_through(text):
    assert all(path in text for path in components_named(text))
