"""Embeddings in SQLite, by model and text digest."""

from __future__ import annotations

import sys
from array import array
from collections.abc import Mapping, Sequence

from workbench.store.database import Workspace

AT_ONCE = 500
"""Digests in one question."""


class SqliteEmbeddings:
    """Implements `model_ports.EmbeddingStore`."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def vectors(self, model: str, digests: Sequence[str]) -> dict[str, tuple[float, ...]]:
        found: dict[str, tuple[float, ...]] = {}
        with self._workspace.reading() as db:
            for start in range(0, len(digests), AT_ONCE):
                asked = digests[start : start + AT_ONCE]
                places = ", ".join("?" * len(asked))
                rows = db.execute(
                    "SELECT digest, vector FROM embeddings"
                    f" WHERE model = ? AND digest IN ({places})",
                    [model, *asked],
                )
                found |= {row["digest"]: _read(row["vector"]) for row in rows}
        return found

    def keep(self, model: str, vectors: Mapping[str, tuple[float, ...]]) -> None:
        with self._workspace.writing() as db:
            db.executemany(
                "INSERT INTO embeddings VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                [(model, digest, _column(vector)) for digest, vector in vectors.items()],
            )


def _column(vector: Sequence[float]) -> bytes:
    numbers = array("f", vector)
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers.tobytes()


def _read(column: bytes) -> tuple[float, ...]:
    numbers = array("f")
    numbers.frombytes(column)
    if sys.byteorder == "big":
        numbers.byteswap()
    return tuple(numbers)
