"""Pictures of the window, taken by a process of its own for each."""

from __future__ import annotations

import importlib.util
import os
import subprocess
from pathlib import Path

from workbench.cli.transcript import Transcript
from workbench.domain.own_programs import own_program

PICTURES = (("light", ""), ("dark", ""), ("light", "evaluate"))
"""Theme and place; empty for the one that a start shows."""
SECONDS = 120


def take_pictures(workspace: Path, folder: Path, transcript: Transcript) -> list[Path]:
    """Of each theme, and of Evaluate, drawn without a screen. What could not be drawn is said."""
    transcript.heading("The window")
    if importlib.util.find_spec("PySide6") is None:
        transcript.line("No pictures: the window is not installed (prompt-workbench[desktop]).")
        return []
    taken = []
    for theme, page in PICTURES:
        picture = folder / f"{page or 'window'}-{theme}.png"
        if _draw(workspace, picture, theme, page):
            transcript.item(picture.name)
            taken.append(picture)
        else:
            transcript.item(f"{picture.name} could not be drawn.")
    return taken


def _draw(workspace: Path, picture: Path, theme: str, page: str) -> bool:
    command = own_program("workbench", str(workspace), "--theme", theme)
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    try:
        done = subprocess.run(
            [*command, "--page", page, "--screenshot", str(picture)],
            env=environment,
            timeout=SECONDS,
            capture_output=True,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0 and picture.exists()
