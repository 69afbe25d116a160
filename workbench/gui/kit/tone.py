"""Words in a colour of the theme, by the dynamic properties the style sheet knows."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget


def set_tone(widget: QWidget, tone: str) -> None:
    """`muted`, `accent`, `passed`, `failed`, `warning`, `running`, `section`, `title`, or none."""
    set_styled(widget, "tone", tone)


def set_styled(widget: QWidget, name: str, value: object) -> None:
    """Set a property that the style sheet looks at, and let the widget be styled anew."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)
