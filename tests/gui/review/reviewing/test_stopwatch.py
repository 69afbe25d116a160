from __future__ import annotations

from tests.gui.review.reviewing.sitting_down import Clock
from workbench.gui.review.reviewing.stopwatch import IDLE_SECONDS, Stopwatch


def test_time_counts_while_it_goes_and_stands_still_in_a_pause():
    clock = Clock()
    watch = Stopwatch(clock)

    clock.now = 5
    watch.go_on()
    clock.now = 8
    watch.pause()
    clock.now = 100

    assert watch.seconds == 3


def test_after_two_idle_minutes_nothing_more_is_counted_until_there_is_a_sign_of_life():
    clock = Clock()
    watch = Stopwatch(clock)
    watch.go_on()

    clock.now = 1000
    assert watch.seconds == IDLE_SECONDS
    watch.touch()
    clock.now = 1010

    assert watch.seconds == IDLE_SECONDS + 10


def test_another_item_begins_with_what_was_counted_of_it():
    clock = Clock()
    watch = Stopwatch(clock)
    watch.go_on()
    clock.now = 7

    watch.begin(20)
    clock.now = 9

    assert watch.seconds == 22
