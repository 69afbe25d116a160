"""What is dropped or pasted: files by their paths, or a picture by itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QMimeData
from PySide6.QtGui import QImage

from workbench.domain.prompts import Attachment

PASTED = "pasted.png"


@dataclass(frozen=True, slots=True)
class Offered:
    """Paths, or a picture that stands in no file."""

    paths: tuple[Path, ...] = ()
    picture: QImage | None = None

    def __bool__(self) -> bool:
        return bool(self.paths) or self.picture is not None


def offered(source: QMimeData) -> Offered:
    """Nothing where it is text that happens to come with a picture of itself."""
    urls = source.urls()
    if urls and all(url.isLocalFile() for url in urls):
        return Offered(tuple(Path(url.toLocalFile()) for url in urls))
    if source.hasImage() and not source.hasText():
        picture = QImage(source.imageData())
        return Offered(picture=None if picture.isNull() else picture)
    return Offered()


def has_files(source: QMimeData) -> bool:
    """Whether there is something to attach, told without fetching a picture."""
    urls = source.urls()
    local = bool(urls) and all(url.isLocalFile() for url in urls)
    return local or (source.hasImage() and not source.hasText())


def attach_all(
    things: Offered,
    attach_file: Callable[[Path], Attachment],
    attach: Callable[[str, bytes], Attachment],
) -> list[Attachment]:
    """In a thread: a picture is written as PNG there."""
    if things.picture is not None:
        return [attach(PASTED, _png(things.picture))]
    return [attach_file(path) for path in things.paths]


def _png(picture: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG")  # type: ignore[call-overload,unused-ignore]
    return bytes(buffer.data().data())
