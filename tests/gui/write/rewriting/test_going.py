"""The places one was at."""

from __future__ import annotations

from workbench.gui.write.rewriting.going import Place, Trail

A, B, C = Place("a"), Place("b"), Place("c")


def trail(*places):
    made = Trail()
    for place in places:
        made.go_on(place)
    return made


def test_one_goes_back_and_forward_along_the_trail():
    made = trail(A, B, C)

    assert [made.step(-1), made.step(-1), made.step(-1)] == [B, A, None]
    assert [made.step(1), made.can_go_forward] == [B, True]


def test_going_elsewhere_forgets_what_was_gone_back_from():
    made = trail(A, B)
    made.step(-1)

    made.go_on(C)

    assert not made.can_go_forward
    assert made.step(-1) == A


def test_a_place_is_left_with_the_cursor_where_it_was():
    made = trail(A)

    made.update(Place("a", 1, 7))
    made.go_on(B)

    assert made.step(-1) == Place("a", 1, 7)
