"""What of a prompt some models are known not to take, to be said before it is sent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from workbench.domain.examples import is_prefilled
from workbench.domain.models import Model
from workbench.domain.prompts import Message, Role


class Concern(StrEnum):
    NO_IMAGES = "takes no images"
    NO_PREFILL = "answers anew"
    """An assistant's message in last place is to these models an answer already given."""
    IMAGE_ROLE = "an image outside a message of the user's"


@dataclass(frozen=True, slots=True)
class SendingConcern:
    message_index: int
    concern: Concern
    models: tuple[str, ...] = ()
    """Those it concerns; empty where it is all of them."""


def sending_concerns(
    messages: Sequence[Message], models: Sequence[Model]
) -> tuple[SendingConcern, ...]:
    """Of models of which nothing is known nothing is said."""
    found = []
    blind = tuple(m.name for m in models if m.support and m.support.images is False)
    anew = tuple(m.name for m in models if m.support and m.support.prefill is False)
    for index, message in enumerate(messages):
        if not any(each.is_image for each in message.attachments):
            continue
        if message.role is not Role.USER:
            found.append(SendingConcern(index, Concern.IMAGE_ROLE))
        if blind:
            found.append(SendingConcern(index, Concern.NO_IMAGES, blind))
    if anew and is_prefilled(messages):
        found.append(SendingConcern(len(messages) - 1, Concern.NO_PREFILL, anew))
    return tuple(found)
