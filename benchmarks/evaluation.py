"""An evaluation of 2 versions x 3 models x 200 cases with 3 checks: ours against promptfoo's.

`python -m benchmarks.evaluation [--rounds N] [--latency SECONDS] [--at-once N]`. A local server
answers every request after the same time. The same prompts, cases and checks are run by turns
by the workbench and by promptfoo from npm, each in a process of its own that begins from nothing,
with the same number of requests at once. Goals: half of its wall time, a quarter of the
processor's seconds (of all processes).

Then the workbench alone against arithmetic: cells x latency / at once. Goals: 1.10 x with 64
in flight, 1.25 x with 256. There a model takes a second, as models do.

promptfoo is installed into `benchmarks/.promptfoo`, where nothing else looks; PROMPTFOO_FOLDER
names an installation to be used in its place. `--alone` goes without it.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.evaluated import CASES, CHECKS, COLUMNS, MODELS, TEMPLATES
from benchmarks.model_server import model_server

ROOT = Path(__file__).parents[1]
PROMPTFOO = "promptfoo@0.121.20"
WALL_GOAL, CPU_GOAL = 0.5, 0.25
IDEAL_GOALS = ((64, 1.10), (256, 1.25))
CELLS = COLUMNS * CASES
COMPILED = {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(ROOT / "build" / "pycache")}
"""As where it is installed: modules are compiled once, not in every process."""
WITHOUT_PANDAS = "import sys; sys.modules['pandas'] = None"
"""sqlite-utils imports it where it is; the product is installed without."""


@dataclass(frozen=True, slots=True)
class Spent:
    """By a process and those it started."""

    wall: float
    cpu: float
    said: str


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--latency", type=float, default=0.2)
    parser.add_argument("--at-once", type=int, default=64)
    parser.add_argument("--model-seconds", type=float, default=1.0)
    parser.add_argument("--alone", action="store_true")
    arguments = parser.parse_args()
    if not arguments.alone:
        against_promptfoo(arguments.rounds, arguments.latency, arguments.at_once)
    against_arithmetic(arguments.rounds, arguments.model_seconds)


def against_promptfoo(rounds: int, latency: float, at_once: int) -> None:
    program = promptfoo()
    with model_server(latency) as address:
        ours(address, at_once)  # compiles
        pairs = [(ours(address, at_once), theirs(program, address, at_once)) for _ in range(rounds)]
    wall, cpu = (
        median(getattr(mine, name) / getattr(other, name) for mine, other in pairs)
        for name in ("wall", "cpu")
    )
    for name, column in zip(("workbench", "promptfoo"), zip(*pairs, strict=True), strict=True):
        walls, cpus = median(each.wall for each in column), median(each.cpu for each in column)
        print(f"{name:10} {walls:6.2f} s, {cpus:6.2f} s of processors (medians)")
    print(f"wall {wall:.2f} x, goal <= {WALL_GOAL}; processors {cpu:.2f} x, goal <= {CPU_GOAL}")
    print(f"{CELLS} cells, {latency:g} s latency, {at_once} at once, {rounds} rounds\n")


def against_arithmetic(rounds: int, latency: float) -> None:
    with model_server(latency) as address:
        ours(address, IDEAL_GOALS[0][0])
        for at_once, goal in IDEAL_GOALS:
            ideal = CELLS * latency / at_once
            took = [json.loads(ours(address, at_once).said)["seconds"] for _ in range(rounds)]
            ratio = median(took) / ideal
            print(
                f"{at_once:3} in flight: {ratio:.3f} x of {ideal:.2f} s, goal <= {goal:.2f} "
                f"(best {min(took) / ideal:.3f} x, {rounds} rounds, {latency:g} s latency)"
            )


def ours(address: str, at_once: int) -> Spent:
    return evaluated(address, at_once, CASES)


def evaluated(address: str, at_once: int, cases: int) -> Spent:
    program = f"{WITHOUT_PANDAS}; from benchmarks.evaluated import main; main"
    call = f"{program}({address!r}, {at_once}, {cases})"
    return spent([sys.executable, "-c", call], ROOT, COMPILED)


def theirs(program: Path, address: str, at_once: int) -> Spent:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "config.json").write_text(json.dumps(their_config(address)), encoding="utf-8")
        environment = {
            "PROMPTFOO_CONFIG_DIR": name,
            "PROMPTFOO_DISABLE_TELEMETRY": "1",
            "PROMPTFOO_DISABLE_UPDATE": "1",
        }
        words = "eval -c config.json --no-cache --no-progress-bar --no-table -o out.json -j"
        done = spent([str(program), *words.split(), str(at_once)], folder, environment)
        results = json.loads((folder / "out.json").read_text(encoding="utf-8"))
        assert results["results"]["stats"]["successes"] == CELLS
        return done


def their_config(address: str) -> dict[str, Any]:
    server = {"apiBaseUrl": address, "apiKey": "none"}
    models = (name.partition("/")[2] for name in MODELS)
    return {
        "prompts": [template.replace("{{ word }}", "{{word}}") for template in TEMPLATES],
        "providers": [{"id": f"openai:chat:{name}", "config": server} for name in models],
        "defaultTest": {"assert": [{"type": c.kind, "value": c.value} for c in CHECKS]},
        "tests": [{"vars": {"word": f"word {number}"}} for number in range(CASES)],
    }


def spent(command: list[str], folder: Path, environment: dict[str, str]) -> Spent:
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    wall, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    assert done.returncode == 0, done.stdout + done.stderr
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Spent(wall, cpu, done.stdout)


def promptfoo() -> Path:
    """Its program; installed the first time, which takes minutes."""
    folder = Path(os.environ.get("PROMPTFOO_FOLDER", ROOT / "benchmarks" / ".promptfoo"))
    program = folder / "node_modules" / ".bin" / "promptfoo"
    if not program.exists():
        folder.mkdir(parents=True, exist_ok=True)
        command = ["npm", "install", "--no-audit", "--no-fund", "--prefix", str(folder), PROMPTFOO]
        subprocess.run(command, check=True)
    return program


if __name__ == "__main__":
    main()
