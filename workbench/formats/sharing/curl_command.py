"""A request as a command for a shell, with curl."""

from __future__ import annotations

import json
import shlex

from workbench.formats.sharing.request import SharedRequest

END = "END_OF_REQUEST"
"""No line of JSON text reads like this: it would stand in quotes."""


def curl_command(request: SharedRequest) -> str:
    """The body is read from the command's own lines, so that no length is too much for a shell.

    It is ASCII: what a terminal could misread is written as JSON escapes.
    """
    url = f"{request.address.rstrip('/')}/chat/completions"
    lines = [f"curl {shlex.quote(url)} \\", "  -H 'Content-Type: application/json' \\"]
    if request.key_variable:
        lines.append(f'  -H "Authorization: Bearer ${request.key_variable}" \\')
    body = json.dumps(request.body, indent=2).replace("\x7f", "\\u007f")
    lines += [f"  --data-binary @- <<'{END}'", body, END]
    return "\n".join(lines) + "\n"
