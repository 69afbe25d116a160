"""A request as a configuration of promptfoo: one prompt, one provider, one test.

promptfoo fills in every text as a Nunjucks template; what the model was sent stands here with
its braces guarded, so that it is sent again word for word.
"""

from __future__ import annotations

import json
import re
from typing import Any

from workbench.formats import canonical_yaml
from workbench.formats.sharing.request import SharedRequest

OPENING = re.compile(r"\{[{%#]|#\}")
"""Nunjucks stumbles over the end of a comment that never began."""
READ_FROM_ELSEWHERE = re.compile(r"\A(file|package|https?|python|javascript)(?=:)")


def promptfoo_test(request: SharedRequest) -> str:
    messages = [_guarded(message) for message in request.messages]
    config: dict[str, Any] = {"apiBaseUrl": request.address}
    if request.key_variable:
        config["apiKeyEnvar"] = request.key_variable
    extra = request.params.get("extra_body")
    params = {name: value for name, value in request.params.items() if name != "extra_body"}
    passthrough = extra if isinstance(extra, dict) else {}
    config |= _guarded(params)
    if passthrough:
        config["passthrough"] = _guarded(passthrough)
    test: dict[str, Any] = {"description": guarded(request.title or f"As run on {request.name}")}
    if request.expected:
        test["assert"] = [{"type": "equals", "value": guarded(request.expected)}]
    document = {
        "description": guarded(f"One run on {request.name}"),
        "prompts": [{"label": "as sent", "raw": json.dumps(messages, indent=2)}],
        "providers": [{"id": f"openai:chat:{request.name}", "config": config}],
        "tests": [test],
    }
    return canonical_yaml.layout(without_halves(document))


def guarded(text: str) -> str:
    """The text as a template that renders to it, and that names no file."""
    text = OPENING.sub(lambda match: "{{ '" + match[0] + "' }}", text)
    return READ_FROM_ELSEWHERE.sub(lambda match: "{{ '" + match[0] + "' }}", text)


def _guarded(value: Any) -> Any:
    if isinstance(value, str):
        return guarded(value)
    if isinstance(value, dict):
        return {key: _guarded(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_guarded(item) for item in value]
    return value


def without_halves(value: Any) -> Any:
    """YAML has no way to write half of a surrogate pair."""
    if isinstance(value, str):
        return value.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    if isinstance(value, dict):
        return {without_halves(key): without_halves(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [without_halves(item) for item in value]
    return value
