"""The configuration is read back as it was meant, and its templates render to what was sent."""

from __future__ import annotations

import json

import yaml
from hypothesis import example, given
from hypothesis import strategies as st
from jinja2 import Environment

from tests.formats.sharing.requests import GOLDEN, HOSTILE, a_request
from workbench.formats.sharing.promptfoo_test import guarded, promptfoo_test

TEXT = st.text()
BRACES = st.text(alphabet="{}%#'\" a\n")


def test_the_file_reads_as_it_always_did():
    written = promptfoo_test(a_request('It\'s "late"\n{{ now }}', expected="soon"))

    assert written == (GOLDEN / "promptfoo.yaml").read_text(encoding="utf-8")


@given(TEXT | BRACES)
@example(HOSTILE)
@example("{{{%{#")
def test_a_guarded_text_renders_to_itself(text):
    kept = text.replace("\r\n", "\n").replace("\r", "\n")

    assert Environment(keep_trailing_newline=True).from_string(guarded(kept)).render() == kept


@given(TEXT | BRACES)
@example(HOSTILE)
@example("file://etc/passwd")
def test_any_text_is_read_back_and_sent_as_it_was(text):
    document = yaml.safe_load(promptfoo_test(a_request(text, expected=text)))

    messages = json.loads(document["prompts"][0]["raw"])
    assert messages[1]["content"] == guarded(text)
    if text:
        assert document["tests"][0]["assert"][0]["value"] == guarded(text)


def test_an_expected_answer_names_no_file_to_be_read():
    document = yaml.safe_load(promptfoo_test(a_request(expected="file:///etc/passwd")))

    assert not document["tests"][0]["assert"][0]["value"].startswith("file:")


def test_the_key_is_a_variables_name():
    document = yaml.safe_load(promptfoo_test(a_request(model="house/llama-3")))

    [provider] = document["providers"]
    assert provider["id"] == "openai:chat:llama-3"
    assert provider["config"]["apiKeyEnvar"] == "HOUSE_API_KEY"
    assert provider["config"]["apiBaseUrl"] == "https://models.example.org/v1"
