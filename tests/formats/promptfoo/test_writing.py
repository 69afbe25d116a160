from __future__ import annotations

import yaml
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import a_case, a_content, a_dataset
from tests.formats.promptfoo.conftest import FILE, RULES, MemoryFolder
from workbench.domain.checks import Check
from workbench.domain.json_values import freeze
from workbench.domain.prompts import Message, ModelChoice, OutputSchema, PromptContent, Role, Tool
from workbench.formats.promptfoo.reading import read_config
from workbench.formats.promptfoo.writing import ExportedPrompt, write_config

CHAT = PromptContent(
    (Message(Role.SYSTEM, "Be {{ tone }}."), Message(Role.USER, "{{ text }}")),
    tools=(Tool("look", "Looks it up", '{"type": "object"}'),),
    tool_choice="auto",
    output=OutputSchema("answer", '{"type": "object"}', True),
    model=ModelChoice("openai/gpt-4o-mini", params=(("temperature", 0), ("max_tokens", 9))),
)


def back(exported):
    return read_config(MemoryFolder({FILE: exported.text}), FILE, RULES)


def test_a_prompt_comes_back_with_its_model_its_tools_and_its_schema():
    suite = back(write_config(ExportedPrompt("support/ask", CHAT), {}))

    (prompt,) = suite.prompts
    assert prompt.content.messages == CHAT.messages
    assert [tool.name for tool in prompt.content.tools] == ["look"]
    assert prompt.content.output.name == "answer"
    assert prompt.content.model == CHAT.model
    assert suite.whole


def test_cases_and_checks_come_back():
    case = a_case(
        labels=("critical",), expected="x", notes="why", threshold=0.5,
        values=(("text", "hi"), ("many", freeze(["a", "b"]))),
        checks=(Check("contains", True, "no", weight=2.0, metric="tone"),),
    )  # fmt: skip
    dataset = a_dataset(cases=(case,), checks=(Check("icontains", value="{{ text }}"),))

    suite = back(write_config(ExportedPrompt("a", a_content("{{ text }}")), {}, dataset))

    (found,) = suite.dataset.cases
    assert suite.dataset.checks == dataset.checks
    assert (found.values, found.labels, found.expected, found.notes, found.checks) == (
        case.values, case.labels, case.expected, case.notes, case.checks,
    )  # fmt: skip


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"])), st.booleans())
def test_a_value_is_the_same_after_there_and_back(text, chat):
    content = CHAT if chat else a_content("{{ text }}")
    dataset = a_dataset(cases=(a_case(values=(("text", text),)),))

    (case,) = back(write_config(ExportedPrompt("a", content), {}, dataset)).dataset.cases

    assert dict(case.values)["text"] == text


def test_braces_of_a_value_are_guarded_where_promptfoo_would_fill_them_in():
    dataset = a_dataset(cases=(a_case(values=(("text", "{{ x }} #}"),)),))

    document = yaml.safe_load(write_config(ExportedPrompt("a", CHAT), {}, dataset).text)

    assert document["tests"][0]["vars"]["text"] == "{{ '{{' }} x }} {{ '#}' }}"
    assert "{% filter dump %}" in document["prompts"][0]["raw"]


def test_a_component_is_put_into_the_text():
    content = a_content('{% include "tone" %} Now.')

    exported = write_config(ExportedPrompt("a", content), {"tone": a_content("Be kind.")})

    assert yaml.safe_load(exported.text)["prompts"][0]["raw"] == "Be kind. Now."


def test_what_promptfoo_will_not_do_is_said():
    judged = Check("llm-rubric", value="x", judge="nobody/m", judge_prompt="judges/mine")
    off = a_case(enabled=False)
    dataset = a_dataset(cases=(a_case(checks=(judged,)), off))

    notes = write_config(ExportedPrompt("a", a_content("{{ a ~ b }}")), {}, dataset).notes

    assert len(notes) == 5
    assert any("judges/mine" in note for note in notes)
