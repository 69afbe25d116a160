"""How the product starts another process of its own."""

from __future__ import annotations

import sys


def own_program(module: str, *arguments: str) -> tuple[str, ...]:
    """The command that runs one of our modules.

    `-P`: nothing is loaded from the folder that somebody stands in. It may be a repository that
    came from elsewhere, and hold a package of our name.
    """
    return (sys.executable, "-P", "-m", module, *arguments)
