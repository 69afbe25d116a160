"""Written scales: what each number of a score stands for."""

from __future__ import annotations

from typing import NamedTuple

from workbench.domain.checks import Check
from workbench.domain.json_values import JsonObject
from workbench.engine.judging.undecided import Undecided

SCALE = "scale"


class Scale(NamedTuple):
    steps: tuple[tuple[float, str], ...]
    """From the least to the most."""

    @property
    def least(self) -> float:
        return self.steps[0][0]

    @property
    def most(self) -> float:
        return self.steps[-1][0]

    @property
    def text(self) -> str:
        return "\n".join(f"- {number:g}: {words}" for number, words in self.steps)


USUAL = Scale(
    (
        (0, "nothing of what is asked for is there, or the opposite is"),
        (3, "some of it is there, but what matters most is missing or wrong"),
        (5, "about half of it is there, or all of it with a serious fault"),
        (7, "what matters is there, with clear faults in the rest"),
        (9, "all of it is there, with a small fault"),
        (10, "all of it is there, without a fault"),
    )
)
"""Numbers between two of them are for what is between."""


def scale_of(check: Check) -> Scale:
    """The check's own, `scale: {1: rude, 5: friendly}`, or the usual one. Raises `Undecided`."""
    own = dict(check.config.items).get(SCALE)
    if own is None:
        return USUAL
    try:
        items = own.items if isinstance(own, JsonObject) else ()
        steps = sorted((float(number), str(words)) for number, words in items)
    except ValueError:
        steps = []
    numbers = [number for number, _words in steps]
    if len(set(numbers)) < 2 or len(set(numbers)) < len(numbers) or not _usable(numbers):
        raise Undecided("scale: two or more different numbers, each with its words, are needed.")
    return Scale(tuple(steps))


def _usable(numbers: list[float]) -> bool:
    return all(abs(number) <= 1000 for number in numbers)
