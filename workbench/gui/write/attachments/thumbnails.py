"""Small pictures of attached images, decoded within bounds and from their bytes alone."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageReader

FORMATS = {
    "image/png": b"png",
    "image/jpeg": b"jpeg",
    "image/gif": b"gif",
    "image/webp": b"webp",
}
MOST_PIXELS = 64_000_000
"""Of an image; one that unfolds to more is shown by its name alone."""


def thumbnail(data: bytes, media_type: str, side: int) -> QImage | None:
    """At most `side` high and three times as wide. None where it cannot be shown.

    Only the decoder that the media type names is asked: no other is reached by a disguise.
    """
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer, QByteArray(FORMATS.get(media_type, b"none")))
    reader.setAutoDetectImageFormat(False)
    reader.setAutoTransform(True)
    whole = reader.size()
    if not whole.isValid() or whole.width() * whole.height() > MOST_PIXELS:
        return None
    small = whole.scaled(QSize(3 * side, side), Qt.AspectRatioMode.KeepAspectRatio)
    if small.width() < whole.width():
        reader.setScaledSize(small.expandedTo(QSize(1, 1)))
    image = reader.read()
    return None if image.isNull() else image
