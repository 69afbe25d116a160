"""`make bench`, or `python -m benchmarks [NAME…]`: the benchmarks, one after the other."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

SHARED = {
    "__init__",
    "__main__",
    "evaluated",
    "large_registry",
    "large_workspace",
    "made_up",
    "model_server",
    "rounds",
}


def main(wanted: list[str]) -> int:
    folder = Path(__file__).parent
    names = sorted(path.stem for path in folder.glob("*.py") if path.stem not in SHARED)
    if unknown := set(wanted) - set(names):
        print(f"There is no benchmark {', '.join(sorted(unknown))}. There are: {', '.join(names)}.")
        return 2
    failed = [name for name in wanted or names if not _run(name, folder.parent)]
    return 1 if failed else 0


def _run(name: str, root: Path) -> bool:
    print(f"\n== {name}", flush=True)
    return subprocess.run([sys.executable, "-m", f"benchmarks.{name}"], cwd=root).returncode == 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
