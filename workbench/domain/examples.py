"""What messages are to each other: examples, and the beginning of an answer.

Both are read off the order of the messages, and stored nowhere: a prompt that was written
elsewhere shows its examples here, and no digest knows of them.

An example is a user's message with the assistant's answer right after it, and something still
to be answered further down: a message of the user's, or a conversation that is filled in. An
assistant's message in last place is a prefill: the answer continues it.
"""

from __future__ import annotations

from collections.abc import Sequence

from workbench.domain.prompts import Message, Role

ASKING = (Role.USER, Role.PLACEHOLDER)


def examples(messages: Sequence[Message]) -> tuple[int, ...]:
    """Where each example begins; its answer stands right after."""
    last = max((i for i, message in enumerate(messages) if message.role in ASKING), default=0)
    return tuple(index for index in range(last - 1) if _is_example(messages, index))


def blocks(messages: Sequence[Message]) -> tuple[range, ...]:
    """The messages in groups that are moved together: examples, and each of the others."""
    starts = set(examples(messages))
    found: list[range] = []
    index = 0
    while index < len(messages):
        end = index + (2 if index in starts else 1)
        found.append(range(index, end))
        index = end
    return tuple(found)


def is_prefilled(messages: Sequence[Message]) -> bool:
    """Whether the last message is the beginning of the answer."""
    return len(messages) > 1 and messages[-1].role is Role.ASSISTANT and not messages[-1].tool_calls


def _is_example(messages: Sequence[Message], index: int) -> bool:
    asked, answer = messages[index], messages[index + 1]
    return asked.role is Role.USER and answer.role is Role.ASSISTANT and not answer.tool_calls
