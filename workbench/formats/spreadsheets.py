"""Text for spreadsheets, which take some of it for formulas."""

from __future__ import annotations

import re

FORMULA = re.compile(r" *[\t\r\n]|\s*(?:[=+\-@|%]|＝|＋|－|＠)")


def harmless(text: str) -> str:
    """The text as a cell that is no formula.

    A spreadsheet takes a text that begins with `=`, `+`, `-` or `@` for a formula and may send
    what it finds to anyone: such a text stands behind an apostrophe, which a reader takes off.
    """
    return f"'{text}" if FORMULA.match(text) else text
