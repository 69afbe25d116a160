"""Whose turn it is."""

from __future__ import annotations

import asyncio

from tests.engine.stand_ins import ManualTime
from workbench.engine.lanes import SUCCESSES_TO_GROW, Lanes


def in_loop(work):
    time = ManualTime()
    return asyncio.run(work(Lanes(lambda _provider: 1, time.clock, time.sleep), time))


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


def test_who_is_refused_goes_behind_those_that_waited_through_the_rest():
    async def work(lanes, time):
        asked = []

        async def insist(name):
            for _ in range(3):
                async with lanes.turn("p/m"):
                    asked.append(name)
                    lanes.rest("p/m", 1)
                await time.sleep(0.5)

        await asyncio.gather(*(insist(n) for n in range(5)))
        return asked

    assert in_loop(work) == [*range(5)] * 3


def test_a_rest_that_begins_while_others_wait_ends_for_them_though_the_refused_is_gone():
    async def work(lanes, _time):
        async def take():
            async with lanes.turn("p/m"):
                return True

        async with lanes.turn("p/m"):
            second = asyncio.create_task(take())
            await asyncio.sleep(0)
            lanes.rest("p/m", 3)
        return await asyncio.wait_for(second, 5)

    assert in_loop(work)


def wide(limit=64):
    time = ManualTime()
    return Lanes(lambda _provider: limit, time.clock, time.sleep), time


async def hold(lanes, count, model="p/m"):
    """That many turns that are held until they are cancelled; how many were given."""
    given = []

    async def take():
        async with lanes.turn(model):
            given.append(None)
            await asyncio.Event().wait()

    tasks = [asyncio.create_task(take()) for _ in range(count)]
    for _ in range(3):
        await asyncio.sleep(0)
    return given, tasks


async def let_go(tasks):
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


def width_after(lanes, count=100):
    async def work():
        given, tasks = await hold(lanes, count)
        await let_go(tasks)
        return len(given)

    return asyncio.run(work())


def test_who_asks_to_slow_down_gets_half_as_many_at_a_time():
    lanes, time = wide()

    async def work():
        _, tasks = await hold(lanes, 64)
        lanes.slow_down("p/m", time.clock())
        await let_go(tasks)

    asyncio.run(work())

    assert width_after(lanes) == 32


def test_refusals_of_what_was_sent_before_narrow_no_further():
    lanes, time = wide()

    async def work():
        _, tasks = await hold(lanes, 64)
        sent_at = time.clock()
        time.seconds += 1
        for _ in range(64):
            lanes.slow_down("p/m", sent_at)
        await let_go(tasks)

    asyncio.run(work())

    assert width_after(lanes) == 32


def test_a_lane_is_never_closed_and_grows_back_to_its_limit_and_no_further():
    lanes, time = wide(4)
    for _ in range(5):
        lanes.slow_down("p/m", time.clock())
    assert width_after(lanes) == 1

    for _ in range(SUCCESSES_TO_GROW):
        lanes.went_well("p/m")
    assert width_after(lanes) == 2

    for _ in range(10 * SUCCESSES_TO_GROW):
        lanes.went_well("p/m")
    assert width_after(lanes) == 4
    assert lanes.reason("p") == ""


def test_a_refusal_between_answers_begins_their_count_anew():
    lanes, time = wide(8)
    lanes.slow_down("p/m", time.clock())
    for _ in range(3):
        for _ in range(SUCCESSES_TO_GROW - 1):
            lanes.went_well("p/m")
        lanes.slow_down("p/m", 0.0)

    assert width_after(lanes) == 1


def test_it_says_in_words_why_it_goes_slowly():
    lanes, time = wide(8)
    assert lanes.reason("p") == ""

    lanes.slow_down("p/m", time.clock())
    assert lanes.reason("p") == "p asked to slow down: 1 at a time instead of 8."

    lanes.rest("p/m", 12)
    assert lanes.reason("p") == "p asked to wait, for another 12 s."
    assert lanes.reason("other") == ""


def test_who_waits_behind_a_single_turn_is_told_so():
    lanes, _ = wide(1)

    async def work():
        _, tasks = await hold(lanes, 2)
        said = lanes.reason("p")
        await let_go(tasks)
        return said

    assert asyncio.run(work()) == "p gets one request at a time."
