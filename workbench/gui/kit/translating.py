"""Marks texts in tables for translation; the widgets that show them translate."""

from __future__ import annotations


def QT_TRANSLATE_NOOP(_context: str, text: str) -> str:
    """As Qt's, which is typed as returning an object. `pyside6-lupdate` finds both by name."""
    return text
