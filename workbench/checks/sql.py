"""Whether a text is SQL, and which tables and columns it touches."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

from workbench.checks.outcomes import CannotTell

LARGEST = 50_000
"""Characters. What is longer would take seconds to parse."""
DIALECTS = {
    "mysql": "mysql", "mariadb": "mysql", "postgresql": "postgres", "postgresq": "postgres",
    "transactsql": "tsql", "sqlite": "sqlite", "bigquery": "bigquery", "snowflake": "snowflake",
    "redshift": "redshift", "athena": "athena", "hive": "hive", "trino": "trino", "db2": "",
    "flinksql": "", "noql": "",
}  # fmt: skip
"""Names of promptfoo, in small letters, and those of sqlglot; empty: standard SQL."""
USUAL = "MySQL"
COMMANDS = frozenset({"ANALYZE", "BEGIN", "CALL", "EXEC", "EXECUTE", "EXPLAIN", "SHOW"})
"""Statements that sqlglot only knows by their first word."""
WITHOUT_ILIKE = frozenset({"mysql", "sqlite", "tsql", "bigquery"})
WITHOUT_BRACKETS = frozenset({"mysql"})
MODIFIERS = frozenset({"ALL", "DISTINCT"})
MYSQL_MODIFIERS = frozenset({"DISTINCTROW", "HIGH_PRIORITY", "STRAIGHT_JOIN"})
PLAIN = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
UNBOUND = "(.*)"
"""Stands for all columns."""


class NotSql(Exception):
    """Says why."""


def dialect_of(name: str) -> str | None:
    """Of sqlglot; None for a database that is not known."""
    found = DIALECTS.get(name.lower())
    return DIALECTS.get(f"{name.lower()}l") if found is None else found


def statements(text: str, dialect: str) -> list[Any]:
    """Parsed. Raises `NotSql`, and `CannotTell` for what is too long or too deep."""
    if len(text) > LARGEST:
        raise CannotTell(f"SQL of more than {LARGEST:,} characters is not parsed.")
    sqlglot = _sqlglot()
    try:
        tokens = sqlglot.tokenize(text, dialect=dialect)
        _look_for_slips(tokens, dialect)
        found = sqlglot.parse(text, dialect=dialect, error_level=sqlglot.ErrorLevel.RAISE)
    except sqlglot.errors.SqlglotError as problem:
        raise NotSql(_first_line(problem)) from problem
    except (RecursionError, MemoryError) as problem:
        raise CannotTell("The SQL is nested too deeply to parse.") from problem
    except (ValueError, TypeError, AttributeError, KeyError, IndexError) as problem:
        raise NotSql("It does not parse.") from problem  # what sqlglot stumbles over itself
    kept = [each for each in found if each is not None]
    if not kept:
        raise NotSql("There is no statement in it.")
    for each in kept:
        _look_at(each, dialect)
    return kept


def tables(parsed: Sequence[Any]) -> list[str]:
    """As `select::database::table`; `null` for a database that is not named."""
    return list(dict.fromkeys(authority for each in parsed for authority in _tables(each)))


def columns(parsed: Sequence[Any]) -> list[str]:
    """As `select::table::column`; `null` for a table that is not named."""
    return list(dict.fromkeys(authority for each in parsed for authority in _columns(each)))


@lru_cache(1)
def _sqlglot() -> Any:
    import sqlglot

    logging.getLogger("sqlglot").setLevel(logging.ERROR)  # it warns of what it only half knows
    return sqlglot


def _first_line(problem: Exception) -> str:
    """Without the marks that would colour a terminal, and without the whole statement."""
    line = str(problem).split("\n", 1)[0]
    return re.sub(r"\x1b\[[0-9;]*m", "", line)[:200]


def _look_for_slips(tokens: Sequence[Any], dialect: str) -> None:
    """What a tolerant parser lets pass: a comma too many, or one that is missing."""
    words = ["" if token.token_type.name == "STRING" else token.text.upper() for token in tokens]
    modifiers = MODIFIERS | MYSQL_MODIFIERS if dialect == "mysql" else MODIFIERS
    for place, word in enumerate(words):
        if word in (",", "SELECT") and words[place + 1 : place + 2] == ["FROM"]:
            raise NotSql("A column is missing before FROM.")
        if word == "SELECT" and _two_names(tokens, words, place + 1, modifiers):
            raise NotSql("A comma seems to be missing between two columns.")
        if word == "[" and dialect in WITHOUT_BRACKETS:
            raise NotSql("This database has no square brackets.")
        if word == "GENERATE_SERIES" and dialect == "mysql":
            raise NotSql("MySQL has no GENERATE_SERIES.")


def _two_names(
    tokens: Sequence[Any], words: Sequence[str], place: int, modifiers: frozenset[str]
) -> bool:
    """`SELECT a b FROM`: more often a forgotten comma than another name for a."""
    while place < len(words) and words[place] in modifiers:
        place += 1
    return words[place + 2 : place + 3] == ["FROM"] and all(
        PLAIN.fullmatch(token.text) and token.token_type.name not in ("IDENTIFIER", "STRING")
        for token in tokens[place : place + 2]
    )


def _look_at(statement: Any, dialect: str) -> None:
    """A parser of expressions also takes `hello world`, as hello called world."""
    exp = _sqlglot().exp
    if isinstance(statement, exp.Command):
        if str(statement.this).upper() not in COMMANDS:
            raise NotSql(f"{statement.this} is no statement that is known.")
    elif isinstance(statement, exp.Select) and not statement.expressions:
        raise NotSql("Nothing is selected.")
    elif isinstance(statement, exp.Values | exp.Tuple | exp.Condition | exp.Alias) and not (
        isinstance(statement, exp.Query)
    ):
        raise NotSql("It is an expression and not a statement.")
    if dialect in WITHOUT_ILIKE and statement.find(exp.ILike):
        raise NotSql("This database has no ILIKE.")


def _tables(statement: Any) -> Iterator[str]:
    exp = _sqlglot().exp
    named = {each.alias_or_name for each in statement.find_all(exp.CTE)}
    target = _target(statement)
    for table in statement.find_all(exp.Table):
        if table.name and not (table.name in named and not table.db):
            verb = _verb(statement) if table is target else "select"
            yield f"{verb}::{table.db or 'null'}::{table.name}"


def _columns(statement: Any) -> Iterator[str]:
    exp = _sqlglot().exp
    aliases = {each.alias: each.name for each in statement.find_all(exp.Table) if each.alias}
    verb, target = _verb(statement), _target(statement)
    changed = _assigned(statement) if verb == "update" else set()
    for column in statement.find_all(exp.Column):
        name = UNBOUND if isinstance(column.this, exp.Star) else column.name
        table = aliases.get(column.table, column.table) or "null"
        yield f"{'update' if id(column) in changed else 'select'}::{table}::{name}"
    for star in statement.find_all(exp.Star):
        if isinstance(star.parent, exp.Select):
            yield f"select::null::{UNBOUND}"
    if verb == "delete" and target is not None:
        yield f"delete::{target.name}::{UNBOUND}"
    if verb == "insert" and target is not None:
        names = [each.name for each in getattr(statement.this, "expressions", [])] or [UNBOUND]
        yield from (f"insert::{target.name}::{name}" for name in names)


def _assigned(statement: Any) -> set[int]:
    """The columns that an UPDATE sets, by their identity."""
    return {id(each.this) for each in statement.args.get("expressions") or ()}


def _verb(statement: Any) -> str:
    exp = _sqlglot().exp
    if isinstance(statement, exp.Query):
        return "select"
    return {"truncatetable": "truncate"}.get(str(statement.key), str(statement.key))


def _target(statement: Any) -> Any:
    """The table that a statement changes."""
    exp = _sqlglot().exp
    if isinstance(statement, exp.Query):
        return None
    this = statement.this
    if isinstance(this, exp.Schema):
        this = this.this
    if isinstance(statement, exp.TruncateTable):
        this = next(iter(statement.expressions), None)
    return this if isinstance(this, exp.Table) else None
