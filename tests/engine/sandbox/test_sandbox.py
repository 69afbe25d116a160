"""Code of checks in real processes, with what they must not be able to do."""

from __future__ import annotations

import asyncio
import socket

import psutil
import pytest

from tests.builders import a_case, a_job, a_run
from workbench.checks.output import output_of
from workbench.domain.checks import Check, Verdict
from workbench.domain.errors import InvalidInput
from workbench.domain.json_values import freeze
from workbench.domain.prompts import Message, Role, ToolCall
from workbench.engine.evaluating.asking import Asked
from workbench.engine.sandbox.code_checks import NOT_TRUSTED, CodeChecks
from workbench.engine.sandbox.pool import Code, Sandbox


def gives(*codes, output="Hello, Ada", context=None, seconds=20.0):
    """What each gives, one after the other in one sandbox; an error's text in its place."""

    async def whole():
        sandbox = Sandbox(size=1, seconds=seconds)
        given = []
        try:
            for code in codes:
                try:
                    given.append(await sandbox.run(code, output, context or {"vars": {"a": 1}}))
                except InvalidInput as error:
                    given.append(error.message)
        finally:
            await sandbox.close()
        return given

    return asyncio.run(whole())


def python(text, function=""):
    return Code("python", text, function)


def javascript(text):
    return Code("javascript", text)


def test_an_expression_a_body_and_a_file_all_give_their_value():
    file = "import re\ndef get_assert(output, context):\n    return {'pass': True, 'score': 0.5}\n"
    named = "def other(output, context):\n    return context['vars']['a']\n"
    slow = "async def get_assert(output, context):\n    return 0.25\n"
    body = "n = len(output)\nreturn n > 3"

    assert gives(
        python("len(output) > 3"),
        python(body),
        python(file),
        python(named, "other"),
        python(slow),
    ) == [True, True, {"pass": True, "score": 0.5}, 1, 0.25]


def test_javascript_is_taken_in_every_way_that_promptfoo_takes_it():
    assert gives(
        javascript("output.length > 3"),
        javascript("const n = output.length;\nreturn n > 3;"),
        javascript("(output, context) => context.vars.a + 1"),
        javascript("module.exports = (output) => ({ pass: true, score: 0.5, reason: output });"),
        javascript("export default async (output) => output.includes('Ada');"),
        javascript("async () => { await null; return 7; }"),
        javascript("console.log(output)"),
    ) == [True, True, 2, {"pass": True, "score": 0.5, "reason": "Hello, Ada"}, True, 7, None]


def test_what_does_not_work_says_why_and_where():
    thrown, wrong, unparsed, nothing = gives(
        javascript("throw new Error('no such thing')"),
        python("x = 1\nreturn output.nothing"),
        python("return ("),
        python("def a(): return 1", "b"),
    )

    assert "no such thing" in thrown
    assert wrong.startswith("AttributeError")
    assert "does not parse" in unparsed
    assert "no function b" in nothing


def test_exact_text_goes_in_and_comes_out():
    text = 'half \ud83d, whole \U0001f600, </script> "\\ \u2028 \u202e'

    assert gives(python("output"), javascript("output"), output=text) == [text, text]


@pytest.mark.parametrize(
    "code",
    [
        javascript("while (true) {}"),
        javascript("/(a+)+$/.test('a'.repeat(50) + 'b')"),
        python("while True: pass"),
        python("10 ** 10 ** 9"),
        javascript("new Promise(() => {})"),
        javascript("'x'.repeat(2 ** 29).split('')"),
        python("'x' * 10 ** 12"),
        python("import os\nos._exit(0)"),
    ],
)
def test_code_that_takes_too_much_is_stopped_and_the_next_one_runs(code):
    stopped, after = gives(code, javascript("1 + 1"), seconds=2.0)

    assert isinstance(stopped, str)
    assert after == 2


@pytest.mark.parametrize(
    "text",
    [
        "import socket\nsocket.create_connection(('127.0.0.1', {port}), 1)",
        "import socket\nsocket.socket()",
        "import urllib.request\nurllib.request.urlopen('http://127.0.0.1:{port}/')",
        "import subprocess\nsubprocess.run(['true'])",
        "import os\nos.system('true')",
        "import os\nos.fork()",
        "import os\nos.execv('/bin/true', ['true'])",
        "import ctypes\nctypes.CDLL(None)",
        "open('{secret}').read()",
        "open('{folder}/new', 'w')",
        "import os\nos.open('{secret}', os.O_RDONLY)",
        "import os\nos.listdir('{folder}')",
        "import os\nos.remove('{secret}')",
        "import os\nos.kill(os.getppid(), 0)",
        "import pathlib\npathlib.Path('{secret}').read_text()",
    ],
)
def test_code_reaches_no_network_no_program_and_no_file_of_the_person(text, tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("sk-secret", encoding="utf-8")
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.0)
        port = server.getsockname()[1]
        filled = text.replace("{port}", str(port)).replace("{secret}", str(secret))
        statements = filled.replace("{folder}", str(tmp_path)).splitlines()
        code = "\n".join([*statements[:-1], f"result = {statements[-1]}", "return 'reached'"])
        [refused] = gives(python(code))
        with pytest.raises(BlockingIOError):
            server.accept()

    assert refused != "reached"
    assert "sk-secret" not in refused
    assert [file.name for file in tmp_path.iterdir()] == ["secret.txt"]


def test_no_key_is_in_the_environment_of_the_code(monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", "sk-planted")

    [seen] = gives(python("import os\nreturn repr(dict(os.environ))"))

    assert "sk-planted" not in seen


def test_code_of_one_check_never_runs_where_another_one_was():
    first, second, again = gives(
        python("import os, builtins\nbuiltins.left = 1\nreturn os.getpid()"),
        python("import os, builtins\nreturn [os.getpid(), hasattr(builtins, 'left')]"),
        python("import os, builtins\nbuiltins.left = 1\nreturn os.getpid()"),
    )

    assert second[0] != first
    assert second[1] is False
    assert again not in (first, second[0])


def test_what_the_code_prints_is_no_answer():
    assert gives(python("print('{\"value\": 1}')\nreturn 2")) == [2]


def test_a_closed_sandbox_leaves_no_process_behind():
    before = set(psutil.Process().children())

    gives(python("1"), javascript("2"))

    assert set(psutil.Process().children()) <= before


def asked(text="Hello, Ada", **fields):
    run = a_run(job=a_job(case=a_case("Ada")), text=text, **fields)
    run_messages = (Message(Role.USER, "Say hello to Ada."),)
    return Asked(run, output_of(run), a_case("Ada", labels=("kind",))), run_messages


def scores(*checks, trusted=True, text="Hello, Ada", **fields):
    async def whole():
        sandbox = Sandbox(size=1, seconds=20.0)
        asker = CodeChecks(sandbox, lambda: trusted)
        try:
            return [await asker.score(check, asked(text, **fields)[0]) for check in checks]
        finally:
            await sandbox.close()

    return asyncio.run(whole())


def test_nothing_runs_before_the_workspace_is_trusted(tmp_path):
    [score] = scores(Check("python", value="True"), trusted=False)

    assert (score.verdict, score.reason) == (Verdict.PENDING, NOT_TRUSTED)


def test_true_a_number_and_an_object_are_results_and_nothing_else_is():
    checks = (
        Check("javascript", value="output.includes('Ada')"),
        Check("javascript", True, "output.includes('Ada')"),
        Check("python", value="0.4"),
        Check("python", value="0.4", threshold=0.5),
        Check("python", value="{'pass': True, 'score': 0.7, 'reason': 'kind'}"),
        Check("python", value="{'pass': True, 'score': 0.7}", threshold=0.8),
        Check("python", value="{'score': 0}"),
        Check("python", value="None"),
        Check("python", value="'yes'"),
        Check("python", value="{'pass': 'yes', 'score': 1}"),
        Check("python", value=""),
    )

    found = [(score.verdict, score.value) for score in scores(*checks)]

    passed, failed, error = Verdict.PASSED, Verdict.FAILED, Verdict.ERROR
    assert found == [
        (passed, 1.0),
        (failed, 0.0),
        (passed, 0.4),
        (failed, 0.4),
        (passed, 0.7),
        (failed, 0.7),
        (failed, 0.0),
        (error, 0.0),
        (error, 0.0),
        (error, 0.0),
        (error, 0.0),
    ]


def test_code_sees_the_variables_the_labels_and_its_own_settings():
    code = """
test = context["test"]
seen = [context["vars"]["name"], test["metadata"]["labels"], context["config"]["n"]]
return seen == ["Ada", ["kind"], 3]
"""
    check = Check("python", value=code, config=freeze({"n": 3}))

    assert scores(check)[0].verdict is Verdict.PASSED


def test_tool_calls_stand_for_an_answer_without_text():
    calls = (ToolCall("1", "wave", '{"hand": "left"}'),)
    check = Check("javascript", value="output[0].function.name === 'wave'")

    assert scores(check, text="", tool_calls=calls)[0].verdict is Verdict.PASSED


def test_a_transform_changes_what_checks_see():
    async def whole(*expressions):
        sandbox = Sandbox(size=1, seconds=20.0)
        asker = CodeChecks(sandbox, lambda: True)
        one = asked('{"a": [1, 2]}')[0]
        try:
            return [(await asker.transformed(each, one)).text for each in expressions]
        finally:
            await sandbox.close()

    assert asyncio.run(
        whole(
            "JSON.parse(output).a",
            "python: output.upper()",
            "(output, context) => context.vars.name",
        )
    ) == ["[1, 2]", '{"A": [1, 2]}', "Ada"]
