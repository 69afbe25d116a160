from __future__ import annotations

import pytest

from workbench.formats.promptfoo.templates import to_jinja, to_nunjucks


@pytest.mark.parametrize(
    ("nunjucks", "jinja"),
    [
        ("{{ name }}", "{{ name }}"),
        ("{% if a %}x{% elseif b %}y{% endif %}", "{% if a %}x{% elif b %}y{% endif %}"),
        ("{{ thing | dump }}", "{{ thing | tojson }}"),
        ("{{ thing | dump(2) | safe }}", "{{ thing | tojson(indent=2) | safe }}"),
        ("{{ items.length }}", "{{ (items | length) }}"),
        ("{% if a.b.length > 2 %}x{% endif %}", "{% if (a.b | length) > 2 %}x{% endif %}"),
        ("{% if a === 'b===c' %}x{% endif %}", "{% if a == 'b===c' %}x{% endif %}"),
        ("{{ name.toUpperCase() }}", "{{ (name | upper) }}"),
        ("{{ items.join(', ') }}", "{{ (items | join(', ')) }}"),
        ("{% for k, v in m %}{% endfor %}", "{% for k, v in m.items() %}{% endfor %}"),
        ("{{ loop.index }} of .length", "{{ loop.index }} of .length"),
        ("{% raw %}{{ a.length }}{% endraw %}", "{% raw %}{{ a.length }}{% endraw %}"),
        ("{# a.length #}", "{# a.length #}"),
        ("a.length and {{", "a.length and {{"),
    ],
)  # fmt: skip
def test_words_of_nunjucks_become_those_of_jinja(nunjucks, jinja):
    assert to_jinja(nunjucks) == (jinja, ())


@pytest.mark.parametrize(
    "text",
    [
        "{{ env.SECRET }}",
        "{{ items.map(f) }}",
        "{% include 'x' %}",
        "{% asyncEach a in b %}{% endeach %}",
        "{% for turn in _conversation %}{% endfor %}",
    ],
)
def test_what_has_no_counterpart_is_named(text):
    assert to_jinja(text).strange


@pytest.mark.parametrize(
    "text", ["{{ a | tojson }}", "{{ a | tojson(indent=2) }}", "{% if a is defined %}b{% endif %}"]
)
def test_there_and_back_is_the_same(text):
    assert to_jinja(to_nunjucks(text).text).text == text
