"""What a conversation comes to on screen: one entry for everything that was said. No Qt here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from workbench.domain.amounts import money
from workbench.domain.conversations import Conversation, asked
from workbench.domain.prompts import Message, Role
from workbench.domain.runs import Outcome, Run, RunJob
from workbench.gui.write.board.raw import answer_text
from workbench.gui.write.board.wording import explanation, metrics, translate


@dataclass(frozen=True, slots=True)
class Turn:
    """`run` is the place of its run in the conversation; `message` among what was asked in it."""

    key: str
    role: Role
    text: str
    caption: str = ""
    problem: str = ""
    reasoning: str = ""
    run: int = 0
    message: int | None = None
    """None for an answer."""
    streaming: bool = False
    over: bool = True

    @property
    def answer(self) -> bool:
        return self.message is None

    @property
    def editable(self) -> bool:
        return self.message is not None and self.run > 0

    @property
    def repeatable(self) -> bool:
        return self.answer and self.run > 0 and not self.streaming


def turns_of(conversation: Conversation, pending: RunJob | None = None) -> list[Turn]:
    """In the order they were said; `pending` is being answered."""
    turns = list(_recorded(conversation))
    if pending is not None:
        turns += _asked(pending, conversation.last, len(conversation.runs))
        waiting = translate("waiting for its turn")
        turns.append(
            Turn(
                f"{pending.run_id}:answer",
                Role.ASSISTANT,
                "",
                waiting,
                run=len(conversation.runs),
                streaming=True,
            )
        )
    return turns


def summary(conversation: Conversation) -> str:
    """`3 answers · 1,234→567 tokens · $0.0123`, of all of it."""
    count = len(conversation.runs)
    answers = translate("1 answer") if count == 1 else translate("{0} answers").format(count)
    given, answered = conversation.tokens
    parts = [answers, translate("{0}→{1} tokens").format(f"{given:,}", f"{answered:,}")]
    cost = conversation.cost_usd
    if cost is not None:
        parts.append(money(cost))
    return " · ".join(parts)


def _recorded(conversation: Conversation) -> Iterator[Turn]:
    earlier: Run | None = None
    for index, run in enumerate(conversation.runs):
        if earlier is not None:
            yield from _asked(run.job, earlier, index)
        yield _answer(run, index)
        earlier = run


def _asked(job: RunJob, earlier: Run, index: int) -> list[Turn]:
    return [
        Turn(
            f"{job.run_id}:{number}",
            message.role,
            message.text,
            _tool_name(message),
            run=index,
            message=number,
        )
        for number, message in enumerate(asked(job, earlier))
    ]


def _answer(run: Run, index: int) -> Turn:
    finished = run.outcome is Outcome.FINISHED
    return Turn(
        f"{run.id}:answer",
        Role.ASSISTANT,
        answer_text(run),
        metrics(run),
        "" if finished else explanation(run),
        run.reasoning,
        index,
    )


def _tool_name(message: Message) -> str:
    return translate("result of {0}").format(message.name) if message.role is Role.TOOL else ""
