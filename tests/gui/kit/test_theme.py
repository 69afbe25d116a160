from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QIcon

from workbench.gui.kit.tokens import contrast


def test_choosing_dark_turns_the_surfaces_dark_and_the_text_light(theme, qtbot):
    with qtbot.waitSignal(theme.theme_changed):
        theme.choose("dark")

    assert theme.dark
    assert theme["text"].lightness() > theme["background"].lightness()


def test_choosing_the_same_theme_again_is_no_news(theme, qtbot):
    with qtbot.assertNotEmitted(theme.theme_changed):
        theme.choose("light")


def test_larger_text_makes_the_grid_larger(theme):
    before = theme.font().pointSizeF(), theme.unit

    theme.set_text_scale(1.6)

    assert (theme.font().pointSizeF(), theme.unit) > before
    assert theme.code_font().pointSizeF() == theme.font().pointSizeF()


def test_text_size_stays_within_bounds(theme):
    theme.set_text_scale(99)

    assert theme.text_scale == 2.5


def test_an_icon_has_the_colour_of_its_token_in_every_theme(theme, icons):
    icon = icons("check", "text")
    light = darkest(icon)

    theme.choose("dark")

    assert light < 90
    assert darkest(icon) > 150


def test_an_icon_is_as_sharp_as_the_screen(icons):
    pixmap = icons("play").pixmap(QSize(16, 16), 2.0)

    assert pixmap.size() == QSize(32, 32)
    assert pixmap.devicePixelRatio() == 2.0


def test_a_disabled_icon_is_pale(theme, icons):
    icon = icons("play", "text")

    assert darkest(icon, QIcon.Mode.Disabled) > darkest(icon)


def test_contrast_is_as_wcag_counts_it():
    assert contrast("#ffffff", "#000000") == 21
    assert round(contrast("#777777", "#ffffff"), 2) == 4.48


def darkest(icon, mode=QIcon.Mode.Normal):
    """The mean lightness of the drawn pixels."""
    image = icon.pixmap(QSize(48, 48), 1.0, mode).toImage()
    drawn = [
        image.pixelColor(x, y).lightness()
        for x in range(48)
        for y in range(48)
        if image.pixelColor(x, y).alpha() > 200
    ]
    return sum(drawn) / len(drawn)
