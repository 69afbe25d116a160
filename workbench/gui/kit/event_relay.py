"""What services publish, in the thread of the window."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal

from workbench.services.events import Event, EventBus


class EventRelay(QObject):
    """Services publish in the thread they are called in; `published` comes on the UI thread."""

    published = Signal(object)
    _arrived = Signal(object)

    def __init__(self, events: EventBus, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._arrived.connect(self._pass_on, Qt.ConnectionType.QueuedConnection)
        events.listen(self._arrived.emit)

    def _pass_on(self, event: Event) -> None:
        self.published.emit(event)
