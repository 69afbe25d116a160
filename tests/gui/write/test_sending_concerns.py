"""Which models will not take a message is said on its card, before the run."""

from __future__ import annotations

from dataclasses import replace

import pytest

from workbench.domain.models import Model
from workbench.domain.parameters import Support
from workbench.domain.prompts import Message, Role

PNG = b"\x89PNG\r\n\x1a\nrest"


@pytest.fixture
def blind(write):
    """Two ticked models, one of which takes neither images nor the beginning of an answer."""
    rows = write.place.models.rows
    support = Support(images=False, prefill=False)
    models = [Model("openai/blind", "openai", support=support), Model("demo/brief", "demo")]
    rows.show_models(models)
    rows.tick([model.name for model in models])
    rows.ticked_changed.emit()
    return rows


def warning(write, index):
    label = write.place.editor.cards.cards[index].warning
    return label.text() if label.isVisible() else ""


def test_a_model_that_takes_no_images_is_named_until_it_is_unticked(write, blind):
    content = write.session.content
    attached = write.services.attachments.attach("plan.png", PNG)
    message = replace(content.messages[0], attachments=(attached,))

    write.session.apply(content.with_message(0, message), "Attach")
    assert warning(write, 0) == "openai/blind takes no images, as far as is known."
    blind.tick(["demo/brief"])
    blind.ticked_changed.emit()

    assert warning(write, 0) == ""


def test_a_model_that_does_not_continue_an_answer_is_named(write, blind):
    content = write.session.content
    begun = (*content.messages, Message(Role.ASSISTANT, "Well,"))

    write.session.apply(replace(content, messages=begun), "Add")

    card = write.place.editor.cards.cards[1]
    assert "the answer continues this" in card.header.note.text()
    assert "openai/blind answers anew" in warning(write, 1)
    write.session.undo_stack.undo()
    assert all(not warning(write, i) for i in range(len(write.place.editor.cards.cards)))
