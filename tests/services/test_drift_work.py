"""A look that tells how far it is, and is ended."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from workbench.domain.drift import DriftArea, DriftProgress, DriftWork
from workbench.domain.errors import Cancelled
from workbench.domain.registered import RegistrySnapshot
from workbench.services.drift import DriftRequest, DriftService

REGISTRY = RegistrySnapshot("registry", "acme", "c", ("dev",))


class Sources:
    def snapshot(self, folder):
        return REGISTRY

    def source_files(self, folder):
        for number in range(1_000):
            yield f"{number}.py", b"x = 1"


def test_it_tells_what_is_looked_at_and_ends_when_it_is_told_to():
    heard = []

    def told(progress):
        heard.append(progress)
        if progress.count == 5:
            work.cancel()

    work = DriftWork(told)
    service = DriftService(Sources(), lambda: datetime(2026, 11, 22, tzinfo=UTC))

    with pytest.raises(Cancelled):
        service.report(DriftRequest(Path(), source=Path()), work)

    assert heard[0] == DriftProgress(DriftArea.CONTENT)
    assert heard[-1] == DriftProgress(DriftArea.CODE, 5)
