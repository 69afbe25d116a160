"""Checks of SQL."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from workbench.checks.fields import settings, wrong
from workbench.checks.kinds import Kind, Scorer, ValueShape
from workbench.checks.outcomes import CannotTell, explained
from workbench.checks.output import Output
from workbench.checks.patterns import PATTERN_S, compiled
from workbench.checks.sql import USUAL, NotSql, columns, dialect_of, statements, tables
from workbench.domain.checks import Check

FENCE = re.compile(r"[ \t]{0,3}(`{3,}|~{3,})[ \t]*(.*)")
MOST_BLOCKS = 50

Rule = Callable[[str], str]
"""What is wrong with a text; nothing if it is right."""


def is_sql(check: Check) -> Scorer:
    fault = _rule(check)
    return explained(check, lambda output: fault(output.text), "It is valid SQL.")


def contains_sql(check: Check) -> Scorer:
    rule = _rule(check)

    def fault(output: Output) -> str:
        wrong = "There is no SQL in it."
        for text in sql_blocks(output.text) or [output.text]:
            if text.strip() and not (wrong := rule(text)):
                return ""
        return wrong

    return explained(check, fault, "There is valid SQL in it.")


def sql_blocks(text: str) -> list[str]:
    """What stands in fences that are marked as sql, or not marked."""
    blocks: list[str] = []
    for language, body in _fenced(text):
        if language in ("", "sql"):
            blocks.append(body)
            if len(blocks) > MOST_BLOCKS:
                raise CannotTell(f"It has more than {MOST_BLOCKS} blocks of code.")
    return blocks


def _fenced(text: str) -> Iterator[tuple[str, str]]:
    fence = language = ""
    lines: list[str] = []
    for line in re.split(r"\r\n?|\n", text):
        found = FENCE.fullmatch(line)
        if not fence:
            if found:
                fence, language, lines = found[1], found[2].strip().lower(), []
        elif found and not found[2].strip() and found[1].startswith(fence):
            yield language, "\n".join(lines).strip()
            fence = ""
        else:
            lines.append(line)


def _rule(check: Check) -> Rule:
    limits = settings(check)
    name = limits.get("databaseType") or USUAL
    dialect = dialect_of(name) if isinstance(name, str) else None
    if dialect is None:
        raise wrong(check, f"{name} is no database that is known.")
    allowed_tables = _patterns(check, limits, "allowedTables")
    allowed_columns = _patterns(check, limits, "allowedColumns")

    def fault(text: str) -> str:
        try:
            parsed = statements(text, dialect)
        except NotSql as problem:
            return f"It is not valid {name}: {problem}"
        if other := _outside(allowed_tables, tables(parsed) if allowed_tables else ()):
            return f"It touches a table that is not allowed: {other}."
        if other := _outside(allowed_columns, columns(parsed) if allowed_columns else ()):
            return f"It touches a column that is not allowed: {other}."
        return ""

    return fault


def _patterns(check: Check, limits: dict[str, Any], name: str) -> list[Any]:
    """Each is a pattern, as `(select|update)::null::orders`; one for a column of a named table
    also takes the column where its table is not named."""
    texts = limits.get(name) or []
    if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
        raise wrong(check, f"{name} has to be a list of texts.")
    parts = [text.split("::") for text in texts] if name == "allowedColumns" else []
    texts = texts + [f"{part[0]}::null::{part[2]}" for part in parts if len(part) == 3]
    return [compiled(f"(?i)^(?:{text})$", check.name) for text in texts]


def _outside(patterns: Sequence[Any], found: Sequence[str]) -> str:
    try:
        for each in found:
            if not any(pattern.search(each, timeout=PATTERN_S) for pattern in patterns):
                return each
    except TimeoutError:
        raise CannotTell("The pattern of a table takes too long.") from None
    return ""


SCHEMA = {"databaseType": "PostgresQL", "allowedTables": ["select::null::orders"]}
QUERY = "SELECT id, total FROM orders WHERE total > 100"

SQL = (
    Kind(
        "is-sql",
        "is SQL",
        "The whole output is one SQL statement or several. The value may say for which database "
        "(`databaseType`: MySQL unless said, PostgresQL, TransactSQL, Sqlite, MariaDB, BigQuery, "
        "Snowflake, …), and what may be touched: `allowedTables` are patterns like "
        "`select::null::orders` (verb, database, table), `allowedColumns` like "
        "`select::orders::total`; a list without a match for what is found fails.",
        "structure",
        ValueShape.LONG_TEXT,
        False,
        example={"type": "is-sql", "value": SCHEMA, "output": QUERY},
        compile=is_sql,
    ),
    Kind(
        "contains-sql",
        "contains SQL",
        "A fenced block of the output (marked as sql, or not marked), or the whole of an output "
        "without such a block, is SQL as `is-sql` has it.",
        "structure",
        ValueShape.LONG_TEXT,
        False,
        example={"type": "contains-sql", "output": f"Here you are:\n\n```sql\n{QUERY}\n```"},
        compile=contains_sql,
    ),
)
