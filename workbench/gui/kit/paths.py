"""Where the files that come with the product are: beside the sources, or inside the wheel."""

from __future__ import annotations

from pathlib import Path

import workbench

PACKAGE = Path(workbench.__file__).resolve().parent


def resources() -> Path:
    installed = PACKAGE / "resources"
    return installed if installed.is_dir() else PACKAGE.parent / "resources"


def theme_file(name: str) -> Path:
    return resources() / "themes" / f"{name}.toml"


def icon_file(name: str) -> Path:
    return resources() / "icons" / f"{name}.svg"
