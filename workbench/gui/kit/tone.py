"""Words in a colour of the theme, by the dynamic properties the style sheet knows."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def set_tone(widget: QWidget, tone: str) -> None:
    """`muted`, `accent`, `chosen`, `passed`, `failed`, `warning`, `running`, `section`, `title`,
    `heading`, or none."""
    set_styled(widget, "tone", tone)


def set_styled(widget: QWidget, name: str, value: object) -> None:
    """Set a property that the style sheet looks at, and let the widget be styled anew."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def set_surface(widget: QWidget, surface: str) -> None:
    """`background`, `panel`, `card`, `sections`, `line`: what the widget looks like beneath."""
    widget.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    set_styled(widget, "surface", surface)
