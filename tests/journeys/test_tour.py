"""The tour goes through to its end, so that the pictures in the guide can be drawn anew."""

from __future__ import annotations

import pytest

from tests.journeys.tour import IMAGES, SIZE, walk

pytestmark = [pytest.mark.qt_log_ignore("This plugin does not support"), pytest.mark.timeout(300)]


def test_the_tour_leaves_the_pictures_that_the_guide_shows(open_window, home, tmp_path):
    window = open_window(home / "work.db").settle()
    window.window.resize(*SIZE)
    target = tmp_path / "pictures"
    target.mkdir()

    pictures = walk(window, target)

    assert len(pictures) >= 15
    assert {picture.name for picture in pictures} == {file.name for file in IMAGES.glob("*.png")}
