"""From the first item to the last, with the keys of a reviewer."""

from __future__ import annotations

from PySide6.QtCore import Qt

Key = Qt.Key


def test_an_item_is_judged_with_three_keys_and_the_next_one_is_there(sit_down, review):
    reviewer = sit_down(review)
    first = reviewer.item.key
    assert reviewer.progress == "1 of 3"

    reviewer.press("4", "y")
    reviewer.enter()

    judgment = reviewer.said()[first]
    assert judgment.answers == (("tone", 4), ("true", True))
    assert reviewer.item.key != first
    assert reviewer.progress == "2 of 3"
    assert (
        reviewer.text
        == reviewer.services.reviews.shown(review.id, "ada", [reviewer.item])[0].outputs[0].text
    )


def test_enter_says_what_is_missing_and_goes_on_only_when_it_is_answered(sit_down, review):
    reviewer = sit_down(review)

    reviewer.press("4")
    reviewer.enter()

    assert reviewer.progress == "1 of 3"
    assert "Is it true?" in reviewer.page.footer.words.text()
    assert reviewer.field("true").isAncestorOf(reviewer.page.focusWidget())
    assert reviewer.said() == {}
    reviewer.press("n")
    reviewer.enter()
    assert reviewer.progress == "2 of 3"


def test_at_the_end_one_is_thanked(sit_down, review):
    reviewer = sit_down(review)

    for _each in range(3):
        reviewer.press("2", "n")
        reviewer.enter()

    assert reviewer.page.end.isVisible()
    assert "3 of 3" in reviewer.page.end.text.text()
    assert len(reviewer.said()) == 3
