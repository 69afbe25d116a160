from __future__ import annotations

import asyncio

import pytest

from tests.builders import a_case, a_job, a_run
from workbench.checks.output import output_of
from workbench.domain.checks import Check, Verdict
from workbench.domain.errors import ProviderError
from workbench.domain.prompts import Message, Role
from workbench.domain.runs import FailureKind
from workbench.engine.evaluating.asking import Asked
from workbench.engine.sandbox.webhooks import NOT_TRUSTED, WebhookChecks

ADDRESS = "https://checks.example/one"


class ScriptedCaller:
    def __init__(self, answer):
        self.answer, self.calls = answer, []

    async def call(self, address, document):
        self.calls.append((address, document))
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


def scored(answer, address=ADDRESS, *, trusted=True):
    run = a_run(
        job=a_job(case=a_case("Ada")), text="Hello", messages=(Message(Role.USER, "Hi Ada"),)
    )
    caller = ScriptedCaller(answer)
    asked = Asked(run, output_of(run), a_case("Ada"))
    score = asyncio.run(
        WebhookChecks(caller, lambda: trusted).score(Check("webhook", value=address), asked)
    )
    return score, caller.calls


def test_the_address_gets_output_prompt_and_variables_and_decides():
    score, calls = scored({"pass": True, "score": 0.9, "reason": "kind"})

    context = {"prompt": "Hi Ada", "vars": {"name": "Ada"}}
    assert calls == [(ADDRESS, {"output": "Hello", "context": context})]
    assert (score.verdict, score.value, score.reason) == (Verdict.PASSED, 0.9, "kind")


@pytest.mark.parametrize("answer", [None, [], "yes", {}, {"pass": "yes"}, {"score": "1"}])
def test_an_answer_that_says_nothing_is_never_a_pass(answer):
    assert scored(answer)[0].verdict is Verdict.ERROR


def test_a_server_that_fails_is_an_error_of_the_check():
    score, _calls = scored(ProviderError("It is down.", kind=FailureKind.UNREACHABLE))

    assert (score.verdict, score.reason) == (Verdict.ERROR, "It is down.")


def test_nothing_is_sent_before_the_workspace_is_trusted():
    score, calls = scored({"pass": True}, trusted=False)

    assert (score.verdict, score.reason, calls) == (Verdict.PENDING, NOT_TRUSTED, [])


@pytest.mark.parametrize(
    "address",
    [
        "",
        "checks.example",
        "file:///etc/passwd",
        "ftp://checks.example/",
        "http://checks.example/",
        "http://10.0.0.1/",
        "https://name:password@checks.example/",
        "https://",
    ],
)
def test_an_address_that_is_not_fit_is_not_asked(address):
    score, calls = scored({"pass": True}, address)

    assert (score.verdict, calls) == (Verdict.ERROR, [])


@pytest.mark.parametrize("host", ["localhost:8000", "127.0.0.1", "[::1]:80"])
def test_plain_http_stays_on_this_machine(host):
    score, _calls = scored({"pass": True}, f"http://{host}/check")

    assert score.verdict is Verdict.PASSED
