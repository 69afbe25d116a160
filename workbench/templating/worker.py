"""`python -m workbench.templating.worker`: templates rendered where they can do no harm.

One request a line on standard input, one answer a line on standard output; before it begins
a message it says which, so that whoever has to kill it can name the place. It bounds its own
memory and time, and ends when standard input closes.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from typing import BinaryIO

from workbench.domain.errors import TemplateTooCostly, WorkbenchError
from workbench.templating import wire
from workbench.templating.analysis import analyse
from workbench.templating.bounds import Deadline, bound_memory
from workbench.templating.limits import OutOfTime
from workbench.templating.preview import Previewer
from workbench.templating.rendering import Renderer
from workbench.templating.wire import Document

Answer = Callable[[Document], Document]


class Worker:
    """Answers requests. `tell` is for what the other side should know before the answer."""

    def __init__(self, deadline: Deadline, tell: Callable[[Document], None]) -> None:
        def began(message_index: int) -> None:
            tell({"at": message_index})

        self._deadline = deadline
        self._renderer = Renderer(began)
        self._previewer = Previewer(began)
        self._answers: dict[str, Answer] = {
            "render": self._render,
            "analyse": self._analyse,
            "preview": self._preview,
        }

    def answer(self, line: bytes) -> Document:
        try:
            document = json.loads(line)
            with self._deadline.within(document["seconds"]):
                return self._answers[document["do"]](document)
        except WorkbenchError as error:
            return wire.error_document(error)
        except OutOfTime:
            return wire.error_document(TemplateTooCostly("The template takes too long."))
        except MemoryError:
            return wire.error_document(TemplateTooCostly("The template needs too much memory."))

    def _render(self, document: Document) -> Document:
        content, components, values = wire.read_request(document)
        rendered = self._renderer.render(content, components, values, largest=document["bytes"])
        return wire.messages_document(rendered)

    def _analyse(self, document: Document) -> Document:
        content, components, values = wire.read_request(document)
        off, archived = document.get("rules_off", ()), document.get("archived", ())
        return wire.analysis_document(
            analyse(content, components, given=values, rules_off=off, archived=archived)
        )

    def _preview(self, document: Document) -> Document:
        content, components, values = wire.read_request(document)
        return wire.preview_document(
            self._previewer.preview(content, components, values, largest=document["bytes"])
        )


def serve(requests: BinaryIO, answers: BinaryIO) -> None:
    def tell(document: Document) -> None:
        answers.write(wire.encoded(document))
        answers.flush()

    bound_memory()
    worker = Worker(Deadline(), tell)
    tell({"ready": True})
    for line in requests:
        tell(worker.answer(line))


if __name__ == "__main__":
    serve(sys.stdin.buffer, sys.stdout.buffer)
