from __future__ import annotations

from tests.gui.release.place_fixtures import (
    made_registry,
    open_place,
    registry,
    services,
)

__all__ = ["made_registry", "open_place", "registry", "services"]
