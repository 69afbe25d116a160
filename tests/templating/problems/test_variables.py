"""Variables, inputs and values that do not fit each other, and how each is mended."""

from __future__ import annotations

import pytest

from tests.builders import a_content
from workbench.domain.fixes import FixCommand, mended
from workbench.domain.problems import Severity
from workbench.domain.prompts import Input, InputType, Message, PromptContent, Role
from workbench.templating.analysis import analyse
from workbench.templating.problems.variables import nearest


def told(content, code, components=None, **scope):
    found = analyse(content, components or {}, **scope).problems
    return [problem for problem in found if problem.code == code]


def test_a_name_that_is_nearly_a_declared_one_is_written_everywhere_at_once():
    content = a_content("{{ tickt }} and {{ tickt }}", "{{ ticket }}", inputs=(Input("ticket"),))

    first, second = told(content, "unknown-variable")

    assert first.severity is Severity.WARNING
    assert (first.start, second.start) == (3, 19)
    changed = mended(content, first.fixes[0])
    assert changed.messages[0].text == "{{ ticket }} and {{ ticket }}"
    assert mended(content, first.fixes[1]).inputs == (Input("ticket"), Input("tickt"))


def test_another_name_is_a_hint_to_declare_it():
    content = a_content("{{ tone }} {{ ticket }}", inputs=(Input("ticket"),))

    [problem] = told(content, "unknown-variable")

    assert problem.severity is Severity.HINT
    assert [fix.title for fix in problem.fixes] == ["Declare tone as an input"]


def test_without_declared_inputs_every_name_is_one():
    assert (
        told(
            a_content("{{ tone }}{% for item in list %}{{ item }}{% endfor %}"), "unknown-variable"
        )
        == []
    )


def test_without_declared_inputs_the_name_that_has_a_value_is_meant():
    content = a_content("{{ tickt }} {{ tone }}")

    [problem] = told(content, "unknown-variable", given=("ticket", "tone"))

    assert mended(content, problem.fixes[0]).messages[0].text == "{{ ticket }} {{ tone }}"


@pytest.mark.parametrize(
    ("name", "known", "meant"),
    [
        ("tickt", ("ticket", "tone"), "ticket"),
        ("Ticket", ("ticket",), "ticket"),
        ("item1", ("item2",), ""),
        ("ticket", ("ticket",), ""),
        ("x", ("y",), ""),
    ],
)
def test_the_nearest_name_is_the_one_that_was_meant(name, known, meant):
    assert nearest(name, known) == meant


def test_an_unused_input_is_removed():
    content = a_content("{{ a }}", inputs=(Input("a"), Input("b")))

    [problem] = told(content, "unused-input")

    assert mended(content, problem.fixes[0]).inputs == (Input("a"),)


@pytest.mark.parametrize(
    ("declared", "code"),
    [
        (Input("a", InputType.INTEGER, default="many"), "input-default"),
        (Input("a", default="red", choices=("green", "blue")), "input-default"),
        (Input("a", InputType.NUMBER, choices=(1, "two")), "input-choice"),
        (Input("a", default="long", max_length=2), "input-default"),
    ],
)
def test_a_default_or_choice_that_does_not_fit_is_told_and_removed(declared, code):
    content = a_content("{{ a }}", inputs=(declared,))

    [problem] = told(content, code)

    assert told(mended(content, problem.fixes[0]), code) == []


def test_defaults_and_choices_that_fit_are_left_alone():
    inputs = (
        Input("a", InputType.INTEGER, default=3, choices=(3, 4)),
        Input("b", InputType.ARRAY, default=("x",)),
        Input("c", InputType.BOOLEAN, default=False),
    )

    assert analyse(a_content("{{ a }}{{ b }}{{ c }}", inputs=inputs), {}).problems == ()


def test_an_empty_message_among_others_is_removed():
    content = PromptContent(
        (
            Message(Role.SYSTEM, "Be kind."),
            Message(Role.USER, " \n"),
            Message(Role.PLACEHOLDER, name="t"),
        )
    )

    [problem] = told(content, "empty-message")

    assert len(mended(content, problem.fixes[0]).messages) == 2
    assert told(a_content(""), "empty-message") == []


def test_a_missing_component_is_created_and_an_archived_one_brought_back():
    content = a_content("{% include 'tone/warm' %}")

    [missing] = told(content, "include-missing")
    [archived] = told(content, "include-archived", archived=("tone/warm",))

    assert (missing.fixes[0].command, missing.fixes[0].target) == (
        FixCommand.CREATE_COMPONENT,
        "tone/warm",
    )
    assert archived.fixes[0].command is FixCommand.BRING_BACK
    assert archived.text == "The component tone/warm is archived."


def test_no_component_is_created_at_a_path_that_cannot_be_one():
    [missing] = told(a_content("{% include 'Tone!' %}"), "include-missing")

    assert missing.fixes == ()


def test_a_secret_becomes_a_variable_where_there_are_variables():
    key = "sk-abcdefghijklmnopqrstuvwxyz"
    [problem] = told(a_content(f"Key: {key}"), "secret")

    changed = mended(a_content(f"Key: {key}"), problem.fixes[0])

    assert changed.messages[0].text == "Key: {{ secret }}"
    assert changed.inputs == (Input("secret"),)


@pytest.mark.parametrize(
    "text", ["e\u0301t e\u0301", "a\u0316\u0301", "\u1100\u1161\u11a8", "x\u212b"]
)
def test_letters_in_parts_are_put_together(text):
    [problem] = told(a_content("fine", text), "not-composed")

    changed = mended(a_content("fine", text), problem.fixes[0])

    assert told(changed, "not-composed") == []


def test_rules_that_are_off_are_not_looked_for_but_those_that_stop_a_run_are():
    content = a_content("{{ x | uper }}\u200b {{", "Be kind to all. Be kind to all.")
    off = ("hidden-character", "template", "repeated-sentence", "contradiction")

    assert [problem.code for problem in analyse(content, {}, rules_off=off).problems] == [
        "template"
    ]
