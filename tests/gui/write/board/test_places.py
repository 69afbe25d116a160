"""Which places of a board are in sight."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRect, QSize

from workbench.gui.write.board.places import Geometry, fitted

SIZES = st.integers(1, 400)


@given(
    st.integers(0, 12),
    st.integers(0, 12),
    SIZES,
    SIZES,
    st.integers(0, 9),
    st.builds(QRect, st.integers(-50, 3000), st.integers(-50, 3000), SIZES, SIZES),
)
def test_every_place_that_meets_the_window_is_in_sight(rows, columns, width, height, gap, window):
    geometry = Geometry(rows, columns, width, height, gap)

    seen = set(geometry.in_sight(window))

    meeting = {
        (row, column)
        for row in range(rows)
        for column in range(columns)
        if geometry.area((row, column)).intersects(window)
    }
    assert meeting <= seen
    assert len(seen) <= (window.width() // (width + gap) + 2) * (
        window.height() // (height + gap) + 2
    )


def test_columns_share_the_room_down_to_what_can_be_read():
    wide = fitted(1, 2, QSize(1000, 400), 6, 300, 100)
    narrow = fitted(10, 8, QSize(1000, 400), 6, 300, 100)

    assert (wide.width, wide.size.width()) == (491, 1000)
    assert (narrow.width, narrow.height) == (300, 100)
