"""The `workbench` command: hands the arguments to the command line, opens the window for none."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

# Read when litellm is imported, in this process or in one that it starts: no network for prices
os.environ.setdefault("LITELLM_LOCAL_MODEL_COST_MAP", "True")

from workbench.bootstrap import console_program
from workbench.cli import parser


def main(argv: Sequence[str] | None = None) -> int:
    return parser.main(sys.argv[1:] if argv is None else argv, console_program())
