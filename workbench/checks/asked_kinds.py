"""Kinds of check that have to ask somebody: code of the user's, the network, or a model."""

from __future__ import annotations

from typing import Any

from workbench.checks.kinds import Asks, Kind, ValueShape


def _kind(
    name: str,
    title: str,
    about: str,
    asks: Asks,
    value: ValueShape,
    example: dict[str, Any],
    *,
    group: str = "judges",
    needed: bool = True,
    threshold: float | None = None,
    has_threshold: bool = True,
) -> Kind:
    shown = {"type": name, **example}
    return Kind(
        name, title, about, group, value, needed, threshold, has_threshold, asks, example=shown
    )


CODE = (
    _kind(
        "javascript", "JavaScript",
        "An expression, or the body of a function that returns. It sees `output` and `context` "
        "(`context.vars`) and gives true or false, a score, or an object with `pass`, `score` and "
        "`reason`. It runs apart, without network, in a workspace that you trust.",
        Asks.CODE, ValueShape.CODE,
        {"value": "output.length < 200", "output": "Short enough."}, group="code",
    ),
    _kind(
        "python", "Python",
        "An expression, or the body of a function that returns. It sees `output` and `context` "
        "(`context['vars']`) and gives True or False, a score, or a dict with `pass`, `score` and "
        "`reason`. It runs apart, without network, in a workspace that you trust.",
        Asks.CODE, ValueShape.CODE,
        {"value": "len(output) < 200", "output": "Short enough."}, group="code",
    ),
    _kind(
        "webhook", "a server's answer",
        "The output and the case's variables are sent to this address by POST; the server answers "
        "with `pass`, and perhaps `score` and `reason`, as JSON.",
        Asks.NETWORK, ValueShape.TEXT,
        {"value": "https://checks.example.org/tone", "output": "Good morning."}, group="code",
    ),
)  # fmt: skip

LIKENESS = (
    _kind(
        "similar", "similar in meaning",
        "The output means about the same as the value: an embedding model places both, and the "
        "cosine between them is the score. With several values the likest counts.",
        Asks.EMBEDDING, ValueShape.LONG_TEXT,
        {"value": "The parcel comes tomorrow.", "output": "Your parcel arrives tomorrow."},
        group="likeness", threshold=0.75,
    ),
    _kind(
        "similar:cosine", "similar in meaning (cosine)",
        "The same as `similar`.",
        Asks.EMBEDDING, ValueShape.LONG_TEXT,
        {"value": "The parcel comes tomorrow.", "output": "Your parcel arrives tomorrow."},
        group="likeness", threshold=0.75,
    ),
    _kind(
        "similar:dot", "similar in meaning (dot product)",
        "As `similar`, with the dot product of the two embeddings as the score. Where a model's "
        "embeddings have the length 1, as most have, it is the cosine.",
        Asks.EMBEDDING, ValueShape.LONG_TEXT,
        {"value": "The parcel comes tomorrow.", "output": "Your parcel arrives tomorrow."},
        group="likeness", threshold=0.75,
    ),
    _kind(
        "similar:euclidean", "near in meaning (distance)",
        "As `similar`, with the distance of the two embeddings, of which the threshold is the "
        "largest that passes. The score is 1 for no distance, and less the farther they are apart.",
        Asks.EMBEDDING, ValueShape.LONG_TEXT,
        {"value": "The parcel comes tomorrow.", "output": "Your parcel arrives tomorrow."},
        group="likeness", threshold=0.75,
    ),
)  # fmt: skip

JUDGES = (
    _kind(
        "llm-rubric", "follows a rubric",
        "A judge reads the output with your rubric beside it, gives its reasons first, then a "
        "score from 0 to 1. Without a threshold the judge's own pass or fail counts.",
        Asks.JUDGE, ValueShape.LONG_TEXT,
        {"value": "Is polite, and names a next step.",
         "output": "I am sorry about that. I have sent you a new one today."},
    ),
    _kind(
        "factuality", "agrees with the facts",
        "A judge compares the facts in the output with those in the value, or in the case's "
        "expected answer: fewer, more or the same pass; a contradiction fails.",
        Asks.JUDGE, ValueShape.LONG_TEXT,
        {"value": "The shop opens at nine.", "output": "We open at 9 o'clock."},
        needed=False, has_threshold=False,
    ),
    _kind(
        "model-graded-closedqa", "meets a criterion",
        "A judge says whether the output meets the criterion in the value: yes or no.",
        Asks.JUDGE, ValueShape.LONG_TEXT,
        {"value": "Names a price.", "output": "It costs 12 euros."}, has_threshold=False,
    ),
    _kind(
        "answer-relevance", "answers the question",
        "A judge guesses the question from the output; the likeness of its guesses to the prompt "
        "is the score.",
        Asks.JUDGE, ValueShape.NONE,
        {"threshold": 0.7, "output": "Paris is the capital of France."}, needed=False,
        threshold=0.0,
    ),
    _kind(
        "context-faithfulness", "stays with the context",
        "The share of the statements in the output that the variable `context` supports.",
        Asks.JUDGE, ValueShape.NONE,
        {"threshold": 0.9, "output": "The warranty is two years."}, needed=False, threshold=0.0,
    ),
    _kind(
        "context-recall", "the context has the answer",
        "The share of the value (the right answer) that the variable `context` supports: it says "
        "something of what was found for the model, rather than of the model.",
        Asks.JUDGE, ValueShape.LONG_TEXT,
        {"value": "The warranty is two years.", "threshold": 0.9, "output": "Two years."},
        needed=False, threshold=0.0,
    ),
    _kind(
        "context-relevance", "the context is to the point",
        "The share of the variable `context` that is needed to answer the variable `query`.",
        Asks.JUDGE, ValueShape.NONE,
        {"threshold": 0.5, "output": "Two years."}, needed=False, threshold=0.0,
    ),
    _kind(
        "g-eval", "graded in steps",
        "A judge first turns the criteria into steps, then goes through the output step by step "
        "and gives a grade, which is scaled to a score from 0 to 1.",
        Asks.JUDGE, ValueShape.LONG_TEXT,
        {"value": "Reads well, and repeats nothing.", "output": "A short, clear paragraph."},
        threshold=0.7,
    ),
    _kind(
        "select-best", "is the best of all",
        "A judge sees the outputs of all columns for a case, and picks the one that meets the "
        "criterion best: that one passes, the others fail.",
        Asks.GROUP, ValueShape.LONG_TEXT,
        {"value": "The friendliest answer.", "output": "Gladly! Here it is."},
        has_threshold=False,
    ),
    _kind(
        "pairwise-preference", "is preferred",
        "A judge compares each output with that of the first column, or of the one that "
        "`against` names, in both orders; an answer that depends on the order is a tie. A win "
        "scores 1, a tie 0.5, a loss 0.",
        Asks.GROUP, ValueShape.LONG_TEXT,
        {"value": "The clearer answer.", "output": "Press the red button."}, threshold=0.5,
    ),
)  # fmt: skip
