"""What the demo did, as Markdown, told while it happens."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from workbench.cli.output import printable
from workbench.domain.runs import Run


class Transcript:
    def __init__(self, tell: Callable[[str], None]) -> None:
        self._tell = tell
        self._lines = ["# The main loop, walked without a window"]

    def heading(self, text: str) -> None:
        self._add("", f"## {text}", "")

    def line(self, text: str) -> None:
        self._add(text)

    def item(self, text: str) -> None:
        self._add(f"- {text}")

    def block(self, title: str, text: str) -> None:
        self._add(f"**{title}**", "", *(f"    {line}" for line in text.splitlines()), "")

    def runs(self, runs: Sequence[Run]) -> None:
        for run in runs:
            seconds = f"{run.timings.total:.2f} s" if run.timings.total is not None else ""
            self.block(f"{run.job.model}: {run.outcome}, {seconds}", run.text)

    def text(self) -> str:
        return "\n".join(self._lines) + "\n"

    def _add(self, *lines: str) -> None:
        for line in lines:
            self._lines.append(printable(line))
            self._tell(line)
