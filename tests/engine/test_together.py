"""Small calls that are made together in one thread."""

from __future__ import annotations

import asyncio
import threading
from functools import partial

import pytest

from workbench.engine.together import Together


def in_a_loop(work):
    return asyncio.run(asyncio.wait_for(work(), 30))


def test_each_gets_what_its_own_call_returns():
    async def work():
        together = Together()
        return await asyncio.gather(*(together.call(partial(pow, n, 2)) for n in range(200)))

    assert in_a_loop(work) == [n * n for n in range(200)]


def test_what_comes_while_others_are_made_waits_and_is_made_in_one_go():
    begun, go_on = threading.Event(), threading.Event()
    at_work = []

    def slow():
        begun.set()
        go_on.wait(20)

    def quick():
        at_work.append(threading.get_ident())

    async def work():
        together = Together()
        first = asyncio.create_task(together.call(slow))
        await asyncio.to_thread(begun.wait, 20)
        others = [asyncio.create_task(together.call(quick)) for _ in range(5)]
        await asyncio.sleep(0)
        assert not at_work
        go_on.set()
        await asyncio.gather(first, *others)

    in_a_loop(work)

    assert len(at_work) == 5
    assert len(set(at_work)) == 1


def test_one_that_fails_leaves_the_others_alone():
    async def work():
        together = Together()
        calls = (together.call(partial(divmod, 7, n)) for n in (2, 0, 3))
        return await asyncio.gather(*calls, return_exceptions=True)

    first, failed, last = in_a_loop(work)

    assert (first, last) == ((3, 1), (2, 1))
    assert isinstance(failed, ZeroDivisionError)


def test_one_that_nobody_waits_for_any_longer_is_not_made():
    begun, go_on = threading.Event(), threading.Event()
    made = []

    def slow():
        begun.set()
        go_on.wait(20)

    async def work():
        together = Together()
        first = asyncio.create_task(together.call(slow))
        await asyncio.to_thread(begun.wait, 20)
        given_up = asyncio.create_task(together.call(partial(made.append, "given up")))
        wanted = asyncio.create_task(together.call(partial(made.append, "wanted")))
        await asyncio.sleep(0)
        given_up.cancel()
        go_on.set()
        await asyncio.gather(first, wanted)
        with pytest.raises(asyncio.CancelledError):
            await given_up

    in_a_loop(work)

    assert made == ["wanted"]
