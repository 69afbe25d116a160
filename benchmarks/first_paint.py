"""Process start to first paint of the window, against a process that shows an empty QMainWindow.

`python -m benchmarks.first_paint [--rounds N]`. Three kinds of process in turn: the bare one,
the window by `workbench-desktop`, the window by `workbench`; each says when it was painted by
the system's monotonic clock. The workspace with the samples exists before. Besides, the time
until the prompt can be edited, and the modules loaded at first paint. Goal: at most 1.5 times
the bare one; no litellm, pydantic, git or plots loaded.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

GOAL = 1.5
UNWANTED = ("litellm", "pydantic", "git", "pyqtgraph", "matplotlib", "numpy")
HEAVY = ("sqlite_utils", "jinja2", "pygments", "jsonschema", "msgspec", "asyncio")
SAY = """
import json, os, sys, time
def say(*_, **__):
    print(json.dumps([time.monotonic(), sorted({m.partition(".")[0] for m in sys.modules})]))
    sys.stdout.flush()
    os._exit(0)
"""
BARE = """
from PySide6.QtWidgets import QApplication, QMainWindow
class Window(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        say()
application = QApplication([])
window = Window()
window.resize(1280, 800)
window.show()
application.exec()
"""
AFTER_PAINT = """
# Asked for right after the first paint
sys.modules["workbench.gui.kit.qt_names"] = types.SimpleNamespace(make_names=say, used=list)
"""
DESKTOP = f"""
import types
from workbench import desktop
{AFTER_PAINT}
desktop.main(sys.argv[1:])
"""
CONSOLE = f"""
import types
from workbench import console
{AFTER_PAINT}
console.main(sys.argv[1:])
"""
EDITABLE = """
from workbench import desktop
from workbench.gui.write.session import WriteSession
show = WriteSession.show_prompt
def shown(self, *opened):
    show(self, *opened)
    say()
WriteSession.show_prompt = shown
desktop.main(sys.argv[1:])
"""
KINDS = {"bare": BARE, "desktop": DESKTOP, "console": CONSOLE, "editable": EDITABLE}


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=9)
    rounds: int = parser.parse_args().rounds
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        report(*measure(Path(folder), rounds), rounds)


def measure(folder: Path, rounds: int) -> tuple[dict[str, list[float]], dict[str, set[str]]]:
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen"),
        "XDG_CONFIG_HOME": str(folder),
        "XDG_STATE_HOME": str(folder),
        "PYTHONPYCACHEPREFIX": str(folder / "compiled"),
    }
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # What is installed is compiled
    workspace = str(folder / "samples.db")
    subprocess.run(
        [sys.executable, "-m", "workbench", "-w", workspace, "list"],
        env=environment,
        stdout=subprocess.DEVNULL,
        check=True,
    )
    seconds: dict[str, list[float]] = {kind: [] for kind in KINDS}
    modules: dict[str, set[str]] = {}
    for count in range(rounds + 1):
        for kind in KINDS:
            taken, modules[kind] = one(kind, workspace, environment)
            if count:  # The first round fills the caches
                seconds[kind].append(taken)
    return seconds, modules


def one(kind: str, workspace: str, environment: dict[str, str]) -> tuple[float, set[str]]:
    arguments = [] if kind == "bare" else [workspace]
    started = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-c", SAY + KINDS[kind], *arguments],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
        timeout=30,
    )
    painted, loaded = json.loads(done.stdout.strip().splitlines()[-1])
    return painted - started, set(loaded)


def report(seconds: dict[str, list[float]], modules: dict[str, set[str]], rounds: int) -> None:
    bare = median(seconds["bare"])
    for kind in KINDS:
        taken = median(seconds[kind])
        ratios = [a / b for a, b in zip(seconds[kind], seconds["bare"], strict=True)]
        spread = f"{min(seconds[kind]) * 1000:.0f}–{max(seconds[kind]) * 1000:.0f}"
        print(
            f"{kind:9} {taken * 1000:6.0f} ms ({spread})  {taken / bare:5.2f} x"
            f"  median of ratios {median(ratios):.2f} x"
        )
    print(f"{rounds} rounds, alternating; goal for the first paint: {GOAL} x")
    for kind in ("desktop", "console"):
        print(
            f"{kind}: unwanted modules {sorted(modules[kind] & set(UNWANTED)) or 'none'}, "
            f"heavy ones {sorted(modules[kind] & set(HEAVY)) or 'none'}"
        )


if __name__ == "__main__":
    main()
