"""Where things are kept unless told otherwise: the folders each system has for that."""

from __future__ import annotations

from pathlib import Path

import platformdirs

NAME = "prompt-workbench"
PACKAGE = Path(__file__).parent.parent


def configuration() -> Path:
    return platformdirs.user_config_path(NAME, appauthor=False)


def default_workspace() -> Path:
    return platformdirs.user_data_path(NAME, appauthor=False) / "default.db"


def trust_file() -> Path:
    """Which workspaces may run code on this machine."""
    return platformdirs.user_data_path(NAME, appauthor=False) / "trusted.json"


def logs() -> Path:
    return platformdirs.user_log_path(NAME, appauthor=False)


def resource_folder(name: str) -> Path:
    """Of what comes with the product: in its package once installed, beside it in the sources."""
    installed = PACKAGE / "resources" / name
    return installed if installed.is_dir() else PACKAGE.parent / "resources" / name
