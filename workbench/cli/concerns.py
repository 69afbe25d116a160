"""Says on standard error, before a run, what some of its models will not take as it is."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.cli.output import progress
from workbench.domain.models import Model
from workbench.domain.parameters import Support
from workbench.domain.prompts import Message
from workbench.domain.sending import Concern, sending_concerns

ANY = Model("", "", support=Support(images=False, prefill=False))
"""A model that takes nothing of what is asked about."""
WORDS = {
    Concern.NO_IMAGES: "{models}: takes no images, and message {number} has one attached.",
    Concern.NO_PREFILL: "{models}: answers anew and does not continue message {number}.",
    Concern.IMAGE_ROLE: "Message {number} is not the user's: most models take no image there.",
}


def concerned(messages: Sequence[Message]) -> bool:
    """Whether there is anything that some models do not take, so that it is worth asking."""
    return bool(sending_concerns(messages, (ANY,)))


def tell_concerns(messages: Sequence[Message], models: Sequence[Model]) -> None:
    for found in sending_concerns(messages, models):
        names = ", ".join(found.models)
        progress(WORDS[found.concern].format(models=names, number=found.message_index + 1))
