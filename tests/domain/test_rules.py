"""The manual explains every rule, and no rule that is not there."""

from __future__ import annotations

import re
from pathlib import Path

from workbench.domain.rules import NEEDED, RULES, switched_off

PAGE = Path(__file__).parents[2] / "docs" / "problems.md"
SOURCES = Path(__file__).parents[2] / "workbench" / "templating"


def test_the_manual_explains_every_rule_in_the_order_of_the_table():
    rows = re.findall(r"^\| `([a-z-]+)` \| ([^|]+) \|", PAGE.read_text("utf-8"), re.MULTILINE)

    assert [code for code, _severity in rows] == [rule.code for rule in RULES]


def test_what_the_manual_calls_an_error_cannot_be_switched_off():
    rows = re.findall(r"^\| `([a-z-]+)` \| ([^|]+) \|", PAGE.read_text("utf-8"), re.MULTILINE)
    errors = {code for code, severity in rows if severity == "error"}

    assert errors <= NEEDED
    assert not any(switched_off(code, [code]) for code in errors)
    assert switched_off("secret", ["secret"])


def test_every_code_that_is_told_is_a_rule():
    told = set()
    for path in SOURCES.rglob("*.py"):
        told |= set(re.findall(r"Problem\(\s*\"([a-z-]+)\"", path.read_text("utf-8")))

    assert told <= {rule.code for rule in RULES}
