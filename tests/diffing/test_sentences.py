from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.diffing.sentences import sentence_at, sentences, spoken


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("  \n\n", 0),
        ("Be kind. Be brief.", 2),
        ("Be kind.\nBe brief", 2),
        ("Use 3.5 points, e.g. a half. Then stop.", 2),
        ("Ask Dr. Grey first. He knows.", 2),
        ("1. Read it.\n2. Answer it.", 2),
        ("He said “stop.” She went on.", 2),
        ("Really?! Yes… no.", 3),
        ("请礼貌回答。不要道歉！好吗？", 3),
        ("丁寧に答えてください。「はい。」と言う。", 3),
        ("कृपया उत्तर दें। संक्षेप में।", 2),
        ("أجب بأدب. هل تفهم؟ نعم", 3),
        ("See example.com for more.", 1),
        ("- one\n- two\n- three", 3),
    ],
)
def test_sentences_are_counted_in_any_script(text, count):
    assert len(spoken(text)) == count


@given(st.text(alphabet="aB1. !?\n。」…,", max_size=60))
def test_sentences_join_to_the_text(text):
    assert "".join(sentences(text)) == text


def test_the_sentence_at_a_place_is_found_without_its_blanks():
    text = "One is here. Two is there.\n\n  Three."

    assert text[slice(*sentence_at(text, 0))] == "One is here."
    assert text[slice(*sentence_at(text, 15))] == "Two is there."
    assert text[slice(*sentence_at(text, len(text)))] == "Three."
    assert sentence_at("", 0) == (0, 0)
