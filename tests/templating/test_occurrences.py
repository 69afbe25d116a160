"""Where a template names its variables and components."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.errors import TemplateError
from workbench.templating.occurrences import component_places, names_set, variable_places


def renamed(text, old, new):
    for span in reversed(variable_places(text, old)):
        text = text[: span.start] + new + text[span.end :]
    return text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{{ x }} x", "{{ y }} x"),
        ("{{ 'x' }} {{ x|d('x') }}", "{{ 'x' }} {{ y|d('x') }}"),
        ("{{ a.x }} {{ a['x'] }} {{ x.x }}", "{{ a.x }} {{ a['x'] }} {{ y.x }}"),
        ("{{ a|x }} {{ a is x }}", "{{ a|x }} {{ a is x }}"),
        ("{{ f(x=x) }}", "{{ f(x=y) }}"),
        ("{# x #}{% raw %}{{ x }}{% endraw %}{{x}}", "{# x #}{% raw %}{{ x }}{% endraw %}{{y}}"),
        ("{% for x in x %}{{ x }}{% endfor %}{{x}}", "{% for x in y %}{{ x }}{% endfor %}{{y}}"),
        ("{% for i in l if x %}{{ x }}{% endfor %}", "{% for i in l if y %}{{ y }}{% endfor %}"),
        ("{% set x = 1 %}{{ x }}", "{% set x = 1 %}{{ x }}"),
        ("{% with x = x %}{{ x }}{% endwith %}{{x}}", "{% with x = y %}{{ x }}{% endwith %}{{y}}"),
        ("{% macro m(x) %}{{x}}{% endmacro %}{{x}}", "{% macro m(x) %}{{x}}{% endmacro %}{{y}}"),
        ("{% set x = x or 'a' %}{{ x }}", "{% set y = y or 'a' %}{{ y }}"),
        (
            "{% if a %}{% set x = 1 %}{% endif %}{{ x }}",
            "{% if a %}{% set y = 1 %}{% endif %}{{ y }}",
        ),
        ("{% if a %}\n  {{- x -}}\n{% endif %}", "{% if a %}\n  {{- y -}}\n{% endif %}"),
        ("x\r\n{{ x }}\r\né𝄞{{x}}", "x\r\n{{ y }}\r\né𝄞{{y}}"),
        ("{% extends 'a' %}{{ x }}{% block b %}{{ x }}{% endblock %}",
         "{% extends 'a' %}{{ y }}{% block b %}{{ y }}{% endblock %}"),
        ("{% if x is defined and x|length > 2 %}{% endif %}",
         "{% if y is defined and y|length > 2 %}{% endif %}"),
        ("{{ {'x': x}[x] if x else -x ~ x }}", "{{ {'x': y}[y] if y else -y ~ y }}"),
    ],
)  # fmt: skip
def test_only_the_variable_itself_is_renamed(text, expected):
    assert renamed(text, "x", "y") == expected


def test_a_template_that_does_not_parse_says_where():
    with pytest.raises(TemplateError) as raised:
        variable_places("{{ x }}\n{% if x %}", "x")

    assert raised.value.line == 2


def test_a_name_that_is_also_an_import_is_refused():
    with pytest.raises(TemplateError, match="import"):
        variable_places('{{ x }}{% import "a" as x %}', "x")


def test_names_a_template_sets_itself_are_known():
    text = "{% for a in b %}{% endfor %}{% set c = d %}{% import 'p' as e %}"

    assert names_set(text) == {"a", "c", "e"}


def test_components_are_found_in_every_way_to_include_them():
    text = (
        '{% include "a/b" %} "a/b" {{ "a/b" }} {% import \'a/b\' as m %}'
        '{% from "a/b" import f %}{% include ["a/b", "c"] %}{% extends "a/b" %}'
    )

    places = component_places(text, "a/b")

    assert len(places) == 5
    assert all(text[p.start : p.end] == "a/b" and text[p.start - 1] in "\"'" for p in places)


@given(st.lists(st.sampled_from(["x ", "{{ x }}", "\r\n", "é", "{# x #}", "{{- x -}} ", "𝄞"])))
def test_every_place_holds_the_name(pieces):
    text = "".join(pieces)

    places = variable_places(text, "x")

    assert all(text[place.start : place.end] == "x" for place in places)
    assert len(places) == sum("{{" in piece for piece in pieces)
