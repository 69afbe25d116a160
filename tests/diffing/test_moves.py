"""A passage that left one place and came to another is told as moved."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from workbench.diffing.moves import with_moves
from workbench.diffing.pieces import Op
from workbench.diffing.words import diff_words

WARM = "Always greet the customer by name and be warm about it."
RULES = "Never promise a refund that the policy does not allow."
SHORT = "Answer in two sentences at most, in the customer's language."
PARAGRAPHS = (WARM, RULES, SHORT, "Sign every answer with the team's name, not with your own.")
TEXTS = st.lists(st.sampled_from((*PARAGRAPHS, "ok", "")), max_size=6).map("\n\n".join)


def moved(old, new):
    return with_moves(diff_words(old, new))


def passages(pieces, op):
    return {p.move: p.text.strip() for p in pieces if p.op is op and p.move}


@given(TEXTS, TEXTS)
def test_the_pieces_still_join_to_both_texts(old, new):
    pieces = moved(old, new)

    assert "".join(p.text for p in pieces if p.op is not Op.INSERT) == old
    assert "".join(p.text for p in pieces if p.op is not Op.DELETE) == new


@given(TEXTS, TEXTS)
def test_every_move_has_a_place_it_left_and_one_it_came_to(old, new):
    pieces = moved(old, new)

    assert passages(pieces, Op.DELETE).keys() == passages(pieces, Op.INSERT).keys()


def test_a_paragraph_that_changed_places_is_moved_with_its_lines():
    old = "\n\n".join((WARM, RULES, SHORT))
    new = "\n\n".join((RULES, SHORT, WARM))

    pieces = moved(old, new)

    left = [p for p in pieces if p.op is Op.DELETE and p.move]
    came = [p for p in pieces if p.op is Op.INSERT and p.move]
    assert [p.text.strip() for p in left] == [p.text.strip() for p in came] == [WARM]
    assert (left[0].other_line, came[0].other_line, left[0].exact) == (5, 1, True)


def test_a_paragraph_that_was_edited_on_the_way_is_still_the_same_one():
    edited = WARM.replace("warm", "very warm")
    old = "\n\n".join((WARM, RULES, SHORT))
    new = "\n\n".join((RULES, SHORT, edited))

    pieces = moved(old, new)

    assert passages(pieces, Op.DELETE) == {1: WARM}
    assert passages(pieces, Op.INSERT) == {1: edited}
    assert not any(p.exact for p in pieces if p.move)


def test_words_that_stand_in_many_places_do_not_move():
    assert not any(p.move for p in moved("ok\n\nyes\n\nno", "no\n\nok\n\nyes"))


def test_an_edit_in_place_is_no_move():
    assert not any(p.move for p in moved(WARM, WARM.replace("warm", "kind")))
