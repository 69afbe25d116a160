"""The colours of a theme by their meaning, read from `resources/themes/*.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass

from workbench.gui.kit.paths import theme_file

NAMES = """
    background panel raised hover pressed selected border border_strong shadow
    text muted disabled accent accent_fill accent_fill_hover accent_fill_pressed accent_fill_text
    accent_soft focus
    passed failed warning running info passed_soft failed_soft warning_soft info_soft
    added removed changed added_background removed_background changed_background
    added_word removed_word changed_word
    selection current_line line_number match match_current bracket value_span
    squiggle_error squiggle_warning squiggle_hint
    syntax_keyword syntax_delimiter syntax_variable syntax_filter syntax_string syntax_number
    syntax_comment syntax_heading syntax_emphasis syntax_link syntax_code syntax_operator
    role_system role_user role_assistant role_tool role_placeholder
    scrollbar scrollbar_hover
"""
TOKENS = frozenset(NAMES.split())


@dataclass(frozen=True, slots=True)
class Palette:
    """One theme as written: every token has a colour."""

    name: str
    dark: bool
    colours: Mapping[str, str]


def read_palette(name: str) -> Palette:
    """Raises `ValueError` naming the tokens that are missing or unknown: our own mistake."""
    with theme_file(name).open("rb") as file:
        document = tomllib.load(file)
    colours: dict[str, str] = document["colours"]
    if wrong := TOKENS ^ colours.keys():
        raise ValueError(f"theme {name}: missing or unknown: {', '.join(sorted(wrong))}")
    return Palette(name, document["dark"], colours)


def contrast(first: str, second: str) -> float:
    """WCAG's ratio of two `#rrggbb` colours, from 1 to 21."""
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[i : i + 2], 16) / 255) for i in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)
