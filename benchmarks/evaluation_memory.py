"""Memory of the engine in a large evaluation: against a small one.

`python -m benchmarks.evaluation_memory [--cells N] [--few N]`. The same evaluation, of very many
cells and of a few, each in a process of its own on a server that answers at once: the most
memory each ever had. Goal: at most 1.2 times that of 1,000 cells, at 100,000.
"""

from __future__ import annotations

import argparse
import json

from benchmarks.evaluated import COLUMNS
from benchmarks.evaluation import evaluated
from benchmarks.model_server import model_server

AT_ONCE = 64
GOAL = 1.2


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--cells", type=int, default=20_000)
    parser.add_argument("--few", type=int, default=1_000)
    arguments = parser.parse_args()
    with model_server(0.0) as address:
        few, many = (peak(address, cells) for cells in (arguments.few, arguments.cells))
    print(f"{arguments.few:,} cells {few / 1024:.0f} MB, {arguments.cells:,} {many / 1024:.0f} MB")
    print(f"{many / few:.2f} x, goal <= {GOAL} at 100,000")


def peak(address: str, cells: int) -> int:
    """Kilobytes."""
    said = evaluated(address, AT_ONCE, cells // COLUMNS).said
    return int(json.loads(said)["peak_kilobytes"])


if __name__ == "__main__":
    main()
