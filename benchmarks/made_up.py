"""What a large workspace says, from one seed: words a few everywhere, most of them rare."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from itertools import accumulate
from typing import Any

from workbench.domain.datasets import Case
from workbench.domain.prompts import Message, Role
from workbench.domain.runs import Failure, FailureKind, Outcome, Run, RunJob, Timings, Usage
from workbench.store.documents import time_column
from workbench.store.run_rows import run_row

PROMPTS, VERSIONS, RUNS = 10_000, 100_000, 1_000_000
LONG_HISTORY = 1_000
"""Versions of one prompt, of 20 KB each."""
ONLY_RUN = 2_000
"""States of that prompt that were run and never named."""
SEED = 20261121
BEGUN, ENDED = datetime(2024, 1, 1, tzinfo=UTC), datetime(2026, 11, 1, tzinfo=UTC)
VOCABULARY = 30_000
LETTERS = "abcdefghijklmnoprstuvw"
CHINESE = "退款政策请说明客户订单问题回答礼貌简短语气友好产品价格服务质量"
MODELS = ("openai/gpt-4o-mini", "anthropic/claude-haiku", "ollama/llama3.2", "demo/brief")
PLACE = "@@text@@"


def made_id(kind: int, number: int) -> str:
    """As long as those the product gives."""
    return f"00000000-0000-7000-{kind:04}-{number:012}"


LONG_PROMPT = made_id(1, 0)


class Made:
    def __init__(self, scale: float) -> None:
        self.chosen = random.Random(SEED)
        self.prompts = max(20, round(PROMPTS * scale))
        self.versions = max(LONG_HISTORY + 100, round(VERSIONS * scale))
        self.runs = max(1000, round(RUNS * scale))
        self.only_run = max(20, round(ONLY_RUN * scale))
        self._words = ["".join(self._letters()) for _ in range(VOCABULARY)]
        # As in a language: a few words are everywhere, most are rare
        self._sums = list(accumulate(1 / (rank + 3) for rank in range(VOCABULARY)))

    def words(self, count: int) -> list[str]:
        return self.chosen.choices(self._words, cum_weights=self._sums, k=count)

    def text(self, count: int) -> str:
        words = self.words(count)
        if self.chosen.random() < 0.05:
            words.insert(0, "".join(self.chosen.choices(CHINESE, k=12)))
        return " ".join(words) + "."

    def edited(self, text: str) -> str:
        """20 KB at first, then one sentence after the other is changed."""
        sentences = text.split("\n") if text else [self.text(12) for _ in range(250)]
        sentences[self.chosen.randrange(len(sentences))] = self.text(12)
        return "\n".join(sentences)

    def common(self, rank: int) -> str:
        """The word of that rank, 0 for the commonest."""
        return self._words[rank]

    def at(self, part: float) -> str:
        """A time between the first day and the last."""
        return time_column(BEGUN + (ENDED - BEGUN) * part)

    def _letters(self) -> list[str]:
        return self.chosen.choices(LETTERS, k=self.chosen.randint(3, 9))


def run_rows(
    made: Made, rows: range, ids: list[str], digests: dict[str, list[str]]
) -> Iterator[tuple[dict[str, Any], str]]:
    """Rows as they are stored, each with its text. Every tenth batch is of the long prompt."""
    finished, failed = _pattern(Outcome.FINISHED), _pattern(Outcome.FAILED)
    for row in rows:
        group, turn = divmod(row, len(MODELS))
        id_ = LONG_PROMPT if group % 10 == 0 else ids[group % len(ids)]
        version = group // (10 if id_ == LONG_PROMPT else len(ids)) % len(digests[id_])
        text = made.text(3000 if row % 500 == 7 else 24)
        pattern = failed if row % 50 == 0 else finished
        talk = group % 97 == 1
        named = id_ != LONG_PROMPT or version < LONG_HISTORY
        yield (
            pattern
            | {
                "row": row,
                "id": made_id(3, row),
                "batch_id": made_id(4, row if talk else group),
                "prompt_id": id_,
                "digest": digests[id_][version],
                "version": version + 1 if named else None,
                "model": MODELS[turn],
                "sample": 0,
                "created_at": made.at(row / made.runs),
                "answer": pattern["answer"].replace(PLACE, text),
                "owner": "",
                "cost_usd": pattern["cost_usd"] and f"{(row % 9973 + 1) / 1e7:.7f}",
                "live": int(group % 31 == 2),
                "continues": made_id(3, row - 1) if talk and turn else "",
            },
            text,
        )


def _pattern(outcome: Outcome) -> dict[str, Any]:
    case = Case("case-1", "A refund", (("text", "Where is my refund?"),), "", ())
    job = RunJob("", "", "", "", "", case, 0, (("temperature", 0.2),))
    said = Message(Role.USER, "Where is my refund?")
    run = Run(
        job,
        outcome,
        BEGUN,
        messages=(said,),
        text=PLACE,
        usage=Usage(120, 30),
        cost_usd=Decimal("0.0004"),
        timings=Timings(),
        attempts=1,
    )
    if outcome is Outcome.FAILED:
        told = Failure(FailureKind.RATE_LIMITED, "Too many requests in this minute.")
        run = replace(run, failure=told, cost_usd=None)
    row = run_row(run)
    assert json.loads(row["answer"])["text"] == PLACE
    return row
