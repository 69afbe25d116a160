"""Evidence on its way to the browser."""

from __future__ import annotations

import shutil
import weakref
from collections.abc import Callable
from pathlib import Path
from tempfile import mkdtemp

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices


class EvidencePages:
    """Pages on their way to the browser, in a folder of this person's that goes with the window."""

    def __init__(self, open_page: Callable[[Path], None]) -> None:
        self.open = open_page
        self._folder: Path | None = None

    def written(self, digest: str, page: str) -> Path:
        if self._folder is None:
            self._folder = Path(mkdtemp(prefix="workbench-evidence-"))
            weakref.finalize(self, shutil.rmtree, self._folder, ignore_errors=True)
        path = self._folder / f"{digest.removeprefix('sha256:')[:16]}.html"
        path.write_text(page, encoding="utf-8", errors="replace")
        return path


def open_in_browser(page: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(page)))
