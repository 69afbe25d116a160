"""The look of the window: tokens to a QPalette, fonts and one style sheet.

One `Theme` is handed to whoever draws. It follows the system's light or dark unless the
person chose one, and says `theme_changed` when a colour or a size is no longer the same.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontMetricsF, QPalette
from PySide6.QtWidgets import QApplication

from workbench.gui.kit.style_sheet import style_sheet
from workbench.gui.kit.tokens import Palette, read_palette

SYSTEM, LIGHT, DARK = CHOICES = ("system", "light", "dark")
SCHEMES = {LIGHT: Qt.ColorScheme.Light, DARK: Qt.ColorScheme.Dark}
STEP = 0.1

ROLES = {
    QPalette.ColorRole.Window: "panel",
    QPalette.ColorRole.WindowText: "text",
    QPalette.ColorRole.Base: "background",
    QPalette.ColorRole.AlternateBase: "panel",
    QPalette.ColorRole.Text: "text",
    QPalette.ColorRole.Button: "raised",
    QPalette.ColorRole.ButtonText: "text",
    QPalette.ColorRole.BrightText: "failed",
    QPalette.ColorRole.ToolTipBase: "raised",
    QPalette.ColorRole.ToolTipText: "text",
    QPalette.ColorRole.PlaceholderText: "muted",
    QPalette.ColorRole.Highlight: "selection",
    QPalette.ColorRole.HighlightedText: "text",
    QPalette.ColorRole.Link: "accent",
    QPalette.ColorRole.LinkVisited: "accent",
    QPalette.ColorRole.Light: "raised",
    QPalette.ColorRole.Midlight: "hover",
    QPalette.ColorRole.Mid: "border",
    QPalette.ColorRole.Dark: "border_strong",
    QPalette.ColorRole.Shadow: "border_strong",
    QPalette.ColorRole.Accent: "accent_fill",
}
GREYED = (
    QPalette.ColorRole.WindowText,
    QPalette.ColorRole.Text,
    QPalette.ColorRole.ButtonText,
    QPalette.ColorRole.HighlightedText,
)


class Theme(QObject):
    theme_changed = Signal()

    def __init__(
        self, application: QApplication, choice: str = SYSTEM, text_scale: float = 1.0
    ) -> None:
        super().__init__(application)
        self._application = application
        self._system_font = QFont(application.font())
        self._choice, self._text_scale = choice, text_scale
        self._palettes: dict[str, Palette] = {}
        self._colours: dict[str, QColor] = {}
        application.setStyle("Fusion")
        application.styleHints().colorSchemeChanged.connect(self._on_system_scheme_changed)
        self._apply()

    @property
    def choice(self) -> str:
        return self._choice

    @property
    def text_scale(self) -> float:
        return self._text_scale

    @property
    def dark(self) -> bool:
        return self._palette.dark

    def __getitem__(self, token: str) -> QColor:
        """The colour of a token. Asked again after `theme_changed`, it may be another."""
        return self._colours[token]

    def choose(self, choice: str) -> None:
        """`system`, `light` or `dark`."""
        if choice != self._choice:
            self._choice = choice
            self._apply()

    def set_text_scale(self, scale: float) -> None:
        from workbench.domain.settings import BOUNDS  # The first paint needs no settings

        smallest, largest = BOUNDS["text_scale"]
        scale = round(min(largest, max(smallest, scale)), 2)
        if scale != self._text_scale:
            self._text_scale = scale
            self._apply()

    def font(self, size: float = 1.0, *, bold: bool = False) -> QFont:
        """The text font, `size` times its usual size."""
        font = QFont(self._system_font)
        font.setPointSizeF(self._system_font.pointSizeF() * self._text_scale * size)
        font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
        return font

    def code_font(self, size: float = 1.0) -> QFont:
        """The fixed-width font of editors and outputs."""
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setPointSizeF(self._system_font.pointSizeF() * self._text_scale * size)
        font.setStyleHint(QFont.StyleHint.Monospace)
        return font

    @property
    def unit(self) -> int:
        """The grid: four logical pixels at the usual text size, growing with it."""
        return max(3, round(QFontMetricsF(self.font()).height() / 3.6))

    @property
    def _palette(self) -> Palette:
        name = self._choice if self._choice != SYSTEM else self._system_name()
        if name not in self._palettes:
            self._palettes[name] = read_palette(name)
        return self._palettes[name]

    def _system_name(self) -> str:
        scheme = self._application.styleHints().colorScheme()
        return DARK if scheme == Qt.ColorScheme.Dark else LIGHT

    def _on_system_scheme_changed(self) -> None:
        if self._choice == SYSTEM:
            self._apply()

    def _apply(self) -> None:
        hints = self._application.styleHints()
        hints.setColorScheme(SCHEMES.get(self._choice, Qt.ColorScheme.Unknown))
        self._colours = {name: _colour(text) for name, text in self._palette.colours.items()}
        self._application.setPalette(self._qt_palette())
        self._application.setFont(self.font())
        self._application.setStyleSheet(
            style_sheet(self._palette, self.unit, self.font().pointSizeF())
        )
        self.theme_changed.emit()

    def _qt_palette(self) -> QPalette:
        palette = QPalette()
        for role, token in ROLES.items():
            palette.setColor(role, self[token])
        for role in GREYED:
            palette.setColor(QPalette.ColorGroup.Disabled, role, self["disabled"])
        return palette


def _colour(text: str) -> QColor:
    """`#rrggbb` or, with an alpha at the end as on the web, `#rrggbbaa`."""
    colour = QColor(text[:7])
    if len(text) == 9:
        colour.setAlpha(int(text[7:], 16))
    return colour
