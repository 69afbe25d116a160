"""Hostile text is shown safely, and what is copied is what it was."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.gui.kit.safe_text import FOLD, Display, safe

HIDDEN = ["\x00", "\x1b", "\u202e", "\u2066", "\u200b", "\ufeff", "\ud800", "\u2028", "\u00ad"]
ANYTHING = st.text(st.characters(), max_size=60)


@pytest.mark.parametrize("character", HIDDEN, ids=lambda c: f"U+{ord(c):04X}")
def test_a_character_without_a_shape_is_shown_by_name(character):
    shown = safe(f"a{character}b")

    assert character not in shown
    assert len(shown) > 2


@given(ANYTHING)
def test_nothing_that_controls_or_turns_reaches_the_screen(text):
    shown = safe(text)

    categories = {unicodedata.category(c) for c in shown if c not in "\n\t\u200c\u200d"}
    assert not categories & {"Cc", "Cs"}
    assert not {unicodedata.bidirectional(c) for c in shown} & {"RLO", "LRO", "RLE", "RLI", "PDF"}


def test_emoji_that_are_joined_stay_joined():
    family = "👩\u200d👩\u200d👧"

    assert safe(family) == family


def test_a_joiner_after_latin_text_is_shown():
    assert safe("pass\u200dword") == "pass⟨U+200D⟩word"


def test_a_line_too_long_to_lay_out_is_folded():
    shown = safe("x" * 2500, line_limit=1000)

    assert shown == FOLD.join(["x" * 1000, "x" * 1000, "x" * 500])


@given(st.lists(ANYTHING, max_size=5))
def test_it_does_not_matter_how_a_text_arrives_in_pieces(pieces):
    in_pieces, at_once = Display(7), Display(7)

    shown = "".join(in_pieces.feed(piece) for piece in pieces)

    assert shown == at_once.feed("".join(pieces))


@given(ANYTHING.filter(lambda text: not text.endswith("\r")), st.data())
def test_every_stretch_leads_back_to_the_exact_text(text, data):
    display = Display(7)
    shown = display.feed(text)
    middle = data.draw(st.integers(0, len(shown)))

    first, cut = display.exact_range(0, middle)
    _, last = display.exact_range(middle, len(shown))

    assert (first, last) == (0, len(text))
    assert safe(text[:cut], 7).replace(FOLD, "").startswith(shown[:middle].replace(FOLD, "")[:-1])
