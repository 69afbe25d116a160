"""When a demo model calls a tool, which one, and with what."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from workbench.providers.demo.reading import split_source
from workbench.providers.demo.structured import Fitting

WORD = re.compile(r"[^\W_]{4,}")
EAGER = "demo/json"
"""It calls a tool whenever it may."""


def call_of(
    model: str, messages: Sequence[Mapping[str, Any]], tools: Any, choice: Any
) -> dict[str, Any] | None:
    """The call as OpenAI's protocol has it, or None where the model answers by itself.

    Once the tool's result is there, it answers.
    """
    functions = [_function(tool) for tool in tools or ()]
    if not functions or choice == "none" or messages[-1].get("role") == "tool":
        return None
    texts = [(str(m.get("role")), str(m.get("content") or "")) for m in messages]
    source, order = split_source(texts)
    asked = _words(source) | _words(order)
    shared = [len(_words(_told(function)) & asked) for function in functions]
    best = shared.index(max(shared))
    if isinstance(choice, Mapping):
        name = (choice.get("function") or choice).get("name")
        best = next((i for i, each in enumerate(functions) if each.get("name") == name), best)
    elif choice != "required" and model != EAGER and not shared[best]:
        return None
    return _call(functions[best], source, order)


def _call(function: Mapping[str, Any], source: str, order: str) -> dict[str, Any]:
    schema = function.get("parameters") or {"type": "object"}
    fitting = Fitting(schema, f"{source}\n{order}", order, naming=True)
    arguments = json.dumps(fitting.fitted(schema), ensure_ascii=False)
    name = str(function.get("name"))
    digest = hashlib.sha256(f"{name}{arguments}".encode("utf-8", "replace")).hexdigest()
    return {
        "id": f"call_{digest[:12]}",
        "type": "function",
        "function": {"name": name, "arguments": arguments},
        "index": 0,
    }


def _function(tool: Any) -> Mapping[str, Any]:
    inner = tool.get("function") if isinstance(tool, Mapping) else None
    return inner if isinstance(inner, Mapping) else {}


def _told(function: Mapping[str, Any]) -> str:
    return f"{str(function.get('name')).replace('_', ' ')} {function.get('description') or ''}"


def _words(text: str) -> set[str]:
    return {word.lower() for word in WORD.findall(text)}
