"""`python -m workbench.engine.sandbox.worker`: runs the code of one check, output by output.

One request a line on standard input, one answer a line on standard output. What the code prints
goes nowhere.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
import traceback
from typing import Any, BinaryIO

from workbench.engine.sandbox.javascript import ScriptFailed, run_javascript
from workbench.engine.sandbox.python_code import run_python
from workbench.engine.sandbox.walls import put_up_walls
from workbench.templating.bounds import Deadline
from workbench.templating.limits import OutOfTime


def serve(requests: BinaryIO, answers: BinaryIO) -> None:
    def tell(document: dict[str, Any]) -> None:
        answers.write(json.dumps(document).encode("ascii") + b"\n")
        answers.flush()

    deadline, loop = Deadline(), asyncio.new_event_loop()
    _warm_up()
    put_up_walls()
    tell({"ready": True})
    for line in requests:
        tell(_answer(json.loads(line), deadline, loop))


def _answer(
    request: dict[str, Any], deadline: Deadline, loop: asyncio.AbstractEventLoop
) -> dict[str, Any]:
    try:
        with deadline.within(request["seconds"]):
            return {"value": _value(request, loop)}
    except OutOfTime:
        return {"failed": "It takes too long."}
    except MemoryError:
        return {"failed": "It needs too much memory."}
    except ScriptFailed as error:
        return {"failed": str(error)}
    except SyntaxError as error:
        return {"failed": f"It does not parse: {error.msg} (line {error.lineno})."}
    except BaseException as error:
        return {"failed": _words(error)}


def _value(request: dict[str, Any], loop: asyncio.AbstractEventLoop) -> Any:
    code, output, context = request["code"], request["output"], request["context"]
    if request["language"] == "javascript":
        return run_javascript(code, output, context, request["seconds"])
    return run_python(code, request.get("function", ""), output, context, loop)


def _words(error: BaseException) -> str:
    lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__)
             if frame.filename == "<check>"]  # fmt: skip
    where = f" (line {lines[-1]})" if lines else ""
    return f"{type(error).__name__}: {error}{where}"


def _warm_up() -> None:
    """What reads files or threads of its own is loaded before the walls stand."""
    import datetime
    import math
    import re
    import statistics
    import string

    assert all((datetime, math, re, statistics, string))
    run_javascript("1", "", {}, 1.0)


if __name__ == "__main__":
    # The code may print: its standard output is not ours
    own = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    sys.stdout = open(os.devnull, "w")  # noqa: SIM115 - open as long as the process
    serve(sys.stdin.buffer, own)
