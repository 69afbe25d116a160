"""Which failures are worth another try, and how long to wait before it."""

from __future__ import annotations

from workbench.domain.errors import ProviderError
from workbench.domain.runs import FailureKind
from workbench.domain.settings import Timeouts

FIRST_WAIT = 1.0
LONGEST_BACKOFF = 30.0
LONGEST_WAIT = 180.0
"""Seconds. A provider that asks for more is not waited for: the run fails and says so."""

ALWAYS = frozenset({FailureKind.RATE_LIMITED, FailureKind.UNREACHABLE})
PASSING = frozenset({408, 409, 500, 502, 503, 504, 520, 521, 522, 523, 524, 529})
"""HTTP statuses that a later try may not get."""
BY_STATUS = frozenset({FailureKind.PROVIDER, FailureKind.TIMEOUT})


def worth_retrying(error: ProviderError, waited: float, limits: Timeouts) -> bool:
    """Of an attempt that brought no text in `waited` seconds.

    A key that is refused is refused again. A time limit that ended the attempt before that of
    the first token can only be the one on connecting, and nothing had been asked yet.
    """
    if (error.retry_after or 0.0) > LONGEST_WAIT:
        return False
    if error.kind == FailureKind.TIMEOUT and error.status is None:
        return waited < min(limits.first_token, limits.total)
    return error.kind in ALWAYS or (error.kind in BY_STATUS and error.status in PASSING)


def wait_before(attempt: int, retry_after: float | None, chance: float) -> float:
    """Seconds before try number `attempt` (2 is the first retry); `chance` is in [0, 1).

    Doubles from try to try, spread by half, so that runs which failed together do not
    come back together. Never shorter than the provider asked for.
    """
    backoff: float = min(LONGEST_BACKOFF, FIRST_WAIT * 2.0 ** min(attempt - 2, 10))
    if retry_after is None:
        return backoff * (0.5 + chance)
    return max(0.0, retry_after) + min(backoff, 1.0) * chance
