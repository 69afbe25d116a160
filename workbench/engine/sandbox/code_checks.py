"""Checks and transforms that are programs: asked in the sandbox, once the person trusts them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

from workbench.checks.output import Output
from workbench.domain.checks import Check, Score, Verdict
from workbench.domain.errors import InvalidInput, WorkbenchError
from workbench.domain.json_values import thaw
from workbench.domain.prompts import ToolCall
from workbench.engine.evaluating.asking import Asked, NotTrusted
from workbench.engine.sandbox.pool import Code, Sandbox

NOT_TRUSTED = "It runs code: trust this workspace first."
PYTHON_AT_START = re.compile(r"^\s*python:")


class CodeChecks:
    """`trusted` tells each time whether code of this workspace may run."""

    def __init__(self, sandbox: Sandbox, trusted: Callable[[], bool]) -> None:
        self._sandbox, self._trusted = sandbox, trusted

    async def score(self, check: Check, asked: Asked) -> Score:
        """By promptfoo's rule: true or false, a score, or an object of `pass`, `score` and
        `reason`; anything else could not be told."""
        if not self._trusted():
            return Score(Verdict.PENDING, 0.0, NOT_TRUSTED, check.metric)
        try:
            result = await self._sandbox.run(
                code_of(check), output_value(asked.output), context_of(asked, check)
            )
        except WorkbenchError as error:
            return Score(Verdict.ERROR, 0.0, error.message, check.metric)
        return score_of_result(check, result)

    async def transformed(self, expression: str, asked: Asked) -> Output:
        if not self._trusted():
            raise NotTrusted(NOT_TRUSTED)
        result = await self._sandbox.run(
            transform_code(expression), output_value(asked.output), context_of(asked)
        )
        return asked.output._replace(text=_as_text(result))


def code_of(check: Check) -> Code:
    """Raises `InvalidInput` where there is none."""
    if not isinstance(check.value, str) or not check.value.strip():
        raise InvalidInput("The check has no code.")
    function = dict(check.config).get("function", "")
    return Code(check.kind, check.value, function if isinstance(function, str) else "")


def transform_code(expression: str) -> Code:
    """JavaScript, unless it begins with `python:`."""
    if PYTHON_AT_START.match(expression):
        return Code("python", PYTHON_AT_START.sub("", expression))
    return Code("javascript", expression.removeprefix("javascript:"))


def output_value(output: Output) -> Any:
    """The text; of an answer that is nothing but tool calls, these."""
    if output.text or not output.tool_calls:
        return output.text
    return [_tool_call(call) for call in output.tool_calls]


def context_of(asked: Asked, check: Check | None = None) -> dict[str, Any]:
    """What promptfoo hands to code, as far as it is known here."""
    messages = [
        {"role": message.role.value, "content": message.text} for message in asked.run.messages
    ]
    return {
        "prompt": messages[0]["content"] if len(messages) == 1 else messages,
        "vars": dict(asked.output.values),
        "test": {
            "description": asked.case.name,
            "vars": dict(asked.output.values),
            "metadata": {"labels": list(asked.case.labels), "expected": asked.case.expected},
        },
        "config": thaw(check.config) if check else {},
        "logProbs": list(asked.output.logprobs),
        "providerResponse": {"output": asked.output.text, "cost": asked.output.cost},
    }


def score_of_result(check: Check, result: Any) -> Score:
    if isinstance(result, bool):
        passed = result is not check.negated
        return _score(check, passed, float(passed), f"The code says {str(result).lower()}.")
    if isinstance(result, int | float):
        return _of_number(check, float(result), "")
    if isinstance(result, dict):
        return _of_object(check, result)
    shown = repr(result)[:80]
    reason = f"The code gave {shown}, not true, false, a score or an object with a score."
    return Score(Verdict.ERROR, 0.0, reason, check.metric)


def _of_number(check: Check, value: float, reason: str) -> Score:
    least = check.threshold
    passed = value > 0 if least is None else value >= least
    wanted = "above 0" if least is None else f"at least {least:g}"
    words = reason or f"The code gives {value:g}; {wanted} was wanted."
    return _score(check, passed is not check.negated, value, words)


def _of_object(check: Check, result: dict[str, Any]) -> Score:
    passed = result.get("pass", result.get("pass_", result.get("passed")))
    value, reason = result.get("score"), result.get("reason") or ""
    if value is None and isinstance(passed, bool):
        value = float(passed)
    if isinstance(value, bool) or not isinstance(value, int | float) or value != value:
        words = "The code gave an object without a score or `pass`."
        return Score(Verdict.ERROR, 0.0, words, check.metric)
    if passed is None:
        return _of_number(check, float(value), str(reason))
    if not isinstance(passed, bool):
        return Score(Verdict.ERROR, 0.0, "`pass` is neither true nor false.", check.metric)
    if check.threshold is not None:
        passed = passed and value >= check.threshold
    return _score(check, passed is not check.negated, float(value), str(reason))


def _score(check: Check, passed: bool, value: float, reason: str) -> Score:
    return Score(Verdict.PASSED if passed else Verdict.FAILED, value, reason, check.metric)


def _as_text(result: Any) -> str:
    return result if isinstance(result, str) else json.dumps(result, ensure_ascii=False)


def _tool_call(call: ToolCall) -> dict[str, Any]:
    function = {"name": call.name, "arguments": call.arguments}
    return {"id": call.id, "type": "function", "function": function}
