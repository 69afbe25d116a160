from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.templating.test_cutting import TEMPLATES
from workbench.domain.errors import TemplateError
from workbench.templating.mentions import components_named, components_perhaps_named
from workbench.templating.variables import includes_in


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


@settings(max_examples=300)
@given(TEMPLATES)
def test_all_that_is_read_by_its_syntax_is_perhaps_named(text):
    try:
        included = includes_in(text)
    except TemplateError:
        return

    assert set(included) <= set(components_perhaps_named(text))


def test_what_a_string_hides_from_a_quick_look_is_perhaps_named():
    assert components_perhaps_named('{{ "{#" }}{% include "tone/friendly" %}') == ("tone/friendly",)
    assert components_perhaps_named("Include tone/friendly, please.") == ()
