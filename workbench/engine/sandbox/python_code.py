"""Python of a check: an expression, the body of a function, or a file with `get_assert`."""

from __future__ import annotations

import ast
import asyncio
import inspect
import json
import textwrap
from collections.abc import Callable
from functools import lru_cache
from typing import Any

FUNCTION = "get_assert"
"""What a file's function is called unless the check names another one."""
TRANSFORM = "get_transform"


@lru_cache(maxsize=8)
def compiled(code: str, function: str = "") -> Callable[[Any, Any], Any]:
    """The code as a function of `output` and `context`. Raises `SyntaxError`."""
    try:
        expression = compile(code.strip(), "<check>", "eval")
    except SyntaxError:
        return _from_statements(code, function)
    return lambda output, context: eval(expression, _names(output, context))


def run_python(
    code: str, function: str, output: Any, context: Any, loop: asyncio.AbstractEventLoop
) -> Any:
    """What it gives, as JSON. Raises whatever the code raises, `TypeError` for what is no JSON.

    Coroutines run in the loop, which was made before the walls: it has a socket of its own.
    """
    result = compiled(code, function)(output, context)
    if inspect.isawaitable(result):
        result = loop.run_until_complete(_awaited(result))
    return json.loads(json.dumps(result))


def _from_statements(code: str, function: str) -> Callable[[Any, Any], Any]:
    wanted = (function,) if function else (FUNCTION, TRANSFORM)
    try:
        tree = ast.parse(code, "<check>")
    except SyntaxError:
        tree = None
    defined = {node.name for node in tree.body if isinstance(node, DEFINITIONS)} if tree else set()
    for name in wanted:
        if name in defined:
            return _function(code, name)
    if function:
        raise SyntaxError(f"There is no function {function} in it.")
    body = textwrap.indent(textwrap.dedent(code).strip("\n"), "    ")
    return _function(f"def {FUNCTION}(output, context):\n{body}\n", FUNCTION)


def _function(code: str, name: str) -> Callable[[Any, Any], Any]:
    names: dict[str, Any] = {"__name__": "check", "json": json}
    exec(compile(code, "<check>", "exec"), names)
    function: Callable[[Any, Any], Any] = names[name]
    return function


def _names(output: Any, context: Any) -> dict[str, Any]:
    return {"output": output, "context": context, "json": json}


async def _awaited(result: Any) -> Any:
    return await result


DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
