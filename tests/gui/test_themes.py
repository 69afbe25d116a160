from __future__ import annotations

import re
from itertools import product

import pytest
from PySide6.QtGui import QColor

from workbench.gui.kit.paths import PACKAGE, resources
from workbench.gui.kit.style_sheet import style_sheet
from workbench.gui.kit.tokens import contrast, read_palette

READABLE = 4.5
SEEN = 3.0
TEXTS = ("text", "muted", "accent", "passed", "failed", "warning", "running", "info")
SYNTAX = (
    "keyword",
    "delimiter",
    "variable",
    "filter",
    "string",
    "number",
    "comment",
    "heading",
    "emphasis",
    "link",
    "code",
    "operator",
)
THEMES = ("light", "dark")


@pytest.fixture(params=THEMES)
def colours(request):
    return read_palette(request.param).colours


@pytest.mark.parametrize("name", THEMES)
def test_a_theme_has_every_token(name):
    assert all(QColor(text[:7]).isValid() for text in read_palette(name).colours.values())


@pytest.mark.parametrize(
    ("token", "surface"),
    [
        *product(TEXTS, ("background", "panel", "raised")),
        *product(TEXTS[:3], ("hover", "selected")),
    ],
)
def test_text_can_be_read(colours, token, surface):
    assert contrast(colours[token], colours[surface]) >= READABLE


@pytest.mark.parametrize(
    ("token", "surface"),
    [
        ("accent_fill_text", "accent_fill"),
        ("accent_fill_text", "accent_fill_hover"),
        ("accent_fill_text", "accent_fill_pressed"),
        ("accent", "accent_soft"),
        ("text", "accent_soft"),
        ("text", "selection"),
        ("text", "match"),
        ("text", "match_current"),
        ("text", "value_span"),
        ("text", "passed_soft"),
        ("text", "failed_soft"),
        ("text", "warning_soft"),
        ("text", "info_soft"),
        ("passed", "passed_soft"),
        ("failed", "failed_soft"),
        ("warning", "warning_soft"),
        ("info", "info_soft"),
        ("accent", "info_soft"),
        ("accent", "warning_soft"),
        ("text", "added_background"),
        ("text", "removed_background"),
        ("text", "changed_background"),
        ("added", "added_background"),
        ("removed", "removed_background"),
        ("changed", "changed_background"),
        ("text", "added_word"),
        ("text", "removed_word"),
        ("text", "changed_word"),
        ("added", "added_word"),
        ("removed", "removed_word"),
        ("changed", "changed_word"),
        ("line_number", "background"),
        ("line_number", "current_line"),
    ],
)
def test_text_on_its_own_surface_can_be_read(colours, token, surface):
    assert contrast(colours[token], colours[surface]) >= READABLE


@pytest.mark.parametrize("token", [f"syntax_{name}" for name in SYNTAX])
@pytest.mark.parametrize("surface", ["background", "raised", "current_line"])
def test_code_can_be_read(colours, token, surface):
    assert contrast(colours[token], colours[surface]) >= READABLE


@pytest.mark.parametrize("role", ["system", "user", "assistant", "tool", "placeholder"])
def test_the_names_of_roles_can_be_read(colours, role):
    assert contrast(colours[f"role_{role}"], colours["raised"]) >= READABLE


@pytest.mark.parametrize("surface", ["background", "panel", "raised"])
def test_the_focus_ring_can_be_seen(colours, surface):
    assert contrast(colours["focus"], colours[surface]) >= SEEN


@pytest.mark.parametrize("name", THEMES)
def test_the_style_sheet_fills_every_place(name):
    sheet = style_sheet(read_palette(name), unit=4)

    assert "$" not in sheet
    assert all(re.match(r".+/(\w+)\.svg$", url) for url in re.findall(r"url\(([^)]*)\)", sheet))


@pytest.mark.parametrize("name", THEMES)
def test_the_marks_of_the_style_sheet_exist(name):
    sheet = style_sheet(read_palette(name), unit=4)

    missing = [
        url for url in re.findall(r"url\(([^)]*)\)", sheet) if not (resources() / url).is_file()
    ]

    assert missing == []


def test_no_colour_stands_outside_the_themes():
    literal = re.compile(r"[\"']#[0-9a-fA-F]{6,8}[\"']|QColor\(\s*\d|GlobalColor\.(?!transparent)")

    found = [
        f"{path.relative_to(PACKAGE)}: {match.group()}"
        for path in sorted((PACKAGE / "gui").rglob("*.py"))
        if (match := literal.search(path.read_text(encoding="utf-8")))
    ]

    assert found == []


def test_icons_are_drawn_alike():
    odd = [
        path.name
        for path in sorted((resources() / "icons").glob("*.svg"))
        if 'stroke-width="1.7"' not in (text := path.read_text(encoding="utf-8"))
        or 'viewBox="0 0 24 24"' not in text
        or "currentColor" not in text
    ]

    assert odd == []
