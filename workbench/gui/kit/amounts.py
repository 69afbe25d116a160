"""Seconds and money as they are written everywhere in the window."""

from __future__ import annotations

from workbench.domain.amounts import money as money
from workbench.domain.amounts import seconds as seconds
