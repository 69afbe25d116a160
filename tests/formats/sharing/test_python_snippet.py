"""The programs compile, and call the library with what was sent."""

from __future__ import annotations

import sys
from types import ModuleType, SimpleNamespace

import pytest
from hypothesis import HealthCheck, example, given, settings

from tests.formats.sharing.requests import ANY_TEXT, CONTENT, GOLDEN, HOSTILE, a_request
from workbench.domain.prompts import PromptContent
from workbench.formats.sharing.python_snippet import litellm_snippet, openai_snippet

ANSWER = SimpleNamespace(choices=[SimpleNamespace(message=SimpleNamespace(content="fine"))])
BOTH = pytest.mark.parametrize("snippet", [litellm_snippet, openai_snippet])


def called(program: str, monkeypatch) -> dict:
    """What the library would have been called with."""
    calls: list[dict] = []

    def complete(**arguments):
        calls.append(arguments)
        return ANSWER

    def client(**arguments):
        calls.append(arguments)
        completions = SimpleNamespace(create=complete)
        return SimpleNamespace(chat=SimpleNamespace(completions=completions))

    with monkeypatch.context() as patched:
        for name, member in (("litellm", "completion"), ("openai", "OpenAI")):
            module = ModuleType(name)
            setattr(module, member, complete if name == "litellm" else client)
            patched.setitem(sys.modules, name, module)
        patched.setenv("OPENAI_API_KEY", "sk-from-environment")
        patched.setenv("HOUSE_API_KEY", "sk-of-the-house")
        exec(compile(program, "copied.py", "exec"), {"print": lambda *words: None})
    return {name: value for call in calls for name, value in call.items()}


@pytest.mark.parametrize(
    ("snippet", "file"), [(litellm_snippet, "litellm.txt"), (openai_snippet, "openai.txt")]
)
def test_the_program_reads_as_it_always_did(snippet, file):
    written = snippet(a_request('It\'s "late"\n{{ now }}', model="house/llama-3"))

    assert written == (GOLDEN / file).read_text(encoding="utf-8")


@BOTH
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=ANY_TEXT)
@example(text=HOSTILE)
@example(text='"""\n' + "\ud800")
def test_any_text_reaches_the_library_as_it_is(snippet, text, monkeypatch):
    request = a_request(text)

    arguments = called(snippet(request), monkeypatch)

    assert arguments["messages"] == list(request.messages)
    assert arguments["tools"] == request.params["tools"]


@BOTH
def test_keys_come_from_the_environment(snippet, monkeypatch):
    program = snippet(a_request(model="house/llama-3"))

    arguments = called(program, monkeypatch)

    assert "sk-" not in program
    assert arguments["api_key"] == "sk-of-the-house"


def test_what_the_library_does_not_know_goes_to_the_server_beside_the_rest(monkeypatch):
    arguments = called(openai_snippet(a_request()), monkeypatch)

    assert arguments["extra_body"] == {"top_k": 5, "guided": True}


@BOTH
@pytest.mark.parametrize("name", ["class", "not a name", "a-b", 'x"]; import os #'])
def test_a_parameter_with_a_strange_name_is_still_only_a_parameter(snippet, name, monkeypatch):
    content = PromptContent(model=CONTENT.model.with_param(name, 1))

    arguments = called(snippet(a_request(content=content)), monkeypatch)

    assert {**arguments, **arguments["extra_body"]}[name] == 1
