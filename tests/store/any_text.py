"""Texts as hypothesis can think them up: every code point, halves of surrogate pairs too."""

from hypothesis import strategies

any_text = strategies.one_of(
    strategies.text(strategies.characters(exclude_categories=())),
    strategies.text('\x00\ud83d\ude00\u2028\ufeff\r\n"\\😀'),
)
