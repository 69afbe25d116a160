"""Checks for which a judge sees several outputs of one case: the best of all, the better of two."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from decimal import Decimal

from workbench.checks.judgments import Members
from workbench.checks.preferences import LOSS, TIE, WIN, pair_value
from workbench.domain.checks import Check, Score, Verdict
from workbench.engine.evaluating.asking import Asked
from workbench.engine.judging.judging import Judging, gathered
from workbench.engine.judging.texts import asked_text, criterion
from workbench.engine.judging.undecided import Undecided

AGAINST = "against"
BETTER = {"first": (WIN, LOSS), "second": (LOSS, WIN), "neither": (TIE, TIE)}
SAID = {WIN: "preferred", TIE: "as good", LOSS: "not preferred"}


async def select_best(judging: Judging, group: Sequence[Asked]) -> list[Score]:
    """One passes, with all that say the very same; who stands first is not the column's doing."""
    if len(group) < 2:
        raise Undecided(f"{judging.check.name} needs two outputs or more of the same case.")
    texts = [asked.output.text for asked in group]
    words = criterion(judging.check)
    order = sorted(range(len(texts)), key=lambda index: (_digest(words + texts[index]), index))
    prompt = await judging.prompt("select-best")

    def read(members: Members) -> tuple[str, int]:
        members.exactly("reason", "best")
        return members.text("reason"), members.place("best", len(texts))

    values = {"criteria": words, "outputs": [texts[index] for index in order]}
    reason, place = await judging.ask(prompt, values, read)
    best = texts[order[place - 1]]
    where = ", ".join(str(order.index(index) + 1) for index in range(len(texts)))
    told = f"{reason} (The outputs of the columns were shown as numbers {where}.)"
    scores = [judging.score(float(text == best), text == best, told) for text in texts]
    return [scores[0], *(each._replace(cost_usd=_nothing(each)) for each in scores[1:])]


async def preferred(judging: Judging, other: Asked) -> Score:
    """Of this output over the other one, asked in both orders."""
    mine, others = judging.asked.output.text, other.output.text
    words = criterion(judging.check)
    if mine == others:
        return _pair(judging, TIE, TIE, "Both say the very same.")
    prompt = await judging.prompt("pairwise-preference")
    shown = {"criteria": words, "input": asked_text(judging.asked.run.messages)}

    def read(members: Members) -> tuple[str, str]:
        members.exactly("reason", "better")
        return members.text("reason"), members.choice("better", tuple(BETTER))

    (why, said), (why_too, said_too) = await gathered(
        judging.ask(prompt, {**shown, "first": mine, "second": others}, read),
        judging.ask(prompt, {**shown, "first": others, "second": mine}, read),
    )
    first, second = BETTER[said][0], BETTER[said_too][1]
    if first == second:
        return _pair(judging, first, second, why)
    reason = (
        "A tie: the two orders disagree, which is the judge's bias of position. "
        f"Shown first it was {SAID[first]} ({why}), shown second {SAID[second]} ({why_too})."
    )
    return _pair(judging, first, second, reason)


def reference_score(check: Check) -> Score:
    reason = "The other columns are compared with this one."
    return Score(Verdict.PASSED, TIE, reason, check.metric)


def reference_of(check: Check, group: Sequence[Asked]) -> int:
    """Index of the output that the others are compared with. Raises `Undecided`."""
    named = dict(check.config.items).get(AGAINST)
    against = 0 if named is None else named
    found = [index for index, asked in enumerate(group) if _meant(against, asked, index)]
    if not found:
        which = "the first column" if against == 0 else f"the column {against!r}"
        raise Undecided(f"There is no output of {which} for this case to compare with.")
    return found[0]


def _meant(against: object, asked: Asked, index: int) -> bool:
    """A number is that of the column, from 0; a text its label, `v3`, or its model."""
    column = asked.column
    if isinstance(against, int) and not isinstance(against, bool):
        return against == (index if asked.column_index is None else asked.column_index)
    job = asked.run.job
    names = {job.model, f"v{job.version}", f"v{job.version} {job.model}"}
    if column is not None and column.label:
        names.add(column.label)
    return isinstance(against, str) and against in names


def _pair(judging: Judging, first: float, second: float, reason: str) -> Score:
    """With the two orders as its parts: what position bias is counted from."""
    value = pair_value(first, second)
    parts = tuple(_part(each) for each in (first, second))
    return judging.score(value, judging.reached(value), reason)._replace(parts=parts)


def _part(value: float) -> Score:
    return Score(Verdict.FAILED if value == LOSS else Verdict.PASSED, value)


def _nothing(score: Score) -> Decimal | None:
    """One judgment is paid for once, though it is the score of several."""
    return None if score.cost_usd is None else Decimal(0)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
