"""The page of the manual about checks: how they work, then every kind from its table."""

from __future__ import annotations

import json
from typing import Any

from workbench.checks.kinds import Asks, Kind
from workbench.checks.table import GROUPS, KINDS

OPENING = """\
# Checks

{note}

A **check** is a named test of an output: that it contains a word, is JSON, is short enough, or
follows a rubric. It has a *type*, mostly a *value*, and gives a **score** from 0 to 1 and a
verdict with its reason. The types, their values and their verdicts are those of
[promptfoo](https://www.promptfoo.dev), so checks can be brought from there and taken back.

| verdict | what it means |
|---|---|
| passed | the output is as the check wants it |
| failed | it is not |
| error | it could not be told, and the reason says why. An error is never counted as a pass. |
| pending | somebody has to be asked first: a judge, or code in a workspace that is not trusted |

Checks stand in an evaluation, for all of its cases, and in a case, for this case alone.

## What every check has

- **not-** before a type turns it around: `not-contains` passes where `contains` fails. What could
  not be told stays an error.
- **value**: what to compare with. In a text, `{{{{ expected }}}}` stands for the expected answer of
  the case, and `{{{{ city }}}}` for a variable of it; `{{{{ order.items[0] }}}}` goes deeper.
  Everything else that templates can do, such as filters, works too. A value that is missing is
  an error.
- **threshold**: the least score that passes (for latency, cost, perplexity and letters: the most).
- **weight**: how much it counts, 1 if nothing is said. A check of weight 0 is told, and decides
  nothing.
- **metric**: a name, such as `tone`, under which scores are counted apart. Several checks may
  share one; its score is their mean by weight.
- **transform**: an expression that the output goes through before the check looks at it, such as
  `output.trim()`. It is code, and runs as the checks [javascript](#javascript) and
  [python](#python) do.

## From checks to a cell

All checks of an output together pass or fail. **Without a threshold of the case, every check that
has a weight has to pass. With one, the mean of the scores by weight has to reach it.** One check
in error makes the whole an error. An output without checks passes.

A **set** (`assert-set`) holds checks and counts as one, with a threshold, weight and metric of its
own. "At least half of these":

```json
{set}
```

Changing checks, weights or thresholds scores the outputs that are already there again, at once
and without calling the model.
"""
SET = {
    "type": "assert-set",
    "threshold": 0.5,
    "assert": [{"type": "contains", "value": "Paris"}, {"type": "contains", "value": "Lyon"}],
}
DIFFERENCES = """
## Where we differ from promptfoo

Held against promptfoo 0.121.20 on more than three thousand outputs. On purpose it is otherwise:

- A mistake in a check (a pattern that is none, a value that is missing) is an error, where
  promptfoo fails the output or fills in nothing.
- `regex` also takes `(?i)` and `\\p{L}`, which promptfoo refuses or reads as letters. Letters
  beyond the basic plane, such as emoji, count as one, and a group that took no part matches
  nothing.
- `not-` turns `is-valid-openai-tools-call` and its two other names around; promptfoo does
  not look at it there. A tool without a schema takes any object. Text that claims to come from
  an MCP server counts for nothing.
- `is-refusal` gives an empty output the score 1, as it passes; promptfoo passes it with 0.
- `gleu` and `meteor` fail an empty output; promptfoo stops with an error.
- `meteor` knows no synonyms, as it has no dictionary: it pairs the same words and the same stems.
- `is-json` takes numbers of any size, and schemas of every draft; words of a schema that no
  draft knows are passed over. Of formats, `date`, `time`, `date-time`, `email`, `hostname`,
  `ipv4`, `uri` and `uuid` are looked at. JSON of more than 200 levels is an error.
- `contains-json` differs in fragments that are hardly JSON, such as `{: }` or `{//`.
- `is-sql` and `contains-sql` read SQL with another parser: rare statements may be told otherwise.
  A name that WITH gives is no table, and need not be in `allowedTables`.
- A check that would take too long (a pattern, SQL of more than 50,000 characters, tags by the
  hundred thousand) is an error.
"""
ASKS = {
    Asks.CODE: "Runs code of yours, in a workspace that is trusted.",
    Asks.NETWORK: "Asks a server.",
    Asks.JUDGE: "Asks a judge, which is a model: it costs what the model costs.",
    Asks.EMBEDDING: "Asks an embedding model.",
    Asks.GROUP: "Asks a judge that sees the outputs of all columns together.",
}


def checks_page(note: str) -> str:
    lines = [OPENING.format(note=note, set=json.dumps(SET, indent=2))]
    for group, heading in GROUPS.items():
        lines += [f"## {heading}", ""]
        for kind in KINDS.values():
            if kind.group == group:
                lines += _kind(kind)
    return "\n".join(lines).rstrip() + "\n" + DIFFERENCES


def _kind(kind: Kind) -> list[str]:
    title = kind.title[0].upper() + kind.title[1:]
    lines = [f"### {kind.name}", "", f"*{title}.* {kind.about}"]
    if kind.threshold is not None:
        lines.append(f"Threshold, if none is given: {kind.threshold:g}.")
    if kind.asks in ASKS:
        lines.append(ASKS[kind.asks])
    check = {name: kind.example[name] for name in FIELDS if name in kind.example}
    lines += ["", "```json", json.dumps(check, indent=2, ensure_ascii=False), "```", ""]
    return [*lines, *_passing(kind.example)]


FIELDS = ("type", "value", "threshold")
BESIDES = {
    "finish_reason": "It ended with `{}`.",
    "latency": "It took {} s.",
    "cost": "It cost ${}.",
    "logprobs": "Log probabilities of its tokens: {}.",
}


def _passing(example: Any) -> list[str]:
    lines = []
    if example.get("output"):
        quoted = "\n".join(f"    {line}".rstrip() for line in example["output"].splitlines())
        lines += ["passes, for example, on", "", quoted, ""]
    calls = [f"`{name}({arguments})`" for name, arguments in example.get("tool_calls", ())]
    if calls:
        lines += [f"passes, for example, on the call {', '.join(calls)}.", ""]
    told = [words.format(example[name]) for name, words in BESIDES.items() if name in example]
    return [*lines, *told, ""] if told else lines
