from __future__ import annotations

import subprocess
import sys

import pytest

from workbench.domain.errors import TemplateError
from workbench.templating.variables import includes_in, variables_in


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("no tags", ()),
        ("{{ b }} {{ a }} {{ b }}", ("b", "a")),
        ("{{ second if first else third }}", ("second", "first", "third")),
        ("{% for item in items %}{{ item.name }} {{ loop.index }}{% endfor %}", ("items",)),
        ("{% set x = y %}{{ x }}", ("y",)),
        ("{% macro m(a) %}{{ a }}{{ b }}{% endmacro %}{{ m(c) }}", ("b", "c")),
        ("{{ ticket.title | upper }} {{ range(3) }}", ("ticket",)),
        ("{# {{ hidden }} #}{% raw %}{{ raw }}{% endraw %}", ()),
        ("{{ lipsum() }}", ("lipsum",)),
        ("{{ größe }}", ("größe",)),
        ("{{ call(name=value) }}", ("call", "value")),
    ],
)
def test_variables_are_the_names_a_template_reads_and_does_not_set(text, names):
    assert variables_in(text) == names


def test_an_attribute_does_not_decide_the_order_of_a_variable():
    assert set(variables_in("{{ a.b }} {{ b }}")) == {"a", "b"}


@pytest.mark.parametrize(
    ("text", "paths"),
    [
        ("none", ()),
        (
            '{% include "tone/friendly" %} {% include "a" %} {% include "a" %}',
            ("tone/friendly", "a"),
        ),
        ('{% if x %}{% include ["a", "b"] ignore missing %}{% endif %}', ("a", "b")),
        (
            '{% from "lib/macros" import greet %}{% import "lib/more" as m %}',
            ("lib/macros", "lib/more"),
        ),
        ("{% include name %}", ()),
    ],
)
def test_includes_are_the_paths_that_are_written_out(text, paths):
    assert includes_in(text) == paths


@pytest.mark.parametrize("read", [variables_in, includes_in])
def test_a_mistake_is_told_with_its_line(read):
    with pytest.raises(TemplateError, match="endfor") as raised:
        read("one\n{% for x in y %}\nthree")

    assert raised.value.line == 2


@pytest.mark.parametrize("read", [variables_in, includes_in])
def test_deep_nesting_is_told(read):
    with pytest.raises(TemplateError, match="nested too deeply"):
        read("{{ " + "(" * 5000 + "x" + ")" * 5000 + " }}")


def test_reading_computes_nothing():
    products = "{{ 'a' * 10**12 }}{{ '%1000000000000d' % 1 }}"
    fillers = "{{ 'x'.center(10**12) }}{{ 'a' | center(10**12) }}"

    assert variables_in(products + fillers) == ()


def test_loading_the_module_does_not_load_jinja():
    code = "import sys, workbench.templating.variables; print('jinja2' in sys.modules)"

    printed = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )

    assert printed.stdout.strip() == "False"
