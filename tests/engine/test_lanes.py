"""Whose turn it is."""

from __future__ import annotations

import asyncio

from tests.engine.stand_ins import ManualTime
from workbench.engine.lanes import Lanes


def in_loop(work):
    time = ManualTime()
    return asyncio.run(work(Lanes(1, time.clock, time.sleep), time))


def test_turns_come_in_the_order_of_asking():
    async def work(lanes, _time):
        order = []

        async def take(name):
            async with lanes.turn("p/m"):
                await asyncio.sleep(0)
                order.append(name)

        await asyncio.gather(*(take(n) for n in range(5)))
        return order

    assert in_loop(work) == [0, 1, 2, 3, 4]


def test_who_gives_up_waiting_holds_nobody_up():
    async def work(lanes, _time):
        async def take():
            async with lanes.turn("p/m"):
                await asyncio.sleep(0)

        async with lanes.turn("p/m"):
            waiting = [asyncio.create_task(take()) for _ in range(3)]
            await asyncio.sleep(0)
            waiting[0].cancel()
            waiting[1].cancel()
        # The turn was passed on to nobody who is gone
        await asyncio.wait_for(waiting[2], 5)
        async with lanes.turn("p/m"):
            return True

    assert in_loop(work)


def test_who_is_cancelled_with_the_turn_in_hand_passes_it_on():
    async def work(lanes, _time):
        async def take():
            async with lanes.turn("p/m"):
                pass

        async with lanes.turn("p/m"):
            first = asyncio.create_task(take())
            second = asyncio.create_task(take())
            await asyncio.sleep(0)
        first.cancel()
        await asyncio.wait_for(second, 5)
        return first.cancelled()

    assert in_loop(work)


def test_a_resting_model_is_left_alone_and_its_neighbours_are_not():
    async def work(lanes, time):
        lanes.rest("p/tired", 5)
        async with lanes.turn("p/awake"):
            assert time.slept == []
        async with lanes.turn("p/tired"):
            return time.slept

    assert in_loop(work) == [5]
