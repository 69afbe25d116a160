"""A request as a Python program, with litellm or with the OpenAI library."""

from __future__ import annotations

import json
from collections.abc import Iterator
from keyword import iskeyword
from typing import Any

from workbench.formats.sharing.request import SharedRequest

OPENAI_ARGUMENTS = frozenset(
    """
    temperature top_p max_tokens max_completion_tokens stop seed presence_penalty
    frequency_penalty logit_bias logprobs top_logprobs user reasoning_effort verbosity
    parallel_tool_calls service_tier response_format web_search_options prediction
    modalities audio store tools tool_choice extra_body
    """.split()  # noqa: SIM905 - read as a list of words
)
"""What its `create` takes by name; anything else goes to the server under `extra_body`."""


def litellm_snippet(request: SharedRequest) -> str:
    arguments = _named(request.model, request, request.params)
    server = []
    if request.own_server:
        server.append(f"    api_base={_literal(request.base_url)},")
        server.append(f"    api_key={_key(request)},")
    imports = ["import os", ""] if request.own_server and request.key_variable else []
    lines = [*imports, "import litellm", ""]
    if request.key_variable and not request.own_server:
        lines += [f"# The key is read from the environment: {request.key_variable}"]
    lines += ["response = litellm.completion(", *_arguments(arguments), *server, ")"]
    return "\n".join([*lines, "print(response.choices[0].message.content)"]) + "\n"


def openai_snippet(request: SharedRequest) -> str:
    known = {name: v for name, v in request.params.items() if name in OPENAI_ARGUMENTS}
    others = {name: v for name, v in request.params.items() if name not in OPENAI_ARGUMENTS}
    if others:
        given = known.get("extra_body")
        known["extra_body"] = {**others, **(given if isinstance(given, dict) else {})}
    arguments = _named(request.name, request, known)
    lines = ["import os", ""] if request.key_variable else []
    lines += [
        "from openai import OpenAI",
        "",
        "client = OpenAI(",
        f"    base_url={_literal(request.address)},",
        f"    api_key={_key(request)},",
        ")",
        "response = client.chat.completions.create(",
        *_arguments(arguments),
        ")",
        "print(response.choices[0].message.content)",
    ]
    return "\n".join(lines) + "\n"


def _named(model: str, request: SharedRequest, params: dict[str, Any]) -> dict[str, Any]:
    """No parameter takes the place of the model or of the messages."""
    mine: dict[str, Any] = {"model": model, "messages": list(request.messages)}
    return mine | params | mine


def _key(request: SharedRequest) -> str:
    if not request.key_variable:
        return '"no-key-needed"'
    return f"os.environ[{_literal(request.key_variable)}]"


def _arguments(arguments: dict[str, Any]) -> Iterator[str]:
    """One a line, indented; those whose names are no names in Python as a mapping at the end."""
    odd = {k: v for k, v in arguments.items() if not k.isidentifier() or iskeyword(k)}
    for name, value in arguments.items():
        if name not in odd:
            yield f"    {name}={_value(value, 4)},"
    if odd:
        yield f"    **{_value(odd, 4)},"


def _value(value: Any, indent: int) -> str:
    inner = " " * (indent + 4)
    if isinstance(value, dict) and value:
        items = (f"{inner}{_literal(str(k))}: {_value(v, indent + 4)},\n" for k, v in value.items())
        return "{\n" + "".join(items) + " " * indent + "}"
    if isinstance(value, list | tuple) and value:
        parts = (f"{inner}{_value(item, indent + 4)},\n" for item in value)
        return "[\n" + "".join(parts) + " " * indent + "]"
    return _literal(value)


def _literal(value: Any) -> str:
    """A text is written as JSON would, which is the same in Python, but for lone surrogates and
    what cannot be printed: those are escapes."""
    if not isinstance(value, str):
        return repr(value)
    if value.isprintable() or all(c.isprintable() or c in "\n\t" for c in value):
        return json.dumps(value, ensure_ascii=False)
    return ascii(value)
