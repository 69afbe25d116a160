"""What is looked for in a draft. `docs/problems.md` explains each rule by its code."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rule:
    """`needed` ones stop a run and are always looked for; the others can be switched off."""

    code: str
    title: str
    needed: bool = False


RULES = (
    Rule("template", "The template has a mistake", needed=True),
    Rule("include-missing", "An included component does not exist", needed=True),
    Rule("include-archived", "An included component is archived", needed=True),
    Rule("include-circle", "Components include each other in a circle", needed=True),
    Rule("include-broken", "An included component has a mistake", needed=True),
    Rule("unknown-filter", "There is no such filter", needed=True),
    Rule("unknown-test", "There is no such test", needed=True),
    Rule("too-costly", "The template takes too long or grows too large", needed=True),
    Rule("value", "A value does not fit its input", needed=True),
    Rule("missing-value", "A variable has no value", needed=True),
    Rule("input-default", "An input's default does not fit it"),
    Rule("input-choice", "An input offers a choice that does not fit it"),
    Rule("not-checked", "A draft takes too long to look through", needed=True),
    Rule("too-long", "The prompt is longer than a chosen model reads"),
    Rule("unknown-variable", "A variable is not among the declared inputs"),
    Rule("unused-input", "An input is declared and never used"),
    Rule("empty-message", "A message is empty"),
    Rule("secret", "A text looks like a key or a password"),
    Rule("hidden-character", "A character cannot be seen, or changes the order of reading"),
    Rule("not-composed", "A text has letters that are put together from parts"),
    Rule("repeated-sentence", "A sentence says what another one says"),
    Rule("contradiction", "Two sentences contradict each other"),
)
NEEDED = frozenset(rule.code for rule in RULES if rule.needed)


def switched_off(code: str, rules_off: Collection[str]) -> bool:
    return code in rules_off and code not in NEEDED
