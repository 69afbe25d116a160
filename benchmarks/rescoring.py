"""Three text checks over 10,000 stored outputs of about 600 characters, as they are edited.

Goal: at most 100 ms for the scores of all, in the background.
    .venv/bin/python -m benchmarks.rescoring
"""

from __future__ import annotations

import random
import statistics

from benchmarks.rounds import seconds
from workbench.checks.output import Output
from workbench.checks.scoring import cell_scorer, scorer_of
from workbench.domain.checks import Check, Verdict

OUTPUTS = 10_000
SIZE = 600
SAMPLES = 5
"""Outputs of one case beside each other."""
ROUNDS = 9
GOAL = 0.1
TEXT = "the order was sent on monday and the parcel arrives in four days with thanks to you"
CHECKS = (
    Check("icontains", value="parcel 77"),
    Check("regex", value=r"\border \d{4}\b"),
    Check("equals", value="{{ expected }}"),
)


def main() -> None:
    outputs = made()
    scored(outputs)
    took = [seconds(lambda: scored(outputs)) for _ in range(ROUNDS)]
    median = statistics.median(took)
    passed = scored(outputs)
    print(
        f"{len(CHECKS)} checks x {OUTPUTS:,} outputs of {SIZE} characters: median "
        f"{median * 1000:.0f} ms, best {min(took) * 1000:.0f}, worst {max(took) * 1000:.0f} ms  "
        f"{'ok' if median <= GOAL else 'over the goal'}  ({passed} pass)"
    )


def scored(outputs: list[Output]) -> int:
    """How many pass: from the checks as they are typed to a verdict for each cell."""
    scorers, whole = [scorer_of(check) for check in CHECKS], cell_scorer(CHECKS)
    wholes = [whole([score(each) for score in scorers]) for each in outputs]
    return sum(whole.verdict is Verdict.PASSED for whole in wholes)


def made() -> list[Output]:
    chosen = random.Random(20261121)
    words = TEXT.split()
    outputs = []
    for number in range(OUTPUTS):
        if number % SAMPLES == 0:
            case = {"n": number // SAMPLES, "city": chosen.choice(words)}
            expected = f"case {number // SAMPLES}"
        text = ""
        while len(text) < SIZE:
            text += f"{chosen.choice(words)} "
        outputs.append(Output(f"{text[:SIZE]} order {chosen.randint(1, 99999)}", case, expected))
    return outputs


if __name__ == "__main__":
    main()
