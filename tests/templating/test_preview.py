from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import a_content
from workbench.domain.errors import WorkbenchError
from workbench.domain.problems import Severity
from workbench.domain.prompts import Input, InputType, Message, PromptContent, Role
from workbench.templating.preview import Previewer
from workbench.templating.rendering import Renderer

PREVIEWER, RENDERER = Previewer(), Renderer()


def marked(content, values=None, components=None):
    """The rendered texts with what values filled in between brackets."""
    preview = PREVIEWER.preview(content, components or {}, values or {})
    return [_bracketed(message.text, message.spans) for message in preview.messages]


def _bracketed(text, spans):
    for start, end in reversed(spans):
        text = f"{text[:start]}[{text[start:end]}]{text[end:]}"
    return text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Hello {{ name }}.", "Hello [Ada]."),
        ("{{ name }}{{ name }}", "[Ada][Ada]"),
        ("😀{{ name | upper }}é", "😀[ADA]é"),
        ("{% for n in many %}{{ n }}, {% endfor %}", "[1], [2], "),
        ("{% if name %}static{% endif %}", "static"),
        ("{{ 'literal' }} {{ name ~ '!' }}", "literal [Ada!]"),
        ("{% set x %}<{{ name }}>{% endset %}{{ x | length }}", "[5]"),
        ("{% filter upper %}a{{ name }}{% endfilter %}", "AADA"),
        ("{% macro m(x) %}<{{ x }}>{% endmacro %}{{ m(name) }}", "[<Ada>]"),
        ("{{ '' }}{{ none }}", "None"),
        ("no tags", "no tags"),
    ],
)
def test_what_values_filled_in_is_marked(text, shown):
    assert marked(a_content(text), {"name": "Ada", "many": [1, 2]}) == [shown]


def test_marks_reach_into_components_and_cover_inserted_messages():
    content = PromptContent(
        (Message(Role.USER, "{% include 'c' %}!"), Message(Role.PLACEHOLDER, name="talk"))
    )
    talk = [{"role": "user", "content": "hi"}]

    shown = marked(content, {"name": "Ada", "talk": talk}, {"c": a_content("Dear {{ name }}")})

    assert shown == ["Dear [Ada]!", "[hi]"]


@given(
    st.lists(
        st.sampled_from(["{{ a }}", "{{ b|upper }}", "{% if a %}", "{% endif %}", "\r\n", "{{"])
        | st.text(max_size=5),
        max_size=8,
    ).map("".join),
    st.text(max_size=5),
)
def test_a_preview_shows_what_would_be_sent(text, value):
    content, values = a_content(text), {"a": value, "b": "ß"}
    try:
        sent = [m.text for m in RENDERER.render(content, {}, values)]
    except WorkbenchError:
        sent = []

    preview = PREVIEWER.preview(content, {}, values)

    assert [m.text for m in preview.messages] == sent
    assert (preview.problem is None) == bool(sent)


def test_missing_values_show_as_their_tags_and_are_told():
    content = a_content(
        "Hi {{ name }}, {{ a.b }}{% for x in many %}x{% endfor %}{{ name | upper }}"
    )

    preview = PREVIEWER.preview(content, {}, {})

    assert preview.messages[0].text.startswith("Hi {{ name }}, {{")
    assert preview.problem.severity is Severity.WARNING
    assert preview.problem.code == "missing-value"
    assert "a, many, name" in preview.problem.text
    assert content.messages[0].text[preview.problem.start : preview.problem.end] == "name"


def test_a_mistake_is_placed_and_the_messages_before_it_are_shown():
    text = "line\r\n{{ name.nothing }}"

    preview = PREVIEWER.preview(a_content("first", text, "never"), {}, {"name": "Ada"})

    assert [m.text for m in preview.messages] == ["first"]
    problem = preview.problem
    assert (problem.message_index, text[problem.start : problem.end]) == (1, "nothing")


def test_a_value_that_does_not_fit_is_told():
    content = a_content("{{ n }}", inputs=(Input("n", InputType.INTEGER),))

    problem = PREVIEWER.preview(content, {}, {"n": "many"}).problem

    assert (problem.code, problem.severity) == ("value", Severity.ERROR)
