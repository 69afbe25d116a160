"""Variables and inputs that do not fit each other, and what was probably meant."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from difflib import get_close_matches

from workbench.domain.errors import InvalidInput, TemplateError
from workbench.domain.fixes import Fix, InputChange, InputEdit, TextEdit
from workbench.domain.json_values import Json, thaw
from workbench.domain.problems import Problem, Severity
from workbench.domain.prompts import Engine, Input, PromptContent, Role
from workbench.templating.demand import Demand
from workbench.templating.places import Token, names
from workbench.templating.reading import read
from workbench.templating.values import checked_value

LIKE = 0.75
MOST = 50


def nearest(name: str, known: Collection[str]) -> str:
    """The known name that was probably meant; empty where none is near."""
    if name in known:
        return ""
    alike = [each for each in known if each.lower() == name.lower()]
    alike = alike or get_close_matches(name, known, 1, LIKE)
    # `item1` and `item2` are two things
    if alike and name.strip("0123456789") == alike[0].strip("0123456789"):
        return ""
    return alike[0] if alike else ""


def unknown_variables(
    content: PromptContent, demand: Demand, given: Collection[str] = ()
) -> Iterator[Problem]:
    """Where inputs are declared, the variables that are none of them.

    Without declared inputs any variable is one; then a name is told only that is near to one
    which is `given` a value and used nowhere: that one was meant.
    """
    if content.engine is Engine.NONE:
        return
    declared = {item.name for item in content.inputs}
    used = {item.name for item in demand.inputs}
    known = declared or set(given) - used
    if not known:
        return
    places = _places(content, declared | (set() if declared else set(given)))
    for name, found in places.items():
        meant = nearest(name, known)
        if not (declared or meant):
            continue
        for index, token in found[:MOST]:
            yield _unknown(name, meant, index, token, found)


def _places(content: PromptContent, known: Collection[str]) -> dict[str, list[tuple[int, Token]]]:
    places: dict[str, list[tuple[int, Token]]] = {}
    for index, message in enumerate(content.messages):
        if message.role is Role.PLACEHOLDER:
            continue
        try:
            unknown = set(read(message.text).variables) - set(known)
        except TemplateError:
            continue
        for token in names(message.text) if unknown else ():
            if token.text in unknown:
                places.setdefault(token.text, []).append((index, token))
    return places


def _unknown(
    name: str, meant: str, index: int, token: Token, places: list[tuple[int, Token]]
) -> Problem:
    declare = Fix(f"Declare {name} as an input", inputs=(InputEdit(name, InputChange.DECLARE),))
    text = f"{name} is not among the declared inputs."
    if not meant:
        place = (index, token.start, token.end)
        return Problem("unknown-variable", Severity.HINT, text, *place, (declare,))
    edits = tuple(TextEdit(each.start, name, meant, at) for at, each in places)
    return Problem(
        "unknown-variable",
        Severity.WARNING,
        f"{text} Is {meant} meant?",
        index,
        token.start,
        token.end,
        (Fix(f"Write {meant} instead", edits), declare),
    )


def unused_inputs(content: PromptContent, demand: Demand) -> Iterator[Problem]:
    used = {item.name for item in demand.inputs}
    for item in content.inputs:
        if item.name not in used:
            yield Problem(
                "unused-input",
                Severity.HINT,
                f"The input {item.name} is declared and never used.",
                fixes=(
                    Fix(
                        f"Remove the input {item.name}",
                        inputs=(InputEdit(item.name, InputChange.REMOVE),),
                    ),
                ),
            )


def inputs_that_do_not_fit(content: PromptContent, _demand: Demand) -> Iterator[Problem]:
    """Defaults and choices that a run would refuse."""
    for item in content.inputs:
        if wrong := _first_wrong_choice(item):
            fix = Fix(
                f"Remove the choices of {item.name}",
                inputs=(InputEdit(item.name, InputChange.DROP_CHOICES),),
            )
            yield Problem("input-choice", Severity.WARNING, wrong, fixes=(fix,))
        elif item.default is not None and (refusal := _refusal(item, item.default)):
            fix = Fix(
                f"Remove the default of {item.name}",
                inputs=(InputEdit(item.name, InputChange.DROP_DEFAULT),),
            )
            text = f"The default of an input does not fit it: {refusal}"
            yield Problem("input-default", Severity.WARNING, text, fixes=(fix,))


def _first_wrong_choice(item: Input) -> str:
    free = Input(item.name, item.type, max_length=item.max_length)
    refusals = (_refusal(free, choice) for choice in item.choices)
    wrong = next((refusal for refusal in refusals if refusal), "")
    return wrong and f"A choice of an input does not fit it: {wrong}"


def _refusal(item: Input, value: Json) -> str:
    try:
        checked_value(item, thaw(value))
    except InvalidInput as error:
        return error.message
    return ""
