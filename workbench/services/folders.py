"""Where things are kept unless told otherwise: the folders each system has for that."""

from __future__ import annotations

from pathlib import Path

import platformdirs

NAME = "prompt-workbench"


def default_workspace() -> Path:
    return platformdirs.user_data_path(NAME, appauthor=False) / "default.db"
