"""What was said, as messages and as cases, exactly."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from tests.builders import a_content, a_job, a_run
from workbench.domain.conversations import Conversation
from workbench.domain.datasets import Case
from workbench.domain.json_values import thaw
from workbench.domain.prompts import (
    Engine,
    Input,
    InputType,
    Message,
    PromptContent,
    Role,
    ToolCall,
)
from workbench.gui.write.conversation.keeping import (
    as_case,
    messages_input,
    text_inputs,
    with_messages,
)
from workbench.templating.rendering import Renderer

SAID = (
    Message(Role.ASSISTANT, "High.", tool_calls=(ToolCall("1", "look_up", "{}"),)),
    Message(Role.TOOL, "lost", "look_up", tool_call_id="1"),
    Message(Role.USER, "Sure?"),
)
TEXT = st.text(st.characters(exclude_categories=["Cs"]))
TAGS = st.text(alphabet="{}%#-+ \nendraw'a")


@given(TEXT | TAGS, st.sampled_from([Engine.JINJA2, Engine.NONE]))
@example("{% endraw %}{{ x }}", Engine.JINJA2)
@example("{{ x }}{", Engine.JINJA2)
@example("{%- endraw -%}{{", Engine.JINJA2)
@example("{#", Engine.JINJA2)
def test_what_was_said_renders_to_itself(text, engine):
    said = Message(Role.USER, text)
    content = PromptContent(messages=(), engine=engine)

    [rendered] = Renderer().render(with_messages(content, [said]), {}, {})

    [plain] = Renderer().render(PromptContent((said,), Engine.NONE), {}, {})
    # The end of a message's text has no line feeds where it is sent
    assert rendered.text.rstrip("\n") == plain.text.rstrip("\n")


def conversation() -> Conversation:
    first = a_run("run-0", job=a_job("run-0", case=Case(values=(("ticket", "x"), ("tone", "y")))))
    job = a_job("run-1", continues="run-0", turns=SAID, case=first.job.case)
    return Conversation((first, a_run("run-1", job=job, text="Yes.")))


def test_the_case_keeps_the_other_values_it_began_with():
    case = as_case(conversation(), "sure", "ticket", whole=False)

    assert case.values == (("tone", "y"), ("ticket", "Sure?"))


def test_an_input_for_messages_takes_all_that_was_said():
    content = a_content(inputs=(Input("talk", InputType.MESSAGES),))
    placeholder = Message(Role.PLACEHOLDER, name="talk")

    case = as_case(conversation(), "sure", messages_input(content), whole=True)

    prompt = PromptContent((placeholder,), inputs=content.inputs)
    values = {"talk": thaw(dict(case.values)["talk"])}
    rendered = Renderer().render(prompt, {}, values)
    assert rendered == (*SAID, Message(Role.ASSISTANT, "Yes."))


def test_only_inputs_for_text_can_take_what_was_said_last():
    inputs = (Input("a"), Input("b", InputType.INTEGER), Input("c"))

    assert text_inputs(inputs) == ("a", "c")
    assert messages_input(a_content(inputs=inputs)) == ""
