"""From an edit of one message to its problems, at the window's side of the real engine process.

`python -m benchmarks.analysis [--rounds N] [--largest BYTES]`. A prompt has a message of each
size, in prose and in the tag-dense template of `benchmarks.keystroke`, beside two short ones
and a component of the samples. Each round puts a few words into its middle, as typing does,
and asks as the window asks: with the values of a case and one model to count tokens for. Told
are the first time, which has nothing to go by; each later edit of a sentence; and of a
variable. A draft that cannot be checked in time is told as the window tells it.
Goal: an edit within 100 ms at 10 KB and 100 KB.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import psutil
from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication

from benchmarks.first_token import wait_until
from benchmarks.keystroke import template
from workbench.bootstrap import open_services
from workbench.domain.errors import WorkbenchError
from workbench.domain.problems import Analysis, AnalysisScope
from workbench.domain.prompts import Message, PromptContent, Role
from workbench.gui.kit.engine import EngineState
from workbench.gui.shell.engine_link import EngineLink
from workbench.gui.shell.engine_log import EngineLog
from workbench.gui.shell.redaction import Redaction

WARM_UP_S, IDLE_CPU_S = 30.0, 0.02
SIZES = (10_000, 100_000, 1_000_000)
GOAL_MS = {10_000: 100.0, 100_000: 100.0}
VALUES = (("product", "Pump"), ("sentences", "three"), ("urgent", True), ("who", "Ada"))
SCOPE = AnalysisScope(values=VALUES, models=("demo/brief",))
SENTENCES = (
    "Case {0}: a customer writes about order {1}, and wants to hear about it before noon.",
    "They like short answers, as in letter {1}.",
    "Note {0} of the team says what was agreed with them on page {1}!",
)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--largest", type=int, default=SIZES[-1])
    arguments = parser.parse_args()
    application = QApplication([])
    with tempfile.TemporaryDirectory() as folder:
        workspace = Path(folder) / "bench.db"
        open_services(workspace)
        log = EngineLog(Path(folder) / "engine.log", Redaction())
        command = (sys.executable, "-m", "workbench.engine", "--workspace", str(workspace))
        engine = EngineLink(command, log)
        engine.open()
        wait_until(lambda: engine.state is EngineState.READY)
        asked(engine, content("Warm up, {{ who }}."))
        wait_until_warm()
        for name, make in (("prose", prose), ("tag-dense", template)):
            for size in (each for each in SIZES if each <= arguments.largest):
                tell(engine, name, size, make(size), arguments.rounds)
        engine.close()
    del application


def wait_until_warm() -> None:
    """The engine loads litellm beside its first answers."""
    engine = [process for process in psutil.Process().children() if process.is_running()]

    def spent() -> float:
        return sum(sum(process.cpu_times()[:2]) for process in engine)

    until = time.monotonic() + WARM_UP_S
    before = -1.0
    while time.monotonic() < until and spent() - before > IDLE_CPU_S:
        before = spent()
        time.sleep(0.5)


def tell(engine: EngineLink, name: str, size: int, text: str, rounds: int) -> None:
    first = asked(engine, content(text))
    words = [asked(engine, content(edited(text, f"Word {n} more. "))) for n in range(rounds)]
    tags = [asked(engine, content(edited(text, f"{{{{ more_{n} }}}} "))) for n in range(rounds)]
    spent = median(words)
    goal = GOAL_MS.get(size)
    verdict = "" if goal is None else "  ok" if max(spent, median(tags)) <= goal else "  over"
    print(
        f"{name} {size // 1000} KB: first {first:.0f} ms, a sentence typed {spent:.0f} ms "
        f"(worst {max(words):.0f}), a variable typed {median(tags):.0f} ms "
        f"(worst {max(tags):.0f}){verdict}",
        flush=True,
    )


def asked(engine: EngineLink, content: PromptContent) -> float:
    """Milliseconds until the answer is there."""
    loop = QEventLoop()
    failures: list[WorkbenchError] = []

    def failed(error: WorkbenchError) -> None:
        failures.append(error)
        loop.quit()

    begun = time.perf_counter()
    engine.analyse(content, answered(loop), failed, SCOPE)
    loop.exec()
    taken = (time.perf_counter() - begun) * 1000
    for failure in failures:
        print(f"  not checked: {failure.message}", flush=True)
    return taken


def answered(loop: QEventLoop) -> Callable[[Analysis], None]:
    return lambda _analysis: loop.quit()


def content(text: str) -> PromptContent:
    system = "You answer {{ who }}, a customer of ours, in plain words."
    return PromptContent(
        (
            Message(Role.SYSTEM, system),
            Message(Role.USER, text),
            Message(Role.ASSISTANT, "Understood."),
        )
    )


def edited(text: str, words: str) -> str:
    place = text.find("\n", len(text) // 2) + 1
    return text[:place] + words + text[place:]


def prose(size: int) -> str:
    """Lines that are all different from each other."""
    lines: list[str] = []
    length = 0
    while length < size:
        number = len(lines)
        line = SENTENCES[number % len(SENTENCES)].format(number, number * 7919 % 100_003)
        lines.append(line)
        length += len(line) + 1
    return "\n".join(lines)


if __name__ == "__main__":
    main()
