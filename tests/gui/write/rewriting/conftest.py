"""A window with one prompt open that includes a component, both of which name `ticket`."""

from __future__ import annotations

import pytest

from tests.builders import a_content
from tests.gui.write.open_write import open_prompt
from workbench.domain.datasets import Case
from workbench.domain.problems import Analysis
from workbench.domain.prompts import Input, PromptKind


@pytest.fixture
def sorting(services, request, qtbot):
    services.prompts.create(
        "parts/ticket", PromptKind.COMPONENT, a_content("Ticket: {{ ticket }}", "")
    )
    content = a_content(
        'Sort {{ ticket }} {% include "parts/ticket" %}',
        "{% for ticket in tickets %}{{ ticket }}{% endfor %} the ticket",
        inputs=(Input("ticket", description="What they wrote"),),
    )
    opened = services.prompts.create("support/sort", content=content)
    services.datasets.keep_case(opened.prompt.id, Case(name="one", values=(("ticket", "Help"),)))
    write = request.getfixturevalue("write")
    write.engine.analysis = Analysis(inputs=(Input("ticket"), Input("tickets")))
    open_prompt(qtbot, write, "support/sort")
    qtbot.waitUntil(lambda: dict(write.session.case.values) == {"ticket": "Help"})
    return write


def select(write, text, index=0):
    """Select the first place of a text in a message."""
    edit = write.message(index)
    edit.setFocus()
    write.place.editor.cards.go_to(index)
    start = edit.exact_text().index(text)
    cursor = edit.textCursor()
    cursor.setPosition(start)
    cursor.setPosition(start + len(text), cursor.MoveMode.KeepAnchor)
    edit.setTextCursor(cursor)
    return edit


@pytest.fixture(name="select")
def _select():
    return select


def texts(write):
    return [message.text for message in write.session.content.messages]
