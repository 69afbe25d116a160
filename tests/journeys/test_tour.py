"""The tour goes through to its end, so that the pictures in the guide can be drawn anew."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from PySide6.QtGui import QImage

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


def test_the_tour_goes_the_same_way_in_the_dark_at_twice_the_scale(tmp_path):
    target = tmp_path / "pictures"

    done = subprocess.run(
        [sys.executable, "-m", "tests.journeys.tour", str(target), "dark"],
        env={**os.environ, "QT_SCALE_FACTOR": "2"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    sizes = {QImage(str(file)).size().toTuple() for file in target.iterdir()}
    assert sizes == {(2 * SIZE[0], 2 * SIZE[1])}
