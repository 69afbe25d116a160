from __future__ import annotations

import pytest

from workbench.domain.errors import Cancelled
from workbench.domain.long_work import LongWork


def test_it_tells_how_far_it_is():
    heard: list[int] = []

    LongWork(heard.append).tell(3)

    assert heard == [3]


def test_it_goes_on_until_it_is_cancelled():
    work = LongWork[int]()
    work.go_on()

    work.cancel()

    assert work.cancelled
    with pytest.raises(Cancelled):
        work.go_on()
