"""Runs are written together, in order, and each learns how that went for itself."""

from __future__ import annotations

import asyncio
import threading

import pytest

from tests.builders import a_job, a_run
from workbench.domain.errors import WorkspaceError
from workbench.domain.runs import Outcome
from workbench.engine.recording import MOST_TOGETHER, Recorder


class Book:
    """A store that writes when it is let, and refuses what it is told to refuse."""

    def __init__(self, *refused, held=False):
        self.groups, self._refused = [], refused
        self.may = threading.Event()
        self.begun = threading.Event()
        if not held:
            self.may.set()

    def record_all(self, runs):
        self.begun.set()
        assert self.may.wait(30)
        ids = [run.id for run in runs]
        if set(ids) & set(self._refused):
            raise WorkspaceError("no")
        self.groups.append(ids)


def a_numbered_run(number, **fields):
    return a_run(f"run-{number}", job=a_job(f"run-{number}"), **fields)


def in_loop(book, work):
    async def inside():
        recorder = Recorder(book, lambda: 0.0)
        try:
            return await work(recorder)
        finally:
            recorder.close()

    return asyncio.run(inside())


async def while_one_is_written(book, recorder, runs):
    """The tasks that record `runs`, put in while the first of all is being written."""
    first = asyncio.create_task(recorder.record(a_numbered_run(0)))
    await asyncio.to_thread(book.begun.wait, 30)
    tasks = [asyncio.create_task(recorder.record(run)) for run in runs]
    await asyncio.sleep(0)
    book.may.set()
    await first
    return await asyncio.gather(*tasks, return_exceptions=True)


def test_what_comes_while_another_is_written_is_written_together_in_order():
    book = Book(held=True)
    runs = [a_numbered_run(number) for number in range(1, 6)]

    in_loop(book, lambda recorder: while_one_is_written(book, recorder, runs))

    assert book.groups == [["run-0"], [f"run-{number}" for number in range(1, 6)]]


def test_a_group_is_never_larger_than_it_may_be():
    book = Book(held=True)
    runs = [a_numbered_run(number) for number in range(1, MOST_TOGETHER + 50)]

    in_loop(book, lambda recorder: while_one_is_written(book, recorder, runs))

    assert [len(group) for group in book.groups] == [1, MOST_TOGETHER, 49]


def test_one_that_cannot_be_written_keeps_no_other_from_it():
    book = Book("run-2", held=True)
    runs = [a_numbered_run(number) for number in range(1, 4)]

    told = in_loop(book, lambda recorder: while_one_is_written(book, recorder, runs))

    assert [type(each) for each in told] == [type(None), WorkspaceError, type(None)]
    assert book.groups == [["run-0"], ["run-1"], ["run-3"]]


def test_the_text_so_far_that_cannot_be_written_is_logged_and_raises_nothing(caplog):
    book = Book("run-1")

    async def work(recorder):
        await asyncio.wait([recorder.record_in_passing(a_numbered_run(1))])
        await asyncio.sleep(0)

    in_loop(book, work)

    assert "its text so far was not recorded" in caplog.text


def test_the_end_of_a_run_is_written_after_its_middle():
    book = Book(held=True)
    middle = a_numbered_run(1, outcome=Outcome.RUNNING)

    async def work(recorder):
        recorder.record_in_passing(middle)
        ending = asyncio.create_task(recorder.record(a_numbered_run(1)))
        await asyncio.sleep(0)
        book.may.set()
        await ending

    in_loop(book, work)

    assert [each for group in book.groups for each in group] == ["run-1", "run-1"]


def test_recording_after_the_end_raises():
    async def work(recorder):
        recorder.close()
        with pytest.raises(RuntimeError):
            await recorder.record(a_numbered_run(1))

    in_loop(Book(), work)
