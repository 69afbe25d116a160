"""Lines of a batch's files: requests as they are uploaded, answers as they come back.

The form is that of OpenAI's batch API.
"""

from __future__ import annotations

import json
from typing import Any

import msgspec

from workbench.domain.errors import ProviderError
from workbench.domain.runs import FailureKind
from workbench.formats import typed
from workbench.providers.answers import Answer
from workbench.providers.failures import translated
from workbench.providers.openai_events import Choice, Counts, Piece, Probabilities, Said
from workbench.providers.requests import asked_for
from workbench.providers.routes import Route
from workbench.providers.wire import Wire
from workbench.services.model_ports import BatchAnswer, Ending, ModelCall

ENDPOINT = "/v1/chat/completions"
AZURES_URL = "/chat/completions"
EXPIRED, CANCELLED = "batch_expired", "batch_cancelled"


class Answered(msgspec.Struct):
    """A choice of an answer that comes as a whole."""

    message: Said | None = None
    finish_reason: str | None = None
    logprobs: Probabilities | None = None


class Completion(msgspec.Struct):
    choices: list[Answered]
    usage: Counts | None = None
    model: str | None = None
    system_fingerprint: Any = None


def request_line(custom_id: str, call: ModelCall, route: Route, litellm: Any) -> bytes:
    """With the parameters as litellm would send them. Raises `ProviderError`."""
    asked = asked_for(call, route)
    messages = asked.pop("messages")
    provider, _, name = route.litellm_model.partition("/")
    try:
        params = litellm.utils.get_optional_params(
            model=name, custom_llm_provider=provider, drop_params=False, **asked
        )
    except Exception as error:
        refusal = translated(error, Wire(0, 0), route)
    else:
        extra = params.pop("extra_body", None) or {}
        params.pop("stream", None)
        body = {"model": name, "messages": messages, **params, **extra}
        url = AZURES_URL if provider == "azure" else ENDPOINT
        line = {"custom_id": custom_id, "method": "POST", "url": url, "body": body}
        return json.dumps(line).encode("ascii") + b"\n"
    raise refusal


def read_line(line: bytes, route: Route) -> BatchAnswer | None:
    """None where it does not say to which request it belongs, or that request was cancelled."""
    try:
        document = json.loads(line)
    except (ValueError, RecursionError):
        return None
    custom_id = document.get("custom_id") if isinstance(document, dict) else None
    if not isinstance(custom_id, str):
        return None
    error, response = document.get("error"), document.get("response")
    if isinstance(error, dict):
        if error.get("code") == CANCELLED:
            return None
        return BatchAnswer(custom_id, failure=_failed(error, route))
    return _answer(custom_id, response if isinstance(response, dict) else {}, route)


def _failed(error: dict[str, Any], route: Route) -> ProviderError:
    """Of a request that was never answered."""
    if error.get("code") == EXPIRED:
        return ProviderError(
            f"{route.provider} did not get to it before the batch expired.",
            kind=FailureKind.TIMEOUT,
            hint="Nothing was paid for it. Retry sends it again.",
        )
    return _refused(500, {"error": error}, route)


def _answer(custom_id: str, response: dict[str, Any], route: Route) -> BatchAnswer:
    status, body = response.get("status_code"), response.get("body")
    if isinstance(status, int) and status >= 400:
        return BatchAnswer(custom_id, failure=_refused(status, body, route))
    try:
        return _completed(custom_id, typed.convert(body, Completion))
    except (ValueError, IndexError):
        failure = ProviderError(
            f"The answer of {route.provider} in the batch was not understood.",
            kind=FailureKind.NOT_UNDERSTOOD,
            hint="The provider does not keep to the protocol.",
        )
        return BatchAnswer(custom_id, failure=failure)


def _completed(custom_id: str, completion: Completion) -> BatchAnswer:
    """Raises `IndexError` where there is no choice, `ValueError` where it has no end."""
    choice = completion.choices[0]
    if not choice.finish_reason:
        raise ValueError("no reason to have finished")
    answer = Answer()
    delta = choice.message or Said()
    piece = Choice(delta, choice.finish_reason, choice.logprobs)
    fingerprint = completion.system_fingerprint
    said = answer.read(
        Piece([piece], completion.usage, completion.model, system_fingerprint=fingerprint)
    )
    ending = Ending(
        choice.finish_reason,
        answer.tool_calls,
        answer.usage,
        completion.model or "",
        answer.logprobs,
        answer.system_fingerprint,
    )
    return BatchAnswer(custom_id, said.text, said.reasoning, ending)


def _refused(status: int, body: Any, route: Route) -> ProviderError:
    """In the words that the same refusal has outside of a batch."""
    wire = Wire(0, 0)
    wire.answered(status, {})
    wire.head = json.dumps(body).encode("ascii")
    return translated(RuntimeError(f"status {status}"), wire, route)
