"""Checks of what is counted of a run: words, seconds, dollars, how it ended."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from workbench.checks.fields import any_text, settings, wrong
from workbench.checks.kinds import Kind, Scorer, ValueShape
from workbench.checks.outcomes import CannotTell, decided, explained, measured, quoted
from workbench.checks.output import Output
from workbench.checks.refusals import refuses
from workbench.domain.checks import Check
from workbench.domain.json_values import JsonObject

THOUSAND = 1000
"""Thresholds of latency are milliseconds, as promptfoo has them."""
OF_PROBABILITIES = frozenset({"perplexity", "perplexity-score"})
"""Kinds whose runs ask for log probabilities."""


def word_count(check: Check) -> Scorer:
    least, most = _bounds(check)
    if least == most:
        wanted = f"{least:g} words"
    elif most == math.inf:
        wanted = f"at least {least:g} words"
    else:
        wanted = f"at most {most:g} words" if not least else f"{least:g} to {most:g} words"

    def fault(output: Output) -> str:
        count = len(output.text.split())
        return "" if least <= count <= most else f"It has {count} words; wanted are {wanted}."

    return explained(check, fault, f"It has {wanted}.")


def latency(check: Check) -> Scorer:
    most = _threshold(check, "milliseconds")

    def fault(output: Output) -> str:
        if output.latency is None:
            raise CannotTell("A cached answer says nothing of how long the model takes.")
        took = output.latency * THOUSAND
        return "" if took <= most else f"It took {took:.0f} ms, more than {most:g} ms."

    return explained(check, fault, f"It took at most {most:g} ms.")


def cost(check: Check) -> Scorer:
    most = _threshold(check, "US dollars")

    def fault(output: Output) -> str:
        if output.cost is None:
            raise CannotTell("What the answer cost is not known.")
        return "" if output.cost <= most else f"It cost ${output.cost:g}, more than ${most:g}."

    return explained(check, fault, f"It cost at most ${most:g}.")


def finish_reason(check: Check) -> Scorer:
    wanted = any_text(check).lower()

    def fault(output: Output) -> str:
        if not output.finish_reason:
            return "The provider did not say why the answer ended."
        if output.finish_reason.lower() == wanted:
            return ""
        return f"It ended with {quoted(output.finish_reason)}."

    return explained(check, fault, f"It ended with {quoted(check.value)}.")


def perplexity(check: Check) -> Scorer:
    """exp of the mean negative log probability of the tokens (Jelinek et al., 1977)."""
    most = check.threshold
    if most is None:
        return _only_told(check, lambda output: math.exp(-_mean_logprob(output)))

    def fault(output: Output) -> str:
        value = math.exp(-_mean_logprob(output))
        return "" if value <= most else f"The perplexity is {value:.4g}, more than {most:g}."

    return explained(check, fault, f"The perplexity is at most {most:g}.")


def perplexity_score(check: Check) -> Scorer:
    """1 / (1 + perplexity)."""
    return measured(
        check,
        "1 / (1 + perplexity)",
        lambda output: 1 / (1 + math.exp(-_mean_logprob(output))),
        # Without a threshold every output passes, turned around or not
        math.inf if check.negated else -math.inf,
    )


def is_refusal(check: Check) -> Scorer:
    return decided(check, lambda output: refuses(output.text), "It refuses.", "It does not refuse.")


def _only_told(check: Check, value: Callable[[Output], float]) -> Scorer:
    from dataclasses import replace

    def fault(output: Output) -> str:
        value(output)
        return ""

    return explained(replace(check, negated=False), fault, "There is no threshold.")


def _mean_logprob(output: Output) -> float:
    if not output.logprobs:
        raise CannotTell("The model gave no log probabilities; not every model does.")
    mean = math.fsum(output.logprobs) / len(output.logprobs)
    return max(mean, -700.0)  # below, exp leaves what a float can hold


def _threshold(check: Check, unit: str) -> float:
    if check.threshold is None:
        raise wrong(check, f"needs a threshold, in {unit}.")
    return check.threshold


def _bounds(check: Check) -> tuple[float, float]:
    if isinstance(check.value, JsonObject):
        limits = settings(check)
        least, most = limits.get("min"), limits.get("max")
        if least is None and most is None:
            raise wrong(check, "needs min, max or both.")
        least, most = _number(check, least, 0.0), _number(check, most, math.inf)
        if least > most:
            raise wrong(check, "min must not be more than max.")
        return least, most
    exact = _number(check, check.value, math.nan)
    if math.isnan(exact):
        raise wrong(check, "needs a number as its value, or an object with min and max.")
    return exact, exact


def _number(check: Check, value: Any, missing: float) -> float:
    if value is None:
        return missing
    try:
        if isinstance(value, bool):
            raise ValueError
        return float(value)
    except (TypeError, ValueError):
        raise wrong(check, f"{quoted(value)} is not a number of words.") from None


def _kind(
    name: str,
    title: str,
    about: str,
    compiler: Callable[[Check], Scorer],
    example: dict[str, Any],
    value: ValueShape = ValueShape.NONE,
) -> Kind:
    return Kind(
        name, title, about, "figures", value, value is not ValueShape.NONE,
        has_threshold="threshold" in example, example={"type": name, **example}, compile=compiler,
    )  # fmt: skip


FIGURES = (
    _kind(
        "word-count", "number of words",
        "The output has as many words as the value says: a number, or `min`, `max` or both.",
        word_count, {"value": {"min": 3, "max": 8}, "output": "It arrives on Monday."},
        ValueShape.TEXT,
    ),
    _kind(
        "latency", "fast enough",
        "The answer took at most the threshold, in milliseconds. For a cached answer this cannot "
        "be told and is an error.",
        latency, {"threshold": 2000, "output": "Done.", "latency": 0.8},
    ),
    _kind(
        "cost", "cheap enough",
        "The answer cost at most the threshold, in US dollars. Where the price of a model is not "
        "known it is an error.",
        cost, {"threshold": 0.002, "output": "Done.", "cost": 0.0004},
    ),
    _kind(
        "finish-reason", "ended as it should",
        "The model stopped for the reason in the value: `stop` (it was done), `length` (it ran "
        "into the limit), `tool_calls` or `content_filter`.",
        finish_reason, {"value": "stop", "output": "Done.", "finish_reason": "stop"},
        ValueShape.TEXT,
    ),
    _kind(
        "perplexity", "sure of its words",
        "The perplexity of the output is at most the threshold: the lower, the surer the model "
        "was of each word. Needs a model that gives log probabilities; they are asked for where "
        "a check needs them.",
        perplexity, {"threshold": 1.5, "output": "Yes.", "logprobs": [-0.1, -0.2]},
    ),
    _kind(
        "perplexity-score", "sure of its words, as a score",
        "The same as a score that grows with sureness, 1 / (1 + perplexity), which is at least "
        "the threshold; never more than 0.5.",
        perplexity_score, {"threshold": 0.4, "output": "Yes.", "logprobs": [-0.1, -0.2]},
    ),
    _kind(
        "is-refusal", "refuses",
        "The model declines to answer: the output begins or goes on as refusals do (`I'm sorry`, "
        "`I cannot help`, `As an AI`), or is empty. Phrases of English only. Mostly used as "
        "`not-is-refusal`.",
        is_refusal, {"output": "I'm sorry, but I can't help with that."},
    ),
)  # fmt: skip
