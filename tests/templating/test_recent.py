"""What was found out lately is kept within its bounds."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from workbench.templating.recent import LEAST, Recent


def test_what_was_used_last_stays():
    recent: Recent[str, int] = Recent(2 * LEAST)
    recent.put("a", 1, 1)
    recent.put("b", 2, 1)

    recent.get("a")
    recent.put("c", 3, 1)

    assert [recent.get(key) for key in "abc"] == [1, None, 3]


def test_what_takes_all_the_room_is_handed_back_and_not_kept():
    recent: Recent[str, int] = Recent(1000)

    assert recent.put("a", 1, 1001) == 1
    assert recent.get("a") is None


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 400))))
def test_it_never_holds_more_than_it_may(puts):
    recent: Recent[int, int] = Recent(1000)
    sizes: dict[int, int] = {}

    for key, size in puts:
        recent.put(key, size, size)
        sizes[key] = max(size, LEAST)
        assert sum(sizes[each] for each in sizes if recent.get(each) is not None) <= 1000
        assert recent.get(key) == size
