"""How each kind of judged check is decided: what the judge is shown, and what its answer means."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from statistics import fmean

from workbench.checks.judgments import Members, Rating, Statement, free_rating, rating, statements
from workbench.checks.vectors import cosine
from workbench.domain.checks import Score
from workbench.domain.json_values import JsonObject, thaw
from workbench.engine.judging.judging import Judging, gathered
from workbench.engine.judging.scales import SCALE, scale_of
from workbench.engine.judging.texts import (
    QUERY,
    asked_text,
    context_of,
    criterion,
    parts_of,
    query_of,
    reference,
)
from workbench.engine.judging.undecided import Undecided
from workbench.services.judges import JudgePrompt

STEPS = "g-eval-steps"
QUESTIONS = 3
CATEGORIES: Mapping[str, tuple[str, str, float, str]] = {
    "subset": ("A", "subset", 1.0, "It says less than the reference, and nothing against it."),
    "superset": ("B", "superset", 1.0, "It says more than the reference, and nothing against it."),
    "agree": ("C", "agree", 1.0, "It says the same as the reference."),
    "disagree": ("D", "disagree", 0.0, "It goes against the reference."),
    "differ": ("E", "differButFactual", 1.0, "It differs in nothing that matters."),
}
"""Letter and name that promptfoo has for it, usual score, words."""


async def rubric(judging: Judging) -> Score:
    """The judge's own verdict, and the threshold where there is one."""
    text = criterion(judging.check)
    prompt = await judging.prompt("llm-rubric")
    scale = scale_of(judging.check)
    values = {"rubric": text, SCALE: scale.text, **_shown(judging)}

    def read(members: Members) -> Rating:
        if _uses(prompt, SCALE):
            return rating(members, scale.least, scale.most)
        return free_rating(members)

    found = await judging.ask(prompt, values, read)
    reached = judging.reached(found.value)
    passed = reached if found.passed is None else found.passed and reached
    below = "" if reached else f" The score {found.value:.2f} is below {judging.threshold:g}."
    return judging.score(found.value, passed, f"{found.reason}{below}")


async def factuality(judging: Judging) -> Score:
    expected = reference(judging.check, judging.asked.output)
    prompt = await judging.prompt("factuality")
    names = [*CATEGORIES, *(letter for letter, *_ in CATEGORIES.values())]

    def read(members: Members) -> tuple[str, str]:
        members.exactly("reason", "category")
        return members.text("reason"), members.choice("category", names)

    values = {"expected": expected, **_shown(judging)}
    reason, said = await judging.ask(prompt, values, read)
    category = next(name for name, row in CATEGORIES.items() if said in (name, row[0]))
    value = _worth(judging, category)
    passed = value > 0 and (judging.check.threshold is None or value >= judging.check.threshold)
    return judging.score(value, passed, f"{CATEGORIES[category][3]} {reason}")


def _worth(judging: Judging, category: str) -> float:
    """The score of a category, which a check may set: `factuality: {superset: 0}`."""
    _letter, name, usual, _words = CATEGORIES[category]
    config = dict(judging.check.config.items)
    inner = config.get("factuality")
    own = {**config, **dict(inner.items)} if isinstance(inner, JsonObject) else config
    value = own.get(name, usual)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise Undecided(f"factuality.{name}: a number is expected.")
    return float(value)


async def closed_question(judging: Judging) -> Score:
    text = criterion(judging.check)
    prompt = await judging.prompt("model-graded-closedqa")

    def read(members: Members) -> tuple[str, bool]:
        members.exactly("reason", "meets")
        return members.text("reason"), members.boolean("meets")

    reason, meets = await judging.ask(prompt, {"criteria": text, **_shown(judging)}, read)
    return judging.score(float(meets), meets, reason)


async def answer_relevance(judging: Judging) -> Score:
    """How near the questions that the answer answers are to the one that was asked."""
    query = judging.asked.output.values.get(QUERY)
    question = query if isinstance(query, str) else asked_text(judging.asked.run.messages)
    prompt = await judging.prompt("answer-relevance")

    def read(members: Members) -> list[str]:
        members.exactly("reason", "questions")
        return members.texts("questions", QUESTIONS, QUESTIONS)

    questions = await judging.ask(prompt, {"output": judging.asked.output.text}, read)
    asked, *guessed = await judging.vectors(question, *questions)
    try:
        value = fmean(cosine(asked, each) for each in guessed)
    except ValueError as error:
        raise Undecided(f"The embeddings cannot be compared: {error}.") from error
    listed = "; ".join(questions)
    reason = f"Relevance {value:.2f}. It would answer: {listed}"
    return judging.score(value, judging.reached(value), reason)


async def context_faithfulness(judging: Judging) -> Score:
    output = judging.asked.output
    query = query_of(judging.check, output)
    context = "\n\n".join(context_of(judging.check, output))
    prompt = await judging.prompt("context-faithfulness")
    values = {"query": query, "context": context, "output": output.text}
    return _supported(judging, await judging.ask(prompt, values, statements))


async def context_recall(judging: Judging) -> Score:
    output = judging.asked.output
    expected = reference(judging.check, output)
    otherwise = asked_text(judging.asked.run.messages)
    context = "\n\n".join(context_of(judging.check, output, otherwise))
    prompt = await judging.prompt("context-recall")
    values = {"context": context, "expected": expected}
    return _supported(judging, await judging.ask(prompt, values, statements))


async def context_relevance(judging: Judging) -> Score:
    output = judging.asked.output
    query = query_of(judging.check, output)
    pieces = context_of(judging.check, output)
    parts = parts_of(pieces)
    prompt = await judging.prompt("context-relevance")

    def read(members: Members) -> tuple[str, list[int]]:
        members.exactly("reason", "relevant")
        return members.text("reason"), members.places("relevant", len(parts))

    values = {"query": query, "parts": parts, "context": "\n\n".join(pieces)}
    reason, relevant = await judging.ask(prompt, values, read)
    value = len(relevant) / len(parts)
    words = f"{len(relevant)} of {len(parts)} parts of the context are needed. {reason}"
    return judging.score(value, judging.reached(value), words)


async def g_eval(judging: Judging) -> Score:
    """Of several criteria the mean."""
    value = thaw(judging.check.value)
    several = value if isinstance(value, list) else [criterion(judging.check)]
    if not several or not all(isinstance(each, str) and each.strip() for each in several):
        raise Undecided("g-eval needs a criterion, or a list of them, as its value.")
    found = await gathered(*(_graded(judging, each) for each in several))
    mean = fmean(each.value for each in found)
    return judging.score(mean, judging.reached(mean), "\n".join(each.reason for each in found))


async def _graded(judging: Judging, criteria: str) -> Rating:
    def read_steps(members: Members) -> list[str]:
        members.exactly("reason", "steps")
        return members.texts("steps", 1, 20)

    scale = scale_of(judging.check)
    writer = await judging.prompt(STEPS)
    steps = await judging.ask(writer, {"criteria": criteria}, read_steps)
    prompt = await judging.prompt("g-eval")

    def read(members: Members) -> Rating:
        if not _uses(prompt, SCALE):
            return free_rating(members)
        members.exactly("reason", "score")
        score = members.number("score", scale.least, scale.most)
        value = (score - scale.least) / (scale.most - scale.least)
        return Rating(members.text("reason"), value, None)

    values = {"criteria": criteria, "steps": steps, SCALE: scale.text, **_shown(judging)}
    return await judging.ask(prompt, values, read)


def _shown(judging: Judging) -> dict[str, str]:
    asked = judging.asked
    return {"input": asked_text(asked.run.messages), "output": asked.output.text}


def _uses(prompt: JudgePrompt, name: str) -> bool:
    return any(item.name == name for item in prompt.content.inputs)


def _supported(judging: Judging, found: list[Statement]) -> Score:
    """The share of the statements that the context supports; none at all are none supported."""
    value = sum(each.supported for each in found) / len(found) if found else 0.0
    reason = f"The context supports {sum(e.supported for e in found)} of {len(found)} statements."
    if lost := [f"“{each.text}”: {each.reason}" for each in found if not each.supported]:
        reason += f" Not: {' '.join(lost[:3])}"
    return judging.score(value, judging.reached(value), reason)


JUDGED: Mapping[str, Callable[[Judging], Awaitable[Score]]] = {
    "llm-rubric": rubric,
    "factuality": factuality,
    "model-graded-closedqa": closed_question,
    "answer-relevance": answer_relevance,
    "context-faithfulness": context_faithfulness,
    "context-recall": context_recall,
    "context-relevance": context_relevance,
    "g-eval": g_eval,
}
