"""Pieces join to both texts whatever these hold, and read as a person would tell it."""

from __future__ import annotations

import random
from itertools import pairwise
from unicodedata import category

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.diffing.pieces import Op, Piece, inline_text
from workbench.diffing.words import diff_words

ANYTHING = st.text(st.characters(exclude_categories=()), max_size=60)
SIGNS = (
    *(
        "a",
        "b",
        "word",
        " ",
        "  ",
        "\\n",
        "\\r\\n",
        "\\r",
        ".",
        "_",
        "-",
        "\\0",
        "\\u2028",
        "\\x85",
    ),
    *("\\u0301", "\\u200d", "\\ufe0f", "e\\u0301", "\\ud83d", "\\ude00", "漢", "字", "ไ", "नी"),
    *("👩", "👍🏽", "🇩🇪", "🏴\\U000e0067"),
)
TANGLED = st.lists(st.sampled_from(SIGNS), max_size=30).map("".join)
TEXTS = ANYTHING | TANGLED


def old_of(pieces):
    return "".join(piece.text for piece in pieces if piece.op is not Op.INSERT)


def new_of(pieces):
    return "".join(piece.text for piece in pieces if piece.op is not Op.DELETE)


@given(TEXTS, TEXTS)
def test_pieces_join_to_both_texts(old, new):
    pieces = diff_words(old, new)

    assert (old_of(pieces), new_of(pieces)) == (old, new)


@given(st.lists(TEXTS, max_size=12), st.data())
def test_edited_texts_keep_what_was_not_touched(parts, data):
    edited = list(parts)
    for _ in range(data.draw(st.integers(0, 3))):
        place = data.draw(st.integers(0, len(edited)))
        edited[place : place + data.draw(st.integers(0, 2))] = data.draw(
            st.lists(TEXTS, max_size=2)
        )
    old, new = "\n".join(parts), "\n".join(edited)

    pieces = diff_words(old, new)

    assert (old_of(pieces), new_of(pieces)) == (old, new)
    assert diff_words(old, new) == pieces


@given(TANGLED, TANGLED)
def test_pieces_are_few_and_never_empty(old, new):
    pieces = diff_words(old, new)

    assert all(piece.text for piece in pieces)
    assert all(before.op is not after.op for before, after in pairwise(pieces))
    assert (old == new) == all(piece.op is Op.EQUAL for piece in pieces)


@given(TANGLED, TANGLED)
def test_no_piece_begins_within_what_is_read_as_one_sign(old, new):
    for text, other in ((old, Op.INSERT), (new, Op.DELETE)):
        position = 0
        for piece in diff_words(old, new):
            if piece.op is other:
                continue
            if position:
                assert not cut(text, position)
            position += len(piece.text)


def cut(text, position):
    before, after = text[position - 1], text[position]
    marked = category(after).startswith("M") or after in "\u200d🏽" or after == "\U000e0067"
    joined = before == "\u200d" or text[position - 1 : position + 1] == "\r\n"
    return (marked and category(before) not in ("Cc", "Zl", "Zp")) or joined


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("", "", ""),
        ("same", "same", "same"),
        ("", "new", "{+new+}"),
        ("old", "", "[-old-]"),
        ("the red cat", "the blue cat", "the [-red-]{+blue+} cat"),
        ("the cat", "the red cat", "the {+red +}cat"),
        ("one two", "one, two", "one{+,+} two"),
        ("a red car", "a blue bike", "a [-red car-]{+blue bike+}"),
        ("One. Two.", "One. More. Two.", "One. {+More. +}Two."),
        ("café", "cafe\u0301", "[-café-]{+cafe\u0301+}"),
        ("👍🏽 ok", "👍🏿 ok", "[-👍🏽-]{+👍🏿+} ok"),
        ("👨‍👩‍👧", "👨‍👩‍👦", "[-👨‍👩‍👧-]{+👨‍👩‍👦+}"),
        ("🇩🇪🇫🇷", "🇩🇪🇮🇹", "🇩🇪[-🇫🇷-]{+🇮🇹+}"),
        ("我喜欢猫", "我喜欢狗", "我喜欢[-猫-]{+狗+}"),
        ("a\r\nb", "a\nb", "a[-\r\n-]{+\n+}b"),
        ("- a\n- b\n", "- a\n- x\n- b\n", "- a\n{+- x\n+}- b\n"),
    ],
)
def test_a_difference_is_told_as_a_person_would(old, new, told):
    assert inline_text(diff_words(old, new)) == told


WORDS = [f"{first}{second}" for first in "abcdefghijkl" for second in ("lpha", "et", "amma", "o")]


def prompt(seed, *, ends):
    """200 KB of made-up text; `ends` is what may follow a word."""
    chosen = random.Random(seed)
    return "".join(chosen.choice(WORDS) + chosen.choice(ends) for _ in range(40_000))


LINES = [" "] * 9 + [".\n"]
SENTENCES = [" "] * 9 + [". "]
ONE_LINE = [" "]
NO_BLANKS = ["-", "_"]


@pytest.mark.parametrize("ends", [LINES, SENTENCES, ONE_LINE, NO_BLANKS])
@pytest.mark.parametrize("kind", ["rewritten", "shuffled", "half the words", "every line"])
def test_large_texts_are_compared_whole(ends, kind):
    old = prompt(1, ends=ends)
    changed = random.Random(2)
    new = {
        "rewritten": lambda: prompt(3, ends=ends),
        "shuffled": lambda: "".join(changed.sample(lines := old.splitlines(True), len(lines))),
        "half the words": lambda: " ".join(
            changed.choice((word, "other")) for word in old.split(" ")
        ),
        "every line": lambda: old.replace("\n", "!\n"),
    }[kind]()

    pieces = diff_words(old, new)

    assert (old_of(pieces), new_of(pieces)) == (old, new)


def test_a_few_edits_in_a_large_text_are_found_word_by_word():
    old = prompt(1, ends=LINES)
    lines = old.splitlines(True)
    for place in (10, 1000, 2000):
        lines[place] = f"EDITED {lines[place]}"

    pieces = diff_words(old, "".join(lines))

    assert [piece for piece in pieces if piece.op is not Op.EQUAL] == [
        Piece(Op.INSERT, "EDITED ")
    ] * 3


@pytest.mark.parametrize("sign", ["é", "e\u0301", "ж", "漢", "ไ", "👍🏽"])
def test_large_texts_in_other_scripts_are_compared_whole(sign):
    old = prompt(1, ends=["。", ". ", " "]).replace("a", sign)
    new = prompt(2, ends=["。", ". ", " "]).replace("a", sign)

    pieces = diff_words(old, new)

    assert (old_of(pieces), new_of(pieces)) == (old, new)
