from __future__ import annotations

import pytest

from tests.builders import a_content
from workbench.domain.problems import Severity
from workbench.domain.prompts import Engine, Input, InputType, Message, PromptContent, Role
from workbench.templating.analysis import analyse, estimated_tokens


def told(content, components=None):
    """Each problem as its code and the stretch of text it points at."""
    return [
        (p.code, content.messages[p.message_index].text[p.start : p.end])
        for p in analyse(content, components or {}).problems
        if p.message_index is not None
    ]


def test_inputs_are_the_variables_used_in_order_components_included():
    declared = Input("tone", description="how to speak", default="calm")
    content = a_content("{{ b }}{% include 'c' %}{{ a }}", "{{ d|default(1) }}", inputs=(declared,))
    components = {"c": a_content("{{ tone }}{{ inner }}{{ b }}")}

    assert analyse(content, components).inputs == (
        Input("b"),
        Input("a"),
        declared,
        Input("inner"),
        Input("d", required=False),
    )


def test_a_placeholder_is_an_input_of_messages():
    content = PromptContent((Message(Role.PLACEHOLDER, name="talk"),))

    assert analyse(content, {}).inputs == (Input("talk", InputType.MESSAGES),)


def test_includes_are_followed():
    components = {"a": a_content("{% include 'b' %}"), "b": a_content("B"), "other": a_content("")}

    analysis = analyse(a_content("{% include 'a' %}"), components)

    assert analysis.includes == ("a", "b")
    assert analysis.problems == ()


def test_while_a_tag_is_being_typed_the_variables_stay():
    content = a_content(
        "{{ name }} {{ ticket.title }} {{ oth", inputs=(Input("name", max_length=3),)
    )

    analysis = analyse(content, {})

    assert [item.name for item in analysis.inputs] == ["name", "ticket", "oth"]
    assert analysis.inputs[0].max_length == 3
    assert [p.code for p in analysis.problems] == ["template"]


@pytest.mark.parametrize(
    ("text", "code", "stretch"),
    [
        ("ok\n  {{ x", "template", "{{ x"),
        ("ok\r\n{% nonsense %}", "template", "nonsense"),
        ("{{ x | uper }} uper", "unknown-filter", "uper"),
        ("upper {{ x is evn }}", "unknown-test", "evn"),
        ("\r\n\r\n{% filter uper %}{% endfilter %}", "unknown-filter", "uper"),
        ("a {% include 'no/such' %}", "include-missing", "'no/such'"),
        ('a {%- include "loop" %}', "include-circle", '"loop"'),
        ("a {% include 'broken' %}", "include-broken", "'broken'"),
        ("{% include x %}", "template", "{% include x %}"),
        ("key: sk-abcdefghijklmnopqrstuvwxyz", "secret", "sk-abcdefghijklmnopqrstuvwxyz"),
        ("é\u202eb", "hidden-character", "\u202e"),
        ("{{ " + "(" * 3000, "template", "{{ " + "(" * 3000),
    ],
)
def test_a_problem_points_at_its_place(text, code, stretch):
    components = {"loop": a_content("{% include 'loop' %}"), "broken": a_content("\n{{")}

    assert told(a_content("fine", text), components) == [(code, stretch)]


def test_a_mistake_in_a_component_says_where():
    components = {"a": a_content("{% include 'b' %}"), "b": a_content("\n{{")}

    [problem] = analyse(a_content("{% include 'a' %}"), components).problems

    assert problem.text.startswith("In b, line 2: ")
    assert problem.severity is Severity.ERROR


def test_all_mistakes_are_told_in_the_order_of_the_text():
    content = a_content("{% include 'x' %}{{ a | b }}{% include 'y' %}", "{{")

    assert [code for code, _ in told(content)] == [
        "include-missing",
        "unknown-filter",
        "include-missing",
        "template",
    ]


def test_an_input_that_is_never_used_is_a_hint():
    content = a_content("{{ a }}", inputs=(Input("a"), Input("b")))

    [problem] = analyse(content, {}).problems

    assert (problem.code, problem.severity, problem.message_index) == (
        "unused-input",
        Severity.HINT,
        None,
    )
    assert " b " in problem.text


def test_texts_that_are_no_templates_are_searched_for_secrets_only():
    content = a_content("{{ x \u200b", engine=Engine.NONE)

    assert told(content) == [("hidden-character", "\u200b")]
    assert analyse(content, {}).inputs == ()


def test_tokens_are_estimated_for_the_whole_prompt():
    content = a_content("x" * 40, "{% include 'c' %}")

    assert estimated_tokens("") == 0
    assert analyse(content, {"c": a_content("é" * 20)}).tokens == 10 + 5 + 10


def test_inputs_keep_their_order_while_a_tag_is_being_typed():
    inputs = (Input("ticket"), Input("product"))
    whole = analyse(a_content("For {{ product }}", "{{ ticket }}", inputs=inputs), {})
    typing = analyse(a_content("For {{ product }} {% if", "{{ ticket }}", inputs=inputs), {})

    assert [each.name for each in typing.inputs] == ["product", "ticket"]
    assert typing.inputs == whole.inputs
