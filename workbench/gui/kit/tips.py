"""Tooltips that say what people and models wrote, never what markup in it would make of it."""

from __future__ import annotations

from html import escape

from workbench.gui.kit.safe_text import safe


def plain_tip(text: str) -> str:
    """Lines as they are, long ones wrapped. Qt takes what looks like HTML for HTML."""
    return f'<p style="white-space: pre-wrap">{escape(safe(text))}</p>' if text else ""
