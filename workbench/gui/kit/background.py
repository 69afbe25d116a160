"""Calling services without making the window wait.

Work runs one piece after the other in one thread, so a later read sees an earlier write;
what it returns or raises is handed back on the UI thread. An answer whose owner is gone
is dropped.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal
from shiboken6 import isValid

from workbench.domain.errors import WorkbenchError

if TYPE_CHECKING:  # The window is painted before there is any work, and before this is loaded
    from concurrent.futures import Future, ThreadPoolExecutor

Result = TypeVar("Result")
_Then = Callable[[Any], None]
_Failed = Callable[[WorkbenchError], None]


class _Job:
    """What is to be done and what came of it. It is emptied on the UI thread: the other one may be
    the last to let go of it, and what belongs to the window must not die there."""

    __slots__ = ("error", "failed", "future", "owner", "result", "then", "work")

    def __init__(
        self, owner: QObject, work: Callable[[], Any], then: _Then | None, failed: _Failed | None
    ) -> None:
        self.owner, self.work, self.then, self.failed = owner, work, then, failed
        self.result: Any = None
        self.error: BaseException | None = None
        self.future: Future[None] | None = None

    def do(self) -> None:
        try:
            self.result = self.work()
        except BaseException as error:  # Raised anew on the UI thread
            self.error = error

    def empty(self) -> None:
        for name in self.__slots__:
            delattr(self, name)


class Background(QObject):
    """`failed` says what nobody asked to hear of: expected errors without a handler."""

    failed = Signal(object)
    closing = Signal()
    """Before what is under way is waited for: what can be cut short is to be."""
    _settled = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._executor: ThreadPoolExecutor | None = None
        self._closed = False
        self._asides: list[Background] = []
        self._under_way = 0
        self._settled.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        owner: QObject,
        work: Callable[[], Result],
        then: Callable[[Result], None] | None = None,
        failed: Callable[[WorkbenchError], None] | None = None,
    ) -> Future[None]:
        """Call `work` in the thread, then `then` or `failed` on the UI thread.

        What is returned can be cancelled; the result comes to `then` alone. Once closed, what is
        asked for is dropped: the window is going.
        """
        from concurrent.futures import Future, ThreadPoolExecutor

        if self._closed:
            dropped: Future[None] = Future()
            dropped.cancel()
            return dropped
        if self._executor is None:
            self._executor = ThreadPoolExecutor(1, thread_name_prefix="services")
        self._under_way += 1
        job = _Job(owner, work, then, failed)
        future = job.future = self._executor.submit(job.do)
        future.add_done_callback(lambda _done: self._settled.emit(job))
        return future

    @property
    def idle(self) -> bool:
        """Nothing is under way, and every answer was handed back."""
        return not self._under_way and all(each.idle for each in self._asides)

    def aside(self) -> Background:
        """Another thread, for reading that takes long; it ends before this one does."""
        made = Background(self)
        self._asides.append(made)
        return made

    def close_asides(self) -> None:
        """Wait for what they do, and drop what they would do next."""
        self.closing.emit()
        for each in self._asides:
            each.close(drop=True)

    def close(self, *, drop: bool = False) -> None:
        """Wait for what is under way, so that nothing written is lost. With `drop`, what waits
        its turn is not begun."""
        self.close_asides()
        self._closed = True
        if self._executor:
            self._executor.shutdown(wait=True, cancel_futures=drop)

    def _deliver(self, job: _Job) -> None:
        self._under_way -= 1
        owner, result, error, then, failed = job.owner, job.result, job.error, job.then, job.failed
        dropped = job.future is None or job.future.cancelled()
        job.empty()
        if dropped or not isValid(owner):
            return
        if isinstance(error, WorkbenchError):
            (failed or self.failed.emit)(error)
        elif error is not None:
            raise error
        elif then:
            then(result)
