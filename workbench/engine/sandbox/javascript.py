"""JavaScript of a check, in an engine without files, network or timers (QuickJS)."""

from __future__ import annotations

import json
import re
from typing import Any

import quickjs

MEMORY = 128 * 1024 * 1024
STACK = 1024 * 1024
EXPORTED = re.compile(r"^\s*export\s+default\s+", re.MULTILINE)
SETTING = r"""
globalThis.console = Object.fromEntries(
  ["log", "info", "warn", "error", "debug"].map((name) => [name, () => undefined]));
globalThis.__compiled = (code, exported) => {
  if (exported) {
    const module = { exports: {} };
    new Function("module", "exports", code)(module, module.exports);
    const found = module.exports.default ?? module.exports;
    if (typeof found !== "function") throw new Error("The file exports no function.");
    return found;
  }
  try {
    return new Function("output", "context", "return (" + code + "\n)");
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return new Function("output", "context", code);
  }
};
globalThis.__run = (code, exported, output, context) => {
  let result = __compiled(code, exported)(output, context);
  if (typeof result === "function") result = result(output, context);
  globalThis.__settled = undefined;
  Promise.resolve(result).then(
    (value) => { __settled = JSON.stringify({ value: value === undefined ? null : value }); },
    (error) => { __settled = JSON.stringify({ thrown: String(error) }); });
};
"""


class ScriptFailed(Exception):
    """The code threw, does not parse, or passed a limit; the text says which."""


def run_javascript(code: str, output: Any, context: Any, seconds: float) -> Any:
    """What an expression, a function body, or an exported function gives, as JSON.

    Each call has an engine of its own: nothing is left from one output to the next.
    """
    engine = quickjs.Context()
    engine.set_memory_limit(MEMORY)
    engine.set_max_stack_size(STACK)
    engine.set_time_limit(seconds)
    exported = "module.exports" in code or EXPORTED.search(code) is not None
    body = EXPORTED.sub("module.exports = ", code)
    arguments = ", ".join(_literal(each) for each in (body, exported, output, context))
    try:
        engine.eval(SETTING)
        engine.eval(f"__run({arguments})")
        while engine.execute_pending_job():
            pass
        settled = engine.eval("__settled")
    except quickjs.JSException as error:
        raise ScriptFailed(_words(error)) from error
    if settled is None:
        raise ScriptFailed("It waits for something that never comes.")
    result = json.loads(settled)
    if "thrown" in result:
        raise ScriptFailed(result["thrown"])
    return result["value"]


def _literal(value: Any) -> str:
    """JSON in ASCII is JavaScript."""
    return json.dumps(value)


def _words(error: Exception) -> str:
    first = str(error).splitlines()[0] if str(error) else type(error).__name__
    known = {
        "InternalError: interrupted": "It takes too long.",
        "InternalError: out of memory": "It needs too much memory.",
    }
    return known.get(first, first)
