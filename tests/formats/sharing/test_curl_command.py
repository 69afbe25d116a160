"""A real shell reads the command as it was meant, whatever is in the prompt."""

from __future__ import annotations

import json
import shutil
import subprocess

import pytest
from hypothesis import example, given, settings

from tests.formats.sharing.requests import ANY_TEXT, GOLDEN, HOSTILE, a_request
from workbench.formats.sharing.curl_command import curl_command

SHELL = shutil.which("sh")
FAKE = """curl() { for each in "$@"; do printf '%s\\0' "$each"; done; printf '\\0'; cat; }\n"""
"""Says which arguments it got, and what it was given to read."""

needs_shell = pytest.mark.skipif(SHELL is None, reason="there is no shell here")


def asked(command: str) -> tuple[list[str], dict]:
    done = subprocess.run(
        [SHELL or "sh"],
        input=(FAKE + command).encode(),
        env={"OPENAI_API_KEY": "sk-1 2", "HOUSE_API_KEY": "h"},
        capture_output=True,
        check=True,
    )
    arguments, _, body = done.stdout.partition(b"\0\0")
    return arguments.decode().split("\0"), json.loads(body)


def test_the_command_reads_as_it_always_did():
    written = curl_command(a_request('It\'s "late"\n{{ now }}'))

    assert written == (GOLDEN / "request.curl").read_text(encoding="utf-8")


@needs_shell
def test_the_key_is_read_from_the_environment_when_it_is_run():
    command = curl_command(a_request())

    arguments, _body = asked(command)

    assert "sk-1" not in command
    assert arguments[:3] == [
        "https://api.openai.com/v1/chat/completions",
        "-H",
        "Content-Type: application/json",
    ]
    assert "Authorization: Bearer sk-1 2" in arguments


@needs_shell
@settings(max_examples=30)
@given(ANY_TEXT)
@example(HOSTILE)
@example("END_OF_REQUEST\nreboot")
def test_any_text_reaches_the_server_as_it_is(text):
    request = a_request(text)

    arguments, body = asked(curl_command(request))

    assert body == json.loads(json.dumps(request.body))
    assert arguments[-2:] == ["--data-binary", "@-"]


@needs_shell
def test_a_server_without_a_key_gets_none():
    arguments, _body = asked(curl_command(a_request(model="ollama/llama3.2")))

    assert not [each for each in arguments if "Authorization" in each]
    assert arguments[0] == "http://127.0.0.1:11434/v1/chat/completions"
