"""The short way must give what Jinja2 gives, or leave the prompt to Jinja2."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.builders import a_content
from workbench.domain.errors import MissingValues, TemplateTooCostly, WorkbenchError
from workbench.domain.prompts import Engine, Input, InputType, Message, PromptContent, Role
from workbench.templating.plain import TAKEN, plain_messages
from workbench.templating.rendering import LARGEST, Renderer

RENDERER = Renderer()
NAMES = ["name", "x", "_y", "true", "loop", "range", "a1"]
SIGNS = ["{{", "}}", "{%", "%}", "{#", "#}", "{", "}", "-", " ", "\n", "\r\n", "\u00a0", "\u2028"]
TAGS = ["{{ x }}", "{{x}}", "{{\nname\t}}", "{{- x }}", "{{ x -}}", "{{ x | upper }}", *NAMES]
TEXTS = st.lists(st.sampled_from(SIGNS + TAGS) | st.text(max_size=4), max_size=12).map("".join)
SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8)
KINDS = st.sampled_from([InputType.STRING, InputType.INTEGER, InputType.BOOLEAN])
INPUTS = st.builds(Input, st.sampled_from(NAMES), KINDS, required=st.sampled_from([None, False]))


def outcome(render):
    try:
        return render()
    except WorkbenchError as error:
        return type(error), error.message


@given(
    st.lists(TEXTS, max_size=3),
    st.dictionaries(st.sampled_from(NAMES), SCALARS),
    st.lists(INPUTS, max_size=2, unique_by=lambda item: item.name),
)
@example(["{{{ x }}}"], {"x": "X"}, [])
@example(["{{ x }}{{ name }}"], {}, [Input("x", required=False)])
@example(["{{ x }}"], {"x": 10**5000}, [])
def test_the_short_way_gives_what_jinja_gives(texts, values, inputs):
    content = PromptContent(tuple(Message(Role.USER, text) for text in texts), inputs=tuple(inputs))

    short = outcome(lambda: plain_messages(content, values, largest=LARGEST))

    assert short is None or short == outcome(lambda: RENDERER.render(content, {}, values))


@pytest.mark.parametrize(
    "text",
    [
        "{{ x.y }}",
        "{{ x|upper }}",
        "{% if x %}{% endif %}",
        "{# x #}",
        "{{ x",
        "{{ 'x' }}",
        "{{- x }}",
    ]
    + [f"{{{{ {name} }}}}" for name in sorted(TAKEN)],
)
def test_whatever_is_more_than_a_name_is_left_to_jinja(text):
    assert plain_messages(a_content(text), {"x": "X"}, largest=100) is None


@pytest.mark.parametrize("value", [["a"], {"a": 1}, 10**400])
def test_values_that_are_no_plain_scalars_are_left_to_jinja(value):
    assert plain_messages(a_content("{{ x }}"), {"x": value}, largest=100) is None


def test_plain_prompts_are_filled_in_with_their_roles():
    content = PromptContent((Message(Role.SYSTEM, "Be {{ tone }}."), Message(Role.USER, "{{x}}")))

    assert plain_messages(content, {"tone": "calm", "x": 3}, largest=100) == (
        Message(Role.SYSTEM, "Be calm."),
        Message(Role.USER, "3"),
    )


def test_a_text_that_is_no_template_is_plain():
    content = a_content("{{ x.y }}", engine=Engine.NONE)

    assert plain_messages(content, {}, largest=100) == content.messages


def test_missing_values_and_sizes_are_told_here_too():
    with pytest.raises(MissingValues):
        plain_messages(a_content("{{ x }}"), {}, largest=100)
    with pytest.raises(TemplateTooCostly):
        plain_messages(a_content("{{ x }}{{ x }}"), {"x": "é" * 30}, largest=100)
