"""The window.

PySide6 6.12 takes one reference from None for each call that returns nothing, and one from
True for each signal that is emitted, which before Python 3.12, where these cannot be freed,
ends the process after some thousand calls. They are given more references than a window can
use up.
"""

from __future__ import annotations

import ctypes
import sys

ENOUGH = 1 << 48

if sys.implementation.name == "cpython" and sys.version_info < (3, 12):
    for constant in (None, True, False):
        ctypes.c_ssize_t.from_address(id(constant)).value += ENOUGH
