"""The one style sheet: `resources/themes/window.qss` with its places filled in.

`$token` is a colour; `$u1` … `$u8` are that many units of the grid in logical pixels, and
`$half` is half a unit; `$heading` is the size of headings; `$marks` is the folder of the
drawings tinted for this theme.
"""

from __future__ import annotations

from string import Template

from workbench.gui.kit.paths import resources
from workbench.gui.kit.tokens import Palette

UNITS = range(1, 13)


def style_sheet(palette: Palette, unit: int, points: float = 10) -> str:
    """`points` is the size of the text. Raises `KeyError` for an unknown place: our mistake."""
    text = (resources() / "themes" / "window.qss").read_text(encoding="utf-8")
    sizes = {f"u{count}": f"{count * unit}px" for count in UNITS}
    marks = (resources() / "themes" / "marks" / palette.name).as_posix()
    places = {name: _web(colour) for name, colour in palette.colours.items()}
    return Template(text).substitute(
        places,
        **sizes,
        heading=f"{points * 1.35:.1f}pt",
        half=f"{max(1, unit // 2)}px",
        marks=marks,
    )


def _web(colour: str) -> str:
    """Style sheets write an alpha in front: `#aarrggbb`."""
    return f"#{colour[7:]}{colour[1:7]}" if len(colour) == 9 else colour
