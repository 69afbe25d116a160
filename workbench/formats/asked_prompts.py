"""Which prompts a program asks a registry for: `Registry(…).get("support/triage", interface=1)`.

Calls are recognised by the registry that is made in the same file, or by the interface that they
name. A path that is worked out while the program runs is not seen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from workbench.formats.asked_in_javascript import javascript_asks
from workbench.formats.asked_in_python import python_asks
from workbench.formats.source_text import JAVASCRIPT, PYTHON, decoded

PATH = re.compile(r"[a-z0-9][a-z0-9._-]*(?:/[a-z0-9][a-z0-9._-]*)*")

LONGEST = 200
"""No path in a registry is longer."""


@dataclass(frozen=True, slots=True)
class AskedPrompt:
    line: int
    path: str
    interface: int | None = None
    environment: str = ""
    """Where the call says which checkout's environment it reads."""


def asked_prompts(file: str, data: bytes) -> Iterator[AskedPrompt]:
    """Raises `FileProblem` where it is not what its name says."""
    if b"get" not in data:
        return
    suffix = PurePosixPath(file).suffix.lower()
    reader = python_asks if suffix in PYTHON else javascript_asks if suffix in JAVASCRIPT else None
    for line, path, interface, environment in reader(decoded(file, data)) if reader else ():
        if len(path) <= LONGEST and PATH.fullmatch(path):
            yield AskedPrompt(line, path, interface, environment)
