from __future__ import annotations

import pytest

from tests.registry.fixtures import git_identity, workshop

__all__ = ["git_identity", "workshop"]


@pytest.fixture(autouse=True)
def _with_identity(git_identity):
    """Every test here may commit."""
