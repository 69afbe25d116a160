"""Checks that ask a web address of the user's, once the workspace is trusted."""

from __future__ import annotations

import ipaddress
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from workbench.domain.checks import Check, Score, Verdict
from workbench.domain.errors import WorkbenchError
from workbench.engine.evaluating.asking import Asked
from workbench.engine.sandbox.code_checks import context_of, output_value, score_of_result
from workbench.services.model_ports import WebhookCaller

NOT_TRUSTED = "It sends the output to an address: trust this workspace first."


class WebhookChecks:
    def __init__(self, caller: WebhookCaller, trusted: Callable[[], bool]) -> None:
        self._caller, self._trusted = caller, trusted

    async def score(self, check: Check, asked: Asked) -> Score:
        """What is sent and expected is promptfoo's: `{output, context}`, answered by an object
        with `pass`, and perhaps `score` and `reason`."""
        address = check.value if isinstance(check.value, str) else ""
        if reason := _unfit(address):
            return Score(Verdict.ERROR, 0.0, reason, check.metric)
        if not self._trusted():
            return Score(Verdict.PENDING, 0.0, NOT_TRUSTED, check.metric)
        sent = {"output": output_value(asked.output), "context": _context(asked)}
        try:
            answer = await self._caller.call(address, sent)
        except WorkbenchError as error:
            return Score(Verdict.ERROR, 0.0, error.message, check.metric)
        if not isinstance(answer, dict):
            return Score(Verdict.ERROR, 0.0, "The address gave no object.", check.metric)
        return score_of_result(check, answer)


def _context(asked: Asked) -> dict[str, Any]:
    whole = context_of(asked)
    return {"prompt": whole["prompt"], "vars": whole["vars"]}


def _unfit(address: str) -> str:
    """Why nothing is sent there; empty if it may be. Plain HTTP stays on this machine."""
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return "A webhook needs an address that begins with https://."
    if parts.username or parts.password:
        return "The address holds a password, which would be kept with the dataset."
    if parts.scheme == "http" and not _is_local(parts.hostname):
        return "Plain http:// is used on this machine only: the output could be read on the way."
    return ""


def _is_local(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
