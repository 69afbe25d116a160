from __future__ import annotations

import pytest

from workbench.checks.output import Output
from workbench.checks.scoring import scorer_of
from workbench.checks.sql import columns, statements, tables
from workbench.domain.checks import Check
from workbench.domain.json_values import freeze


@pytest.mark.parametrize(
    ("statement", "touched"),
    [
        ("SELECT a FROM t JOIN db.v ON t.id = v.id", ["select::null::t", "select::db::v"]),
        ("INSERT INTO t(a) SELECT b FROM v", ["insert::null::t", "select::null::v"]),
        ("UPDATE t SET a = 1", ["update::null::t"]),
        ("DELETE FROM t", ["delete::null::t"]),
        ("WITH x AS (SELECT a FROM t) SELECT a FROM x", ["select::null::t"]),
        ("SELECT 1", []),
    ],
)
def test_tables_are_told_with_what_is_done_to_them(statement, touched):
    assert sorted(tables(statements(statement, "mysql"))) == sorted(touched)


@pytest.mark.parametrize(
    ("statement", "touched"),
    [
        ("SELECT id, u.name FROM users u", ["select::null::id", "select::users::name"]),
        ("SELECT * FROM t", ["select::null::(.*)"]),
        ("SELECT COUNT(*) FROM t", []),
        ("UPDATE t SET a = 1 WHERE b = 2", ["select::null::b", "update::null::a"]),
        ("INSERT INTO t(a, b) VALUES (1, 2)", ["insert::t::a", "insert::t::b"]),
        ("DELETE FROM t WHERE a = 1", ["delete::t::(.*)", "select::null::a"]),
    ],
)
def test_columns_are_told_with_their_table_where_it_is_named(statement, touched):
    assert sorted(columns(statements(statement, "mysql"))) == sorted(touched)


def test_a_table_that_with_names_need_not_be_allowed():
    check = Check("is-sql", value=freeze({"allowedTables": ["select::null::t"]}))

    assert scorer_of(check)(Output("WITH x AS (SELECT a FROM t) SELECT a FROM x")).passed
    assert not scorer_of(check)(Output("SELECT a FROM secrets")).passed
