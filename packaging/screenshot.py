"""Draws the pictures in `docs/images` anew: the window after the demo, and the tour."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

IMAGES = Path(__file__).parents[1] / "docs" / "images"


def main() -> None:
    IMAGES.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as folder:
        subprocess.run([sys.executable, "-m", "workbench", "demo", "-o", folder], check=True)
        for picture in sorted(Path(folder).glob("window-*.png")):
            shutil.copy(picture, IMAGES / picture.name)
            print(IMAGES / picture.name)
    subprocess.run([sys.executable, "-m", "tests.journeys.tour"], check=True)


if __name__ == "__main__":
    main()
