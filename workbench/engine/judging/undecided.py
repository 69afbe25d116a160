"""Why a check could not be told."""

from __future__ import annotations

from workbench.domain.checks import Verdict


class Undecided(Exception):
    """`verdict` is `ERROR`, or `PENDING` where somebody may still be asked."""

    def __init__(self, reason: str, verdict: Verdict = Verdict.ERROR) -> None:
        super().__init__(reason)
        self.reason, self.verdict = reason, verdict


def not_asked(whom: str) -> Undecided:
    return Undecided(f"{whom} has not been asked yet.", Verdict.PENDING)
