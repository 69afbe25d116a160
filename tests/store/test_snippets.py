from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as some

from tests.store.any_text import any_text
from workbench.store.snippets import LENGTH, snippet


def test_words_are_marked_where_they_begin():
    assert snippet("A refund, refunded: Refund", ["ref"]) == (
        "A \x02ref\x03und, \x02ref\x03unded: \x02Ref\x03und"
    )


def test_a_long_text_is_cut_around_the_first_word():
    shown = snippet("before " * 100 + "needle " + "after " * 100, ["needle"])

    assert shown.startswith("…before before")
    assert "\x02needle\x03 after" in shown
    assert shown.endswith("…")
    assert len(shown) < LENGTH + 10


def test_lines_are_joined_and_marks_in_the_text_are_not_taken_for_ours():
    assert snippet("one\n\n\ttwo \x02three\x03", ["two"]) == "one \x02two\x03 three"


def test_words_of_scripts_without_blanks_are_marked_within_their_runs():
    assert snippet("请退款政策说明", ["政策"]) == "请退款\x02政策\x03说明"
    assert snippet("返金ポリシー", ["ポリシー"]) == "返金\x02ポリシー\x03"


def test_accents_and_case_do_not_matter():
    assert snippet("Das Café ÖFFNET", ["cafe", "öffnet"]) == "Das \x02Café\x03 \x02ÖFFNET\x03"


def test_a_text_without_the_words_shows_its_beginning():
    assert snippet("Only this.", ["that"]) == "Only this."
    assert snippet("Only this.", ["!!"]) == "Only this."


@given(text=any_text, words=some.lists(any_text, min_size=1, max_size=3))
def test_any_text_gives_one_line_with_marks_in_pairs(text, words):
    shown = snippet(text, words)

    assert "\n" not in shown
    assert shown.count("\x02") == shown.count("\x03")
