"""Checks that measure how near the output is to a text."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from typing import Any

from workbench.checks import ngrams
from workbench.checks.fields import any_text, config_number, references, wrong
from workbench.checks.kinds import Kind, Scorer, ValueShape
from workbench.checks.outcomes import CannotTell, explained, measured
from workbench.checks.output import Output
from workbench.checks.treebank import tokens
from workbench.domain.checks import Check

USUAL_DISTANCE = 5.0
LARGEST_TABLE = 20_000_000_000
"""Product of two lengths that are still compared letter by letter."""
WIDE = "\uffff"
"""The last character that is one unit in UTF-16."""


def levenshtein(check: Check) -> Scorer:
    from rapidfuzz.distance import Levenshtein

    wanted = _units(any_text(check))
    most = USUAL_DISTANCE if check.threshold is None else check.threshold
    limit = max(0, int(min(most, 2**31)))

    def fault(output: Output) -> str:
        units = _units(output.text)
        if abs(len(units) - len(wanted)) > most:
            return f"More than {most:g} edits away."
        if len(units) * len(wanted) > LARGEST_TABLE and limit > 1000:
            raise CannotTell("The texts are too long to compare letter by letter.")
        distance = Levenshtein.distance(units, wanted, score_cutoff=limit)
        return f"More than {most:g} edits away." if distance > most else ""

    return explained(check, fault, f"At most {most:g} edits away.")


def bleu(check: Check) -> Scorer:
    wanted = [_words(each) for each in references(check)]
    return measured(check, "BLEU", lambda output: ngrams.bleu(_words(output.text), wanted), 0.5)


def gleu(check: Check) -> Scorer:
    return _best(check, "GLEU", ngrams.gleu, _unstopped_small, 0.5)


def rouge_n(check: Check) -> Scorer:
    if not isinstance(check.value, str):
        raise wrong(check, "needs a text as its value.")
    return _best(check, "ROUGE-1", ngrams.rouge_n, lambda text: tokens(text.lower()), 0.75)


def meteor(check: Check) -> Scorer:
    parameters = {
        name: config_number(check, name, usual)
        for name, usual in (("alpha", 0.9), ("beta", 3.0), ("gamma", 0.5))
    }

    def likeness(candidate: Sequence[str], reference: Sequence[str]) -> float:
        return ngrams.meteor(candidate, reference, **parameters)

    return _best(check, "METEOR", likeness, _unstopped_small, 0.5)


def _best(
    check: Check,
    name: str,
    likeness: Callable[[Sequence[str], Sequence[str]], float],
    split: Callable[[str], Sequence[str]],
    usual: float,
) -> Scorer:
    """Of several texts to compare with, the likest counts."""
    wanted = [split(each) for each in references(check)]

    def best(output: Output) -> float:
        words = split(output.text)
        return max(likeness(words, each) for each in wanted)

    return measured(check, name, best, usual)


def _words(text: str) -> list[str]:
    return text.lower().split()


def _unstopped_small(text: str) -> list[str]:
    """Words without the full stops at their ends."""
    return [word.rstrip(".") for word in text.lower().split()]


def _units(text: str) -> str | array[int]:
    """As JavaScript counts letters: those beyond the basic plane count twice."""
    if text.isascii() or max(text, default="") <= WIDE:
        return text
    return array("H", text.encode("utf-16-le", "surrogatepass"))


def _kind(
    name: str,
    title: str,
    about: str,
    threshold: float,
    compiler: Callable[[Check], Scorer],
    example: dict[str, Any],
) -> Kind:
    shown = {"type": name, **example}
    return Kind(
        name, title, about, "likeness", ValueShape.LONG_TEXT, True, threshold, True,
        example=shown, compile=compiler,
    )  # fmt: skip


CLOSE = {
    "value": "The parcel arrives on Monday before noon.",
    "output": "The parcel arrives on Monday before ten.",
}

LIKENESS = (
    _kind(
        "levenshtein", "few letters away",
        "At most as many letters as the threshold have to be put in, taken out or changed to "
        "turn the output into the value.",
        USUAL_DISTANCE, levenshtein,
        {"value": "Grand Hotel Budapest", "threshold": 3, "output": "Grand Hôtel Budapst"},
    ),
    _kind(
        "rouge-n", "shares words (ROUGE)",
        "ROUGE-1: how many words the output shares with the value, as the harmonic mean of "
        "precision and recall. For summaries. Capitals and order do not count.",
        0.75, rouge_n, CLOSE,
    ),
    _kind(
        "bleu", "shares phrases (BLEU)",
        "BLEU: how many runs of one to four words of the output stand in the value, or in the "
        "likest of several, lowered where the output is shorter. For translations.",
        0.5, bleu, CLOSE,
    ),
    _kind(
        "gleu", "shares phrases (GLEU)",
        "GLEU: like BLEU, and made for single sentences: the smaller of precision and recall over "
        "runs of one to four words.",
        0.5, gleu, CLOSE,
    ),
    _kind(
        "meteor", "shares words and their forms (METEOR)",
        "METEOR: words count as shared where they or their English stems (`arrives`, `arrived`) "
        "are the same; the more scattered they are, the lower the score. Synonyms are not known.",
        0.5, meteor,
        {"value": "The parcel arrives on Monday before noon.",
         "output": "On Monday before noon the parcel arrived."},
    ),
)  # fmt: skip
