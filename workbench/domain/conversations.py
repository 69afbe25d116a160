"""Conversations: runs that go on from one another.

The first run is one of the board: the rendered prompt and its answer. Every later one holds, as
its turns, all that was said after the prompt, so each is a whole request by itself; two runs
that go on from the same one are branches.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from workbench.domain.prompts import Message, Role, ToolCall
from workbench.domain.runs import Run, RunJob


@dataclass(frozen=True, slots=True)
class Conversation:
    """`runs` from the first to the last; there is always one."""

    runs: tuple[Run, ...]

    @property
    def last(self) -> Run:
        return self.runs[-1]

    @property
    def prompt(self) -> tuple[Message, ...]:
        """The rendered messages that all of it began with."""
        return self.runs[0].messages

    @property
    def said(self) -> tuple[Message, ...]:
        """Everything after the prompt, with the last answer."""
        return (*self.last.job.turns, *spoken(self.last))

    @property
    def cost_usd(self) -> Decimal | None:
        """Of all its runs; None where the cost of one is not known."""
        costs = [run.cost_usd for run in self.runs if run.cost_usd is not None]
        return sum(costs, Decimal(0)) if len(costs) == len(self.runs) else None

    @property
    def tokens(self) -> tuple[int, int]:
        """In and out, of all its runs: every turn sends again what was said before."""
        usages = [run.usage for run in self.runs]
        given = sum(usage.input_tokens or 0 for usage in usages)
        return given, sum(usage.output_tokens or 0 for usage in usages)

    def until(self, index: int) -> Conversation:
        """As it was when the run at `index` had answered."""
        return Conversation(self.runs[: index + 1])


def spoken(run: Run) -> tuple[Message, ...]:
    """The answer of a run as the message it is in what is said next."""
    if not run.text and not run.tool_calls:
        return ()
    return (Message(Role.ASSISTANT, run.text, tool_calls=run.tool_calls),)


def asked(job: RunJob, earlier: Run | None) -> tuple[Message, ...]:
    """What was said between the earlier answer and this run: by the person, or by tools."""
    if earlier is None:
        return ()
    return job.turns[len(earlier.job.turns) + len(spoken(earlier)) :]


def open_calls(said: Sequence[Message]) -> tuple[ToolCall, ...]:
    """Tool calls of the last answer that have no result yet.

    Some servers give calls of each answer the same ids: only results behind the answer count.
    """
    answered: set[str] = set()
    for message in reversed(said):
        if message.role is Role.ASSISTANT:
            return tuple(call for call in message.tool_calls if call.id not in answered)
        if message.role is Role.TOOL:
            answered.add(message.tool_call_id)
    return ()


def tool_result(call: ToolCall, text: str) -> Message:
    return Message(Role.TOOL, text, name=call.name, tool_call_id=call.id)


def ends_of(runs: Sequence[Run]) -> list[Run]:
    """Those that no other one goes on from, in their order."""
    gone_on_from = {run.job.continues for run in runs}
    return [run for run in runs if run.id not in gone_on_from]


def title_of(run: Run) -> str:
    """What the person said last: the name of a conversation in a list."""
    for turn in reversed(run.job.turns):
        if turn.role in (Role.USER, Role.TOOL) and turn.text.strip():
            return " ".join(turn.text.split())
    return ""
