"""The whole frame over a real workspace, with a scripted way of asking."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from pathlib import Path

from workbench import bootstrap, desktop
from workbench.gui.shell.opening import Opening

SCRIPT = Path(__file__).with_name("engines.py")


def opening_of(workspace, *, read_only=False, engine="well"):
    """Opens for real; the engine is one of the small ones, or "real" as well."""

    def engine_command(path, read_only):
        if engine == "real":
            return desktop._engine(path, read_only)
        return [sys.executable, str(SCRIPT), engine]

    def open_services(workspace, *, read_only):
        return bootstrap.open_services(workspace, read_only=read_only, window=True)

    return Opening(
        workspace,
        read_only,
        open_services,
        bootstrap.close_services,
        engine_command,
        lambda path: [sys.executable, "-c", ""],
        bootstrap.needs_update,
    )


@dataclass
class ScriptedAsk:
    file: Path | None = None
    confirmed: bool = True
    errors: list = field(default_factory=list)

    def show_error(self, error):
        self.errors.append(error)

    def confirm(self, title, text, action):
        return self.confirmed

    def text(self, title, label, initial=""):
        return initial

    def folder(self, title, start):
        return self.file

    def open_file(self, title, start, kinds):
        return self.file

    def save_file(self, title, start, kinds):
        return self.file
