"""What litellm raises, said as a `ProviderError`: what happened and how to mend it."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from workbench.domain.errors import ProviderError
from workbench.domain.redaction import redacted
from workbench.domain.runs import FailureKind
from workbench.providers.routes import Route
from workbench.providers.wire import Wire
from workbench.services.ports import KeyStore

LONGEST_QUOTE = 500
LONGEST_WAIT = 24 * 3600.0
PREFIX = re.compile(r"^(?:litellm\.)?\w*(?:Error|Exception)(?:: | - )")
AFTERWORD = re.compile(r"\s*(?:Traceback \(most recent|This looks like a bug in LiteLLM)")

KINDS = {
    400: FailureKind.REFUSED_REQUEST,
    401: FailureKind.KEY_REFUSED,
    402: FailureKind.QUOTA,
    403: FailureKind.KEY_REFUSED,
    404: FailureKind.NOT_FOUND,
    408: FailureKind.TIMEOUT,
    413: FailureKind.TOO_LONG,
    429: FailureKind.RATE_LIMITED,
}
SAID = {
    FailureKind.KEY_REFUSED: "{provider} refused the key",
    FailureKind.NOT_FOUND: "{provider} has no such model",
    FailureKind.RATE_LIMITED: "{provider} asks to slow down",
    FailureKind.QUOTA: "The quota at {provider} is used up",
    FailureKind.TOO_LONG: "The prompt is too long for the model",
    FailureKind.REFUSED_REQUEST: "{provider} refused the request",
    FailureKind.TIMEOUT: "{provider} gave up waiting",
    FailureKind.PROVIDER: "{provider} failed",
}
HINTS = {
    FailureKind.KEY_REFUSED: "Check the key in Settings, Keys, and what it may use.",
    FailureKind.NOT_FOUND: "Check the name of the model, and that the key may use it.",
    FailureKind.RATE_LIMITED: "Wait, or lower the number of runs at a time in Settings, Limits.",
    FailureKind.QUOTA: "Add credit or raise the limit at the provider.",
    FailureKind.TOO_LONG: "Shorten the prompt, or choose a model that reads more.",
    FailureKind.REFUSED_REQUEST: "Check the parameters and the messages of the prompt.",
    FailureKind.TIMEOUT: "Try again.",
    FailureKind.PROVIDER: "Try again later. The fault is on the provider's side.",
}
QUOTA_WORDS = ("insufficient_quota", "exceeded your current quota", "billing", "credit balance")
LENGTH_WORDS = ("context_length", "context length", "context window", "prompt is too long")


def key_missing(provider: str, variable: str) -> ProviderError:
    return ProviderError(
        f"No key for {provider}. Add one in Settings, Keys, or set {variable}.",
        kind=FailureKind.KEY_MISSING,
        hint="",
    )


def key_for(keys: KeyStore, route: Route) -> str | None:
    """Raises `ProviderError` where one is needed and there is none. Asks the keyring: call it in
    a thread."""
    key = keys.key(route.provider)
    if key is None and route.key_required:
        raise key_missing(route.provider, keys.status(route.provider).variable)
    return key


def without_secrets(failure: ProviderError, secrets: Iterable[str]) -> ProviderError:
    """A new error: the foreign one, which may hold a key, is not in its chain."""
    return ProviderError(
        redacted(failure.message, secrets),
        kind=failure.kind,
        hint=failure.hint,
        status=failure.status,
        retry_after=failure.retry_after,
    )


def broken_off(wire: Wire, why: str) -> ProviderError:
    return ProviderError(
        why,
        kind=FailureKind.BROKEN_OFF,
        hint="Run it again for a complete answer.",
        status=wire.status,
    )


def not_understood(wire: Wire) -> ProviderError:
    """With the first of what came instead of an answer."""
    came = _quoted(wire.head.decode("utf-8", "replace"), 200)
    begins = f"It begins: {came}" if came else "It was empty."
    return ProviderError(
        f"The answer of {wire.host or 'the provider'} was not understood. {begins}",
        kind=FailureKind.NOT_UNDERSTOOD,
        hint="Check the base URL: it must be the address of an OpenAI-compatible server.",
        status=wire.status,
    )


def translated(error: Exception, wire: Wire, route: Route) -> ProviderError:
    """Seen on the wire if possible, as litellm has it otherwise. Not yet redacted."""
    if wire.verdict:
        return wire.verdict
    if wire.status is not None and wire.status >= 400:
        return _refused(wire.status, _provider_words(wire) or _litellm_words(error), wire, route)
    if wire.status is not None and 300 <= wire.status < 400:
        return ProviderError(
            f"{wire.host} sends the request elsewhere for ever.",
            kind=FailureKind.UNREACHABLE,
            hint="Check the base URL.",
            status=wire.status,
        )
    if wire.lost:
        return broken_off(wire, f"The connection to {wire.host} was lost in mid-answer.")
    causes = list(_causes(error))
    if any(isinstance(cause, json.JSONDecodeError | UnicodeDecodeError) for cause in causes):
        return ProviderError(
            f"A piece of the answer of {route.provider} was not understood: "
            f"{_quoted(_litellm_words(causes[-1]), 200)}",
            kind=FailureKind.NOT_UNDERSTOOD,
            hint="The server does not keep to the protocol.",
            status=wire.status,
        )
    if wire.status is not None:
        return _refused(500, _litellm_words(error), wire, route)
    status = next((s for s in (getattr(c, "status_code", None) for c in causes) if s), 500)
    return _refused(int(status), _litellm_words(causes[0]), wire, route)


def retry_after(headers: dict[str, str], now: datetime) -> float | None:
    """Seconds to wait, from a number or a date; None where nothing usable is said."""
    try:
        if milliseconds := headers.get("retry-after-ms"):
            return _sensible(float(milliseconds) / 1000)
        value = headers.get("retry-after", "").strip()
        if re.fullmatch(r"\d+(\.\d+)?", value):
            return _sensible(float(value))
        at = parsedate_to_datetime(value)
    except ValueError:
        return None
    return _sensible((at.replace(tzinfo=at.tzinfo or UTC) - now).total_seconds())


def _sensible(seconds: float) -> float | None:
    if not math.isfinite(seconds):
        return None
    return min(max(seconds, 0.0), LONGEST_WAIT)


def _refused(status: int, words: str, wire: Wire, route: Route) -> ProviderError:
    kind = _kind(status, f"{words} {wire.head.decode('utf-8', 'replace')}".lower())
    said = SAID[kind].format(provider=route.provider)
    return ProviderError(
        f"{said}: {_quoted(words)}" if words else f"{said} (status {status}).",
        kind=kind,
        hint=HINTS[kind],
        status=status,
        retry_after=retry_after(wire.headers, datetime.now(UTC)),
    )


def _kind(status: int, words: str) -> FailureKind:
    if status in (400, 402, 403, 429) and any(word in words for word in QUOTA_WORDS):
        return FailureKind.QUOTA
    if status in (400, 413, 422) and any(word in words for word in LENGTH_WORDS):
        return FailureKind.TOO_LONG
    if status in KINDS:
        return KINDS[status]
    return FailureKind.REFUSED_REQUEST if 400 <= status < 500 else FailureKind.PROVIDER


def _provider_words(wire: Wire) -> str:
    """The message in the provider's own answer, in the forms that are in use."""
    try:
        document: Any = json.loads(wire.head)
    except ValueError:
        return ""
    if isinstance(document, list) and document:
        document = document[0]
    for name in ("error", "message", "detail", "error_description"):
        value = document.get(name) if isinstance(document, dict) else None
        if isinstance(value, dict):
            value = value.get("message")
        if isinstance(value, str) and value.strip():
            return value
    return ""


def _litellm_words(error: BaseException) -> str:
    """Its message without the names of classes in front."""
    error = getattr(error, "original_exception", None) or error
    words = str(getattr(error, "message", "") or error) or type(error).__name__
    words = AFTERWORD.split(words)[0]
    while match := PREFIX.match(words):
        words = words[match.end() :]
    return words


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    """The error and what is behind it, each once."""
    seen: set[int] = set()
    waiting = [error]
    while waiting:
        cause = waiting.pop(0)
        if cause is not None and id(cause) not in seen:
            seen.add(id(cause))
            yield cause
            waiting += [
                getattr(cause, "original_exception", None),
                cause.__cause__,
                cause.__context__,
            ]


def _quoted(text: str, longest: int = LONGEST_QUOTE) -> str:
    """In one line, with nothing in it that a terminal or a reader is misled by."""
    shown = "".join(c if c.isprintable() else " " for c in text)
    line = " ".join(shown.split())
    return line if len(line) <= longest else line[: longest - 1] + "…"
