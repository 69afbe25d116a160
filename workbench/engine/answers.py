"""An answer as it grows, piece by piece, up to a limit."""

from __future__ import annotations

from workbench.domain.errors import ProviderError
from workbench.domain.runs import FailureKind
from workbench.services.model_ports import Chunk


class GrowingText:
    """Text whose pieces may be cut anywhere, even inside a surrogate pair."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._half = ""

    def add(self, piece: str) -> str:
        """Keep the piece; what of it can be shown now."""
        if not self._half and piece.isascii():
            if piece:
                self._pieces.append(piece)
            return piece
        piece = self._half + piece
        self._half = ""
        if piece and "\ud800" <= piece[-1] <= "\udbff":
            piece, self._half = piece[:-1], piece[-1]
        piece = joined(piece)
        if piece:
            self._pieces.append(piece)
        return piece

    @property
    def text(self) -> str:
        whole = "".join(self._pieces)
        self._pieces = [whole] if whole else []
        return whole + self._half


class Answer:
    """Text and reasoning so far. `add` raises `ProviderError` once there is too much of it."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._text, self._reasoning = GrowingText(), GrowingText()
        self.size = 0
        """Bytes."""

    @property
    def text(self) -> str:
        return self._text.text

    @property
    def reasoning(self) -> str:
        return self._reasoning.text

    def add(self, chunk: Chunk) -> Chunk:
        """What of the chunk can be shown now."""
        if not chunk.reasoning:
            return Chunk(self._text.add(self._fitting(chunk.text)))
        text = self._text.add(self._fitting(chunk.text))
        return Chunk(text, self._reasoning.add(self._fitting(chunk.reasoning)))

    def check(self) -> None:
        if self.size > self._limit:
            raise ProviderError(
                f"The answer is larger than {self._limit / 2**20:g} MB. It was stopped there.",
                kind=FailureKind.TOO_LARGE,
                hint="Ask for less, or raise the limit in Settings, Limits.",
            )

    def _fitting(self, piece: str) -> str:
        if not piece:
            return piece
        size = len(piece) if piece.isascii() else len(piece.encode("utf-8", "surrogatepass"))
        self.size += size
        if self.size <= self._limit:
            return piece
        return _first_bytes(piece, max(0, self._limit - self.size + size))


def joined(text: str) -> str:
    """The text with each high surrogate and the low one after it made one character."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        units = text.encode("utf-16-le", "surrogatepass")
        return units.decode("utf-16-le", "surrogatepass")
    return text


def _first_bytes(piece: str, room: int) -> str:
    start = piece.encode("utf-8", "surrogatepass")[:room]
    for cut in range(4):
        try:
            return start[: len(start) - cut].decode("utf-8", "surrogatepass")
        except UnicodeDecodeError:
            continue
    return ""
