"""`python -m workbench.engine --workspace FILE`: the engine process."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from workbench.engine.process import serve
from workbench.engine.stdio import claim_stdio


def main(argv: Sequence[str] | None = None) -> int:
    arguments = _arguments(argv)
    pipes = claim_stdio()
    # Read when litellm is imported: no network for prices
    os.environ.setdefault("LITELLM_LOCAL_MODEL_COST_MAP", "True")
    from workbench.bootstrap import open_engine

    return serve(pipes, lambda: open_engine(arguments.workspace, read_only=arguments.read_only))


def _arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m workbench.engine",
        description="Runs prompts for one window, over standard input and output.",
    )
    parser.add_argument("--workspace", type=Path, required=True, metavar="FILE")
    parser.add_argument("--read-only", action="store_true", help="answer questions, run nothing")
    return parser.parse_args(argv)


if __name__ == "__main__":
    sys.exit(main())
